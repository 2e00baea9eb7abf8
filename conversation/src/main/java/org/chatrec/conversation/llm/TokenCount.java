package org.chatrec.conversation.llm;

/** Tokens that LLM calls took, as the server counts them. */
public record TokenCount(long input, long output) {
  public static final TokenCount NONE = new TokenCount(0, 0);

  public TokenCount plus(TokenCount other) {
    return new TokenCount(input + other.input, output + other.output);
  }

  public long total() {
    return input + output;
  }
}
