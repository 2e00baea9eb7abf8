package org.chatrec.conversation.llm;

import org.jspecify.annotations.Nullable;

/** An LLM call that brought nothing usable. The message holds no user text and no secret. */
public final class LlmException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DegradedReason reason;

  public LlmException(DegradedReason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public LlmException(DegradedReason reason, String message) {
    this(reason, message, null);
  }

  public DegradedReason reason() {
    return reason;
  }
}
