package org.chatrec.search;

import java.util.List;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.rescore.QueryRescoreMode;
import org.opensearch.search.rescore.QueryRescorer.QueryRescoreContext;
import org.opensearch.search.rescore.QueryRescorerBuilder;
import org.opensearch.search.rescore.RescoreContext;

/**
 * Candidates found by words and by nearness in one query, of whose scores only those of the words
 * are kept. Neighbours come before everything that only has words, so none of them is lost at the
 * end of the window, which has to be so much larger; then {@link #wordScores} puts the words' own
 * score in the place of every first-pass score, 0 for what they do not match. What follows sees a
 * function of document and request alone, on however many shards.
 */
public final class HybridCandidates {

  /** More than words ever score. Nobody sees it: it is replaced before anything counts. */
  private static final float BEFORE_WORDS = 1e6f;

  /**
   * What the words' own scores leave of the first pass: nothing that a float of theirs could hold,
   * and enough to tell in which order the hits behind the window were found.
   */
  static final float KEPT = 1e-30f;

  /** Less than words ever score, more than is kept of the first pass. */
  static final float NO_WORDS = 1e-15f;

  private HybridCandidates() {}

  /**
   * What the words match, and the neighbours.
   *
   * @param words what is asked for in words
   * @param neighbours k-NN queries, filtered as the words are; at least one
   */
  public static QueryBuilder query(QueryBuilder words, List<QueryBuilder> neighbours) {
    BoolQueryBuilder near = QueryBuilders.boolQuery().boost(BEFORE_WORDS);
    neighbours.forEach(near::should);
    return QueryBuilders.boolQuery().should(near).should(words).minimumShouldMatch(1);
  }

  /** Whether a rescorer is one of {@link #wordScores}. */
  static boolean isWordScores(RescoreContext rescorer) {
    return rescorer instanceof QueryRescoreContext query
        && query.queryWeight() == KEPT
        && query.scoreMode() == QueryRescoreMode.Total;
  }

  /**
   * The rescorer that brings the words' scores back; to stand before the one that blends.
   *
   * @param window at least as many as there are neighbours and words to consider
   */
  public static QueryRescorerBuilder wordScores(QueryBuilder words, int window) {
    QueryRescorerBuilder scores = new QueryRescorerBuilder(words);
    scores.setQueryWeight(KEPT).setRescoreQueryWeight(1).windowSize(window);
    return scores;
  }
}
