package org.chatrec.ranking.evaluation;

import java.util.List;
import java.util.Set;

/**
 * How good one list of items is, against a set of relevant ones: precision, recall and normalised
 * discounted cumulative gain with relevance 0 or 1 (Järvelin and Kekäläinen 2002).
 *
 * @param precision share of the k places that hold something relevant
 * @param recall share of what is relevant that is in the list
 * @param ndcg in [0,1]
 */
public record ListQuality(double precision, double recall, double ndcg) {

  /**
   * Of the first places of a list.
   *
   * @param ranked ids, best first; may be shorter than k
   * @param relevant not empty
   * @param k at least 1
   */
  public static ListQuality of(List<String> ranked, Set<String> relevant, int k) {
    int hits = 0;
    double gain = 0;
    double ideal = 0;
    for (int place = 0; place < k; place++) {
      double discount = Math.log(2) / Math.log(place + 2);
      if (place < ranked.size() && relevant.contains(ranked.get(place))) {
        hits++;
        gain += discount;
      }
      if (place < relevant.size()) {
        ideal += discount;
      }
    }
    return new ListQuality((double) hits / k, (double) hits / relevant.size(), gain / ideal);
  }
}
