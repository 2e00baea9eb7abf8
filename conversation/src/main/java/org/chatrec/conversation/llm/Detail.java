package org.chatrec.conversation.llm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What exactly kept an LLM's answer away, where the reason alone would mislead. */
public enum Detail {
  /** The model's answer was longer than it may be. */
  CUT_OFF,
  /** The server refused the prompt for what it says. */
  POLICY,
  /** The prompt is longer than the server takes. */
  PROMPT_TOO_LONG,
  /** The node's operator lets no calls go to that host. */
  HOST_NOT_ALLOWED;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
