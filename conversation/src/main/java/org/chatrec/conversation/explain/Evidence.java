package org.chatrec.conversation.explain;

/** A field of the item and the words of it that an explanation rests on. */
public record Evidence(String field, String quote) {}
