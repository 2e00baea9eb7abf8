package org.chatrec.retrieval;

import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.calibration.CatalogSample;

/**
 * Which of a search's best hits are about what was sought. Ranked hits need no such line: the weak
 * ones come last. In an order by year they would come first.
 */
public final class Fitting {

  /** How many of the best hits come into question. */
  public static final int BEST = 20;

  /**
   * Of how far the nearest hit stands above what is usual, what a hit has to reach. In the sample
   * catalogue it parts the films with robots from those with other machines, and time travel from
   * journeys.
   */
  private static final double NEAR = 0.7;

  private Fitting() {}

  /**
   * The hits in whose text the words are, and those near in meaning.
   *
   * @param ranked best first
   * @param sought vectors of the words, or of the items to be similar to
   * @param sample tells what is usual in this catalogue
   */
  public static List<RankedItem> of(
      List<RankedItem> ranked, List<float[]> sought, CatalogSample sample) {
    List<Nearness> all = sought.stream().map(vector -> new Nearness(sample, vector)).toList();
    List<Double> near = ranked.stream().map(item -> nearest(item, all)).toList();
    double nearest = near.stream().mapToDouble(Double::doubleValue).max().orElse(-1);
    return IntStream.range(0, ranked.size())
        .filter(i -> hasWords(ranked.get(i)) || nearest > 0 && near.get(i) >= NEAR * nearest)
        .mapToObj(ranked::get)
        .toList();
  }

  private static boolean hasWords(RankedItem item) {
    return item.breakdown().getOrDefault(SignalWeights.LEXICAL, 0.0) > 0;
  }

  /** Negative infinity for an item that nothing can be compared with. */
  private static double nearest(RankedItem item, List<Nearness> sought) {
    return sought.stream()
        .mapToDouble(nearness -> nearness.of(item.vector()))
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
