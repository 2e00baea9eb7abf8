package org.chatrec.ranking.diversity;

import java.util.Arrays;

/** Scores made commensurable with cosines, for {@link Mmr}. */
public final class Relevance {

  private Relevance() {}

  /**
   * The scores stretched to [0,1]; all 1 where they are equal. Scores of good candidates lie within
   * a few hundredths of each other while cosines do not, and diversity would drown them. For lists
   * that are complete and in one place: what it gives a score depends on the others.
   */
  public static double[] spread(double[] scores) {
    double lowest = Arrays.stream(scores).min().orElse(0);
    double range = Arrays.stream(scores).max().orElse(0) - lowest;
    return Arrays.stream(scores).map(s -> range > 0 ? (s - lowest) / range : 1).toArray();
  }
}
