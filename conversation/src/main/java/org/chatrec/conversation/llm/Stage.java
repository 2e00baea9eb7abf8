package org.chatrec.conversation.llm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A part of a chat turn that can use an LLM. */
public enum Stage {
  PLAN,
  EXPLAIN;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
