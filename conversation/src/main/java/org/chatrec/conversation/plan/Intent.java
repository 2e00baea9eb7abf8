package org.chatrec.conversation.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the person wants. */
public enum Intent {
  /** Items that meet a description, regardless of what was said before. */
  SEARCH,
  /** The search so far, with constraints added, changed or removed. */
  REFINE,
  /** Anything that suits the person. */
  RECOMMEND,
  /** Items like the plan's {@code likeItems}. */
  SIMILAR,
  /** Why an item was shown; the plan's references say which. */
  EXPLAIN,
  /** How shown items differ; the plan's references say which. */
  COMPARE,
  /** A like or dislike; see the plan's preferences. */
  FEEDBACK,
  /** A greeting, thanks, or something that is not about items. */
  OTHER;

  /** The name in JSON, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Intent> of(String label) {
    return Arrays.stream(values()).filter(i -> i.label().equalsIgnoreCase(label)).findFirst();
  }

  @JsonCreator
  static Intent parse(String label) {
    return of(label)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "[intent] must be one of " + labels() + ", got [" + label + "]"));
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Intent::label).toList();
  }
}
