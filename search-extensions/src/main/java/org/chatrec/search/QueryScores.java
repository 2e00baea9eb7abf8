package org.chatrec.search;

import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.ConstantScoreQueryBuilder;
import org.opensearch.index.query.MatchAllQueryBuilder;
import org.opensearch.index.query.QueryBuilder;

/** What the scores of a query say before anything ranks its hits. */
final class QueryScores {

  private QueryScores() {}

  /**
   * Whether one hit may score more than another. Conditions alone, and what everything matches
   * alike, however it is wrapped, say nothing of any item.
   */
  static boolean tell(@Nullable QueryBuilder query) {
    return switch (query) {
      case null -> false;
      case MatchAllQueryBuilder unused -> false;
      case ConstantScoreQueryBuilder unused -> false;
      case BoolQueryBuilder bool ->
          bool.must().stream().anyMatch(QueryScores::tell)
              || bool.should().stream().anyMatch(each -> !(each instanceof MatchAllQueryBuilder));
      default -> true;
    };
  }
}
