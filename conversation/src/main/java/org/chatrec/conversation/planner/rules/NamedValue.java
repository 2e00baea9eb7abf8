package org.chatrec.conversation.planner.rules;

/** Words that are certainly a value of the catalogue, whatever else they could be. */
record NamedValue(int from, int to) {}
