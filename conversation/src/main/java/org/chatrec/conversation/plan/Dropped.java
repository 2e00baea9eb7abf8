package org.chatrec.conversation.plan;

/** A part of what was asked that the plan could not keep, and why. Text for people. */
public record Dropped(String part, String reason) {}
