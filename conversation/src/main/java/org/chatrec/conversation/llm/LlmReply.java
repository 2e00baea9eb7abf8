package org.chatrec.conversation.llm;

/** What the model answered; not to be trusted. */
public record LlmReply(String text, TokenCount tokens) {}
