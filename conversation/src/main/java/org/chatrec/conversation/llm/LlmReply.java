package org.chatrec.conversation.llm;

/**
 * What the model answered; not to be trusted.
 *
 * @param cut whether the server ended it for its length
 */
public record LlmReply(String text, TokenCount tokens, boolean cut) {
  /** An answer that came to its own end. */
  public LlmReply(String text, TokenCount tokens) {
    this(text, tokens, false);
  }
}
