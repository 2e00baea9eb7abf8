package org.chatrec.conversation.llm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer is less than it could be: where, and why.
 *
 * @param detail what exactly, or null
 */
public record Degraded(Stage stage, DegradedReason reason, @Nullable Detail detail) {
  /** Without more to say. */
  public Degraded(Stage stage, DegradedReason reason) {
    this(stage, reason, null);
  }

  /** As answers show it. */
  public Map<String, Object> toMap() {
    return detail == null
        ? Map.of("stage", stage.label(), "reason", reason.label())
        : Map.of("stage", stage.label(), "reason", reason.label(), "detail", detail.label());
  }
}
