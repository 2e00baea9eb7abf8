package org.chatrec.ranking.blend;

import org.apache.lucene.search.Explanation;

/**
 * Maps a number that is open upwards to [0,1): {@code value / (value + pivot)}, the shape of BM25's
 * own term saturation. What is not positive maps to 0.
 */
final class Saturation {

  private Saturation() {}

  static double of(double value, double pivot) {
    if (!(value > 0)) {
      return 0;
    }
    return value == Double.POSITIVE_INFINITY ? 1 : value / (value + pivot);
  }

  static Explanation explain(String what, double value, double pivot) {
    return Explanation.match(
        of(value, pivot),
        "value / (value + pivot), from:",
        Explanation.match(value, "value: " + what),
        Explanation.match(pivot, "pivot"));
  }

  static void check(String name, double weight, double pivot) {
    checkWeight(name, weight);
    if (!(pivot > 0 && Double.isFinite(pivot))) {
      throw new IllegalArgumentException(
          "[pivot] of signal [" + name + "] must be above 0 but was [" + pivot + "]");
    }
  }

  static void checkWeight(String name, double weight) {
    if (!(weight >= 0 && Double.isFinite(weight))) {
      throw new IllegalArgumentException(
          "[weight] of signal [" + name + "] must be at least 0 but was [" + weight + "]");
    }
  }
}
