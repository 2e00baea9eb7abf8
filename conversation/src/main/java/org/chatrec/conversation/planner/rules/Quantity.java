package org.chatrec.conversation.planner.rules;

import org.chatrec.conversation.language.Dimension;

/**
 * A number with its unit, in the base unit of what it measures.
 *
 * @param value the number
 * @param upper of two numbers at once ("两三百块"), the greater; else the same
 * @param dimension what the unit measures
 * @param factor of the unit
 * @param from its first token
 * @param to index after its last
 */
record Quantity(double value, double upper, Dimension dimension, double factor, int from, int to) {

  static Quantity of(double value, Dimension dimension, double factor, int from, int to) {
    return new Quantity(value, value, dimension, factor, from, to);
  }

  boolean hasUnit() {
    return dimension != Dimension.NONE;
  }

  /** A lower end without a unit has that of the upper end: "90 to 120 minutes" and the reverse. */
  Quantity sharing(Quantity other) {
    return !hasUnit() && other.hasUnit()
        ? new Quantity(
            value * other.factor, upper * other.factor, other.dimension, other.factor, from, to)
        : this;
  }
}
