package org.chatrec.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chatrec.catalog.support.Checks;

/** How many variants of one item the first page shows. */
public enum VariantsShown {
  /** The best of a family before further ones of it. */
  ONE,
  /** As they are ranked. */
  ALL;

  /** The names in requests. */
  public static final List<String> LABELS =
      Arrays.stream(values()).map(VariantsShown::label).toList();

  /** The name in requests. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  public static VariantsShown of(String label) {
    Checks.oneOf("variants", label, LABELS);
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
