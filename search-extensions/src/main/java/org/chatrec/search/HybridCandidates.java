package org.chatrec.search;

import java.util.List;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.rescore.QueryRescorerBuilder;

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

  /**
   * The rescorer that brings the words' scores back; to stand before the one that blends.
   *
   * @param window at least as many as there are neighbours and words to consider
   */
  public static QueryRescorerBuilder wordScores(QueryBuilder words, int window) {
    QueryRescorerBuilder scores = new QueryRescorerBuilder(words);
    scores.setQueryWeight(0).setRescoreQueryWeight(1).windowSize(window);
    return scores;
  }
}
