package org.chatrec.search;

import java.util.HashMap;
import java.util.Map;
import org.opensearch.search.SearchHits;

/**
 * What the words of a search score where they score most.
 *
 * @param best the best score that they have anywhere; 0 where nothing has them
 * @param leading scores of the best hits by id, in any order; all others score less
 */
public record WordScores(double best, Map<String, Double> leading) {

  /** Copies the map. */
  public WordScores {
    leading = Map.copyOf(leading);
  }

  /** Of an item, as a share of the best: 0 where it is not among the best hits. */
  double share(String id) {
    return best > 0 ? Math.min(1, leading.getOrDefault(id, 0.0) / best) : 0;
  }

  /** Of hits, the best first. */
  static WordScores of(SearchHits hits) {
    float best = hits.getMaxScore();
    Map<String, Double> leading = new HashMap<>();
    hits.forEach(hit -> leading.merge(hit.getId(), (double) hit.getScore(), Math::max));
    return Float.isFinite(best) ? new WordScores(best, leading) : new WordScores(0, Map.of());
  }
}
