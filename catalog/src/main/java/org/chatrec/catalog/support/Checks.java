package org.chatrec.catalog.support;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Refusals that name the field and what it accepts. */
public final class Checks {

  private Checks() {}

  /** A finite number of at least 0. */
  public static void weight(String name, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new IllegalArgumentException(
          "weight [" + name + "] must be a number of at least 0 but was [" + value + "]");
    }
  }

  /** A finite number above 0. */
  public static void positive(String name, double value) {
    if (!Double.isFinite(value) || value <= 0) {
      throw new IllegalArgumentException(
          "[" + name + "] must be a number above 0 but was [" + value + "]");
    }
  }

  /** A number in [0,1]. */
  public static void unit(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "[" + name + "] must be a number from 0 to 1 but was [" + value + "]");
    }
  }

  /** A whole number within bounds; answers with it. */
  public static int between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "["
              + name
              + "] must be a whole number from "
              + least
              + " to "
              + most
              + " but was ["
              + value
              + "]");
    }
    return value;
  }

  /** A text that says something; answers with it. */
  public static String present(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("[" + name + "] is missing or empty");
    }
    return value;
  }

  /** One of the accepted values. */
  public static void oneOf(String field, String value, Collection<String> accepted) {
    if (!accepted.contains(value)) {
      throw new IllegalArgumentException(
          "[" + field + "] accepts " + accepted + " but not [" + value + "]");
    }
  }

  /** No more entries than that. */
  public static void atMost(String name, int count, int most) {
    if (count > most) {
      throw new IllegalArgumentException(
          "[" + name + "] may have at most " + most + " entries but has " + count);
    }
  }
}
