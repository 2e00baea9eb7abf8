package org.chatrec.conversation.llm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why the LLM was not used where it could have been. */
public enum DegradedReason {
  /** It was asked for, and none is configured. */
  LLM_DISABLED,
  /** No complete answer within the time it had. */
  LLM_TIMEOUT,
  /** The connection failed, or the server answered with an error. */
  LLM_ERROR,
  /** It answered, but not with something usable. */
  LLM_INVALID,
  /** As many calls as allowed are under way. */
  LLM_BUSY,
  /** Too little time or too few tokens are left to begin. */
  BUDGET,
  /** The caller lacks the permission. */
  NOT_PERMITTED,
  /** The caller would be the person, and nobody is authenticated. */
  NOT_AUTHENTICATED,
  /** It could not be written; what is said is forgotten with the conversation. */
  NOT_STORED,
  /** What is stored could not be read at present. */
  UNAVAILABLE;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
