package org.chatrec.ranking.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The best items of a search with what their scores are the sum of, to be ranked anew with other
 * weights.
 *
 * @param search whose they are
 * @param candidates in any order
 */
public record SearchCandidates(JudgedSearch search, List<Candidate> candidates) {

  /** Copies the list. */
  public SearchCandidates {
    candidates = List.copyOf(candidates);
  }

  /**
   * An item.
   *
   * @param parts weight × part by the signal's name; they add up to the score
   */
  public record Candidate(String id, Map<String, Double> parts) {

    double score(Map<String, Double> times) {
      double score = 0;
      for (Map.Entry<String, Double> part : parts.entrySet()) {
        score += part.getValue() * times.getOrDefault(part.getKey(), 1.0);
      }
      return score;
    }
  }

  /**
   * How good the first places are.
   *
   * @param times what each signal's weight is multiplied by; 1 where it is not named
   */
  public ListQuality quality(Map<String, Double> times, int k) {
    List<String> ranked =
        candidates.stream()
            .sorted(
                Comparator.comparingDouble((Candidate item) -> -item.score(times))
                    .thenComparing(Candidate::id))
            .limit(k)
            .map(Candidate::id)
            .toList();
    return ListQuality.of(ranked, search.relevant(), k);
  }
}
