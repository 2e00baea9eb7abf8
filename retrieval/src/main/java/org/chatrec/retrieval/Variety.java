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

  /** Whether there have to be more items than are shown, to choose among. */
  boolean chooses() {
    return diversity > 0 || exploration > 0;
  }
}
