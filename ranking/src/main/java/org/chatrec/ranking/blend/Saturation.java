package org.chatrec.ranking.blend;

import org.apache.lucene.search.Explanation;

/**
 * Maps a number that is open upwards to [0,1): {@code value / (value + pivot)}, the shape of BM25's
 * own term saturation. What is not positive maps to 0.
 *
 * @param pivot the number that counts half
 */
public record Saturation(double pivot) implements Scale {

  /** Checks that the pivot is above 0. */
  public Saturation {
    if (!(pivot > 0 && Double.isFinite(pivot))) {
      throw new IllegalArgumentException("[pivot] must be above 0 but was [" + pivot + "]");
    }
  }

  @Override
  public double of(double raw) {
    if (!(raw > 0)) {
      return 0;
    }
    return raw == Double.POSITIVE_INFINITY ? 1 : raw / (raw + pivot);
  }

  @Override
  public Explanation explain(String what, double raw) {
    return Explanation.match(
        of(raw),
        "value / (value + pivot), from:",
        Explanation.match(raw, "value: " + what),
        Explanation.match(pivot, "pivot"));
  }
}
