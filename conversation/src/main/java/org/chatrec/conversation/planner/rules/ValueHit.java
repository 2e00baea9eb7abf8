package org.chatrec.conversation.planner.rules;

import org.chatrec.conversation.catalog.CardField;

/** Words that name a value of the catalogue, wanted or not. */
record ValueHit(int from, int to, CardField field, String value, boolean negated) {}
