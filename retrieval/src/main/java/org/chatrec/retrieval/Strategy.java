package org.chatrec.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What recommendations are ranked by. */
public enum Strategy {
  /** The best that is known of the user: {@link #HYBRID}, or {@link #POPULAR} for a stranger. */
  AUTO,
  /** Everything together. */
  HYBRID,
  /**
   * Likeness of the items' text to the user's interests; where a request names items to be like, to
   * these alone.
   */
  CONTENT,
  /** What people of like taste liked. */
  COLLABORATIVE,
  /** What many people liked. */
  POPULAR;

  /** The name in requests and answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The strategy of that name. */
  public static Strategy of(String name) {
    return Arrays.stream(values())
        .filter(strategy -> strategy.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "[strategy] must be one of " + names() + ", was [" + name + "]"));
  }

  /** The names that requests may use. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Strategy::wireName).toList();
  }
}
