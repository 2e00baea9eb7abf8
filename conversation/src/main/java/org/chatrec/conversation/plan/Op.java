package org.chatrec.conversation.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a filter compares the field's values with its own. */
public enum Op {
  EQ,
  /** The filter's value is a list; one of it is enough. */
  IN,
  /** Items with the value, or with one of the list, are excluded. */
  NOT,
  GT,
  GTE,
  LT,
  LTE;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isBound() {
    return isLower() || isUpper();
  }

  public boolean isLower() {
    return this == GT || this == GTE;
  }

  public boolean isUpper() {
    return this == LT || this == LTE;
  }

  public static Optional<Op> of(String label) {
    return Arrays.stream(values()).filter(o -> o.label().equalsIgnoreCase(label)).findFirst();
  }

  @JsonCreator
  static Op parse(String label) {
    return of(label)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "[op] must be one of " + labels() + ", got [" + label + "]"));
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Op::label).toList();
  }
}
