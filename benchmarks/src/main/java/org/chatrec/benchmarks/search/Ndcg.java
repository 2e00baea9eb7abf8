package org.chatrec.benchmarks.search;

import java.util.List;
import java.util.Set;

/** Normalised discounted cumulative gain with relevance 0 or 1 (Järvelin and Kekäläinen 2002). */
public final class Ndcg {

  private Ndcg() {}

  /**
   * Of the first k places.
   *
   * @param ranked ids, best first
   * @param relevant not empty
   */
  public static double at(int k, List<String> ranked, Set<String> relevant) {
    double gain = 0;
    double ideal = 0;
    for (int place = 0; place < k; place++) {
      double discount = Math.log(2) / Math.log(place + 2);
      if (place < ranked.size() && relevant.contains(ranked.get(place))) {
        gain += discount;
      }
      if (place < relevant.size()) {
        ideal += discount;
      }
    }
    return gain / ideal;
  }
}
