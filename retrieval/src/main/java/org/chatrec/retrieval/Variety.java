package org.chatrec.retrieval;

import org.chatrec.search.VariantsShown;

/**
 * How far a page shows other items than the best.
 *
 * @param diversity 0 chooses by score alone, 1 by difference alone
 * @param exploration chance that a place is given to a lower ranked item
 * @param variants whether variants of one item may follow one another
 */
public record Variety(double diversity, double exploration, VariantsShown variants) {

  /** The best, one of each family. */
  public static final Variety NONE = new Variety(0, 0, VariantsShown.ONE);

  /** Diversity from which on anything among the candidates may be chosen. */
  private static final double FREE = 0.5;

  /**
   * How many of the best a page is chosen among. Scores count by where they lie between the worst
   * and the best of these: among more, a little diversity would weigh more.
   */
  int reach(int size) {
    double share = exploration > 0 ? 1 : Math.min(1, diversity / FREE);
    return (int) Math.ceil(size * (1 + (Variants.POOL - 1) * share));
  }

  /** Whether there have to be more items than are shown, to choose among. */
  boolean chooses() {
    return diversity > 0 || exploration > 0;
  }
}
