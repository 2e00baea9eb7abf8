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
   * How many ranked items a page is first chosen among. A little diversity never reaches far down:
   * what is read beyond costs as much as what is shown, and is not chosen.
   */
  int candidates(int size) {
    double reach = exploration > 0 ? 1 : Math.min(1, diversity / FREE);
    return (int) Math.ceil(size * (1 + (Variants.POOL - 1) * reach));
  }

  /** Whether there have to be more items than are shown, to choose among. */
  boolean chooses() {
    return diversity > 0 || exploration > 0;
  }
}
