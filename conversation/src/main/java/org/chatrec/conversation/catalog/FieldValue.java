package org.chatrec.conversation.catalog;

/** A value that items have in a field, and how many items have it. */
public record FieldValue(String value, long count) {}
