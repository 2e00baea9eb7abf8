package org.chatrec.ranking.blend;

/**
 * Scores of hits that are found but not ranked, because they stand behind the window of a ranking.
 * They follow all ranked hits, in the order of the first pass, whatever page is asked for: so pages
 * continue one another to the end of the results.
 */
public final class Tail {

  /** No ranked hit has less, no other hit as much. */
  public static final float CEILING = 1e-6f;

  /** The first-pass score that stands in the middle of the tail. */
  private static final float PIVOT = 10;

  private Tail() {}

  /**
   * The score of a hit of the tail.
   *
   * @param firstPass its score, at least 0
   */
  public static float score(float firstPass) {
    double share = firstPass / (firstPass + (double) PIVOT);
    // never the ceiling itself, not even of infinity
    return Math.min(Math.nextDown(CEILING), (float) (CEILING * share));
  }

  /** The score of a ranked hit, which is above the tail. */
  public static float ranked(float score) {
    return Math.max(CEILING, score);
  }

  /** Whether a hit with this score was not ranked. */
  public static boolean has(float score) {
    return score < CEILING;
  }
}
