package org.chatrec.rest.recommend;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What recommendations are ranked by. */
public enum Strategy {
  /** The best that is known of the user: {@link #HYBRID}, or {@link #POPULAR} for a stranger. */
  AUTO,
  /** Everything together. */
  HYBRID,
  /** Likeness of the items' text to the user's interests. */
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

  static List<String> names() {
    return Arrays.stream(values()).map(Strategy::wireName).toList();
  }
}
