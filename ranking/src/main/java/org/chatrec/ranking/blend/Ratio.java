package org.chatrec.ranking.blend;

import org.apache.lucene.search.Explanation;

/**
 * A number as a share of the best there can be, {@code value / best}, at most 1. What is not
 * positive maps to 0.
 *
 * @param best the number that counts in full
 */
public record Ratio(double best) implements Scale {

  /** Checks that there is something to be had. */
  public Ratio {
    if (!(best > 0 && Double.isFinite(best))) {
      throw new IllegalArgumentException("[best] must be above 0 but was [" + best + "]");
    }
  }

  @Override
  public double of(double raw) {
    return raw > 0 ? Math.min(1, raw / best) : 0;
  }

  @Override
  public Explanation explain(String what, double raw) {
    return Explanation.match(
        of(raw),
        "value / best, at most 1, from:",
        Explanation.match(raw, "value: " + what),
        Explanation.match(best, "best"));
  }
}
