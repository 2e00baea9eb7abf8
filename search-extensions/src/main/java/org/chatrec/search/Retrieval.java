package org.chatrec.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chatrec.catalog.support.Checks;

/** Where the candidates of a personal search come from. */
public enum Retrieval {
  /** What the query matches. */
  LEXICAL,
  /** Also what lies near its text in meaning, and near the user's interests. */
  HYBRID;

  private static final List<String> LABELS = Arrays.stream(values()).map(Retrieval::label).toList();

  /** As written in requests and on the wire. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a label.
   *
   * @throws IllegalArgumentException naming the labels
   */
  public static Retrieval of(String label) {
    Checks.oneOf("retrieval", label, LABELS);
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
