package org.chatrec.conversation.llm;

/** The answer is less than it could be: where, and why. */
public record Degraded(Stage stage, DegradedReason reason) {}
