package org.chatrec.conversation.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Smallest or greatest first. */
public enum SortOrder {
  ASC,
  DESC;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static SortOrder parse(String label) {
    return switch (label.toLowerCase(Locale.ROOT)) {
      case "asc" -> ASC;
      case "desc" -> DESC;
      default ->
          throw new IllegalArgumentException("[order] must be asc or desc, got [" + label + "]");
    };
  }
}
