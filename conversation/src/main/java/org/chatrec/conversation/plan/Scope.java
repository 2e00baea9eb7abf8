package org.chatrec.conversation.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which items of the catalogue a plan is about. */
public enum Scope {
  /** Any that meets the description. */
  ALL,
  /**
   * Any but those that this conversation has shown: "what else?"; where the plan has references,
   * any but these: "I have seen the second one".
   */
  OTHERS,
  /** Those that the plan's references point at, and no search: "I'll take the second one". */
  REFERENCED;

  /** The name in JSON, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is not known counts as {@link #ALL}: a newer node's scope narrows nothing here. */
  @JsonCreator
  public static Scope of(String label) {
    return Arrays.stream(values())
        .filter(scope -> scope.label().equalsIgnoreCase(label))
        .findFirst()
        .orElse(ALL);
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Scope::label).toList();
  }
}
