package org.chatrec.retrieval;

import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.vector.Vectors;

/**
 * Which of a search's best hits are about what was sought. Ranked hits need no such line: the weak
 * ones come last. In an order by year they would come first.
 */
public final class Fitting {

  /** How many of the best hits come into question. */
  public static final int BEST = 20;

  /**
   * Of the nearest hit's cosine, what a hit's own has to reach. Cosines of one model lie around
   * another height than those of the next, so the line is relative. In the sample catalogue it
   * parts the films with robots from those with other machines, and time travel from journeys.
   */
  private static final double NEAR = 0.75;

  private Fitting() {}

  /**
   * The hits in whose text the words are, and those near in meaning.
   *
   * @param ranked best first
   * @param sought vectors of the words, or of the items to be similar to
   */
  public static List<RankedItem> of(List<RankedItem> ranked, List<float[]> sought) {
    List<Double> near = ranked.stream().map(item -> nearest(item, sought)).toList();
    double nearest = near.stream().mapToDouble(Double::doubleValue).max().orElse(-1);
    return IntStream.range(0, ranked.size())
        .filter(i -> hasWords(ranked.get(i)) || nearest > 0 && near.get(i) >= NEAR * nearest)
        .mapToObj(ranked::get)
        .toList();
  }

  private static boolean hasWords(RankedItem item) {
    return item.breakdown().getOrDefault(SignalWeights.LEXICAL, 0.0) > 0;
  }

  /** -1 for an item that nothing can be compared with. */
  private static double nearest(RankedItem item, List<float[]> sought) {
    return sought.stream()
        .filter(vector -> vector.length == item.vector().length)
        .mapToDouble(vector -> Vectors.cosine(vector, item.vector()))
        .max()
        .orElse(-1);
  }
}
