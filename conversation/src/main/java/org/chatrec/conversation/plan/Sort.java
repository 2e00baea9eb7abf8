package org.chatrec.conversation.plan;

/** An order of the hits by a field. */
public record Sort(String field, SortOrder order) {}
