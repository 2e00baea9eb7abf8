package org.chatrec.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chatrec.catalog.support.Checks;

/** What a search does with items that the person has seen or had already. */
public enum Seen {
  /** They are found like all others. */
  SHOW,
  /** They are left out. */
  HIDE,
  /** They are found, and hits say that they were seen. */
  MARK;

  private static final List<String> LABELS = Arrays.stream(values()).map(Seen::label).toList();

  /** The name in requests. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  public static Seen of(String label) {
    Checks.oneOf("seen", label, LABELS);
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
