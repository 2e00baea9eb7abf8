package org.chatrec.retrieval.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.ScoreSortBuilder;
import org.opensearch.search.sort.SortBuilder;
import org.opensearch.search.sort.SortOrder;

/**
 * Which searches answer with hits in the order of their scores, so that their order may be changed
 * by other reasons. Not so where no hits are wanted; where the request sorts, collapses, scrolls or
 * goes on after a hit; and in the {@code hybrid} query of another plugin, whose hits are no
 * ordinary list before its own processor has seen them.
 */
final class Rankable {

  /** Hits of a search that says nothing. */
  private static final int DEFAULT_SIZE = 10;

  private static final String FOREIGN_HYBRID = "hybrid";

  private Rankable() {}

  static boolean is(SearchRequest request) {
    SearchSourceBuilder source = request.source();
    return source != null
        && size(source) > 0
        && request.scroll() == null
        && source.searchAfter() == null
        && source.collapse() == null
        && byScore(source.sorts())
        && (source.query() == null || !source.query().getWriteableName().equals(FOREIGN_HYBRID));
  }

  static int size(SearchSourceBuilder source) {
    return source.size() < 0 ? DEFAULT_SIZE : source.size();
  }

  static int from(SearchSourceBuilder source) {
    return Math.max(0, source.from());
  }

  private static boolean byScore(@Nullable List<SortBuilder<?>> sorts) {
    return sorts == null
        || sorts.isEmpty()
        || (sorts.size() == 1
            && sorts.getFirst() instanceof ScoreSortBuilder score
            && score.order() == SortOrder.DESC);
  }
}
