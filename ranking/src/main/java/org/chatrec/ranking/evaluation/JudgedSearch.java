package org.chatrec.ranking.evaluation;

import java.util.Set;

/**
 * A search of the past and what its searcher thought of the answer.
 *
 * @param id of the search's event, to draw by
 * @param userId who searched
 * @param words what was searched for
 * @param timestampMillis when
 * @param relevant the items that the searcher acted on afterwards; not empty
 */
public record JudgedSearch(
    String id, String userId, String words, long timestampMillis, Set<String> relevant) {

  /** Copies the set. */
  public JudgedSearch {
    relevant = Set.copyOf(relevant);
  }
}
