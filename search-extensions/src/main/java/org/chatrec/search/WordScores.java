package org.chatrec.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;

/**
 * What the words of a search score where they score most.
 *
 * @param best the best score that they could have; 0 where nothing has them
 * @param leading scores of the best hits by id, in any order; all others score less
 */
public record WordScores(double best, Map<String, Double> leading) {

  /** What the queries of single terms are called begins so. */
  private static final String TERM = "_chatrec_term_";

  /** Copies the map. */
  public WordScores {
    leading = Map.copyOf(leading);
  }

  /** Of an item, as a share of the best: 0 where it is not among the best hits. */
  double share(String id) {
    return best > 0 ? Math.min(1, leading.getOrDefault(id, 0.0) / best) : 0;
  }

  /** What the query of a term has to be called, so that hits say whether they have it. */
  static String nameOf(int term) {
    return TERM + term;
  }

  /**
   * Of hits, the best first. Where no item has all of the terms, the best hit is not a full answer:
   * of "revenge in the old west" a West African village has one of three.
   *
   * @param terms how many were looked for by their names; 0 where it is not known
   */
  static WordScores of(SearchHits hits, int terms) {
    float best = hits.getMaxScore();
    Map<String, Double> leading = new HashMap<>();
    long had = 0;
    for (SearchHit hit : hits) {
      leading.merge(hit.getId(), (double) hit.getScore(), Math::max);
      had = Math.max(had, terms(hit));
    }
    double full = had == 0 ? 1 : (double) Math.max(had, terms) / had;
    return Float.isFinite(best)
        ? new WordScores(full * best, leading)
        : new WordScores(0, Map.of());
  }

  private static long terms(SearchHit hit) {
    return Arrays.stream(hit.getMatchedQueries()).filter(name -> name.startsWith(TERM)).count();
  }
}
