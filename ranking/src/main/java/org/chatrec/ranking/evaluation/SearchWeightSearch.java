package org.chatrec.ranking.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for weights of two signals with which searches of the past would have been answered better,
 * as {@link WeightSearch} does for recommendations: tries on one half of the searchers, and
 * believes what it found only if the searches of the other half are better beyond chance.
 */
public final class SearchWeightSearch {

  /** Places that count. */
  public static final int SHOWN = 10;

  private static final double[] TIMES = {0.25, 0.5, 1, 2, 4};

  private SearchWeightSearch() {}

  /**
   * Weights that are better beyond chance.
   *
   * @param times what each signal's weight is to be multiplied by
   * @param before NDCG as it is, on searches of those who had no say
   * @param now NDCG of the new ones, on the same searches
   * @param gain of the new ones
   */
  public record Better(Map<String, Double> times, Estimate before, Estimate now, Estimate gain) {}

  /**
   * Tries.
   *
   * @param one a signal
   * @param other another one
   */
  public static Optional<Better> run(List<SearchCandidates> searches, String one, String other) {
    List<SearchCandidates> choosing = new ArrayList<>();
    List<SearchCandidates> judging = new ArrayList<>();
    for (SearchCandidates search : searches) {
      (Draw.firstHalf(search.search().userId()) ? choosing : judging).add(search);
    }
    Map<String, Double> best = best(choosing, one, other);
    if (best.isEmpty() || judging.isEmpty()) {
      return Optional.empty();
    }
    double[] before = ndcg(judging, Map.of());
    double[] now = ndcg(judging, best);
    Estimate gain = Estimate.ofDifference(now, before);
    return gain.isGain()
        ? Optional.of(new Better(best, Estimate.of(before), Estimate.of(now), gain))
        : Optional.empty();
  }

  private static Map<String, Double> best(
      List<SearchCandidates> searches, String one, String other) {
    Map<String, Double> best = Map.of();
    double highest = Estimate.of(ndcg(searches, best)).mean();
    for (double first : TIMES) {
      for (double second : TIMES) {
        Map<String, Double> tried = new HashMap<>(Map.of(one, first, other, second));
        double mean = Estimate.of(ndcg(searches, tried)).mean();
        if (mean > highest) {
          highest = mean;
          best = tried;
        }
      }
    }
    return best;
  }

  private static double[] ndcg(List<SearchCandidates> searches, Map<String, Double> times) {
    return searches.stream().mapToDouble(each -> each.quality(times, SHOWN).ndcg()).toArray();
  }
}
