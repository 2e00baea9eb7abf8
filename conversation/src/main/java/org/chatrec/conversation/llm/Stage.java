package org.chatrec.conversation.llm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A part of a chat turn that can use an LLM. */
public enum Stage {
  PLAN,
  EXPLAIN,
  /** Obtaining whom the answer is for. */
  PERSON,
  /** Knowing which items the person has seen. */
  SEEN,
  /** Keeping the opinions that a message states. */
  FEEDBACK,
  /** Keeping the conversation. */
  MEMORY;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
