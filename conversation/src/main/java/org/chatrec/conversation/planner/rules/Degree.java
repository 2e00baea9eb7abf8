package org.chatrec.conversation.planner.rules;

import java.util.Arrays;
import java.util.Locale;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.language.Dimension;

/**
 * A graded word: "cheaper" is PRICE, down, comparative; "lighter" is MASS, of a dimension.
 *
 * @param extent whether it says how big a thing is, in whatever such things are measured by
 */
record Degree(FieldRole role, Dimension dimension, boolean up, Form form, boolean extent) {
  private static final String EXTENT = "EXTENT";

  enum Form {
    COMPARATIVE,
    SUPERLATIVE,
    ADJECTIVE,
    /** "Too long": less of it than now; of nothing, and denied, none of the extreme. */
    EXCESS
  }

  private static boolean isDimension(String name) {
    return Arrays.stream(Dimension.values()).anyMatch(d -> d.name().equals(name));
  }

  /** What is too much of it: "long" of "too long". */
  Degree extreme() {
    return new Degree(role, dimension, !up, Form.ADJECTIVE, extent);
  }

  /** "Largest" is about nothing without the name of a field behind it. */
  boolean needsName() {
    return role == FieldRole.OTHER && dimension == Dimension.NONE;
  }

  /** What it is about, in words. */
  String subject() {
    return (role == FieldRole.OTHER ? dimension.name() : role.name()).toLowerCase(Locale.ROOT);
  }

  static Degree parse(String head) {
    String[] parts = head.split(" ");
    boolean up = parts[1].equals("up");
    Form form = Form.valueOf(parts[2].toUpperCase(Locale.ROOT));
    if (parts[0].equals(EXTENT)) {
      return new Degree(FieldRole.OTHER, Dimension.NONE, up, form, true);
    }
    return isDimension(parts[0])
        ? new Degree(FieldRole.OTHER, Dimension.valueOf(parts[0]), up, form, false)
        : new Degree(FieldRole.valueOf(parts[0]), Dimension.NONE, up, form, false);
  }
}
