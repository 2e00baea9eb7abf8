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
 * by other reasons. Not so where no hits are wanted; where the request sorts by something else
 * first, collapses or scrolls; and in the {@code hybrid} query of another plugin, whose hits are no
 * ordinary list before its own processor has seen them.
 */
final class Rankable {

  /** Hits of a search that says nothing. */
  private static final int DEFAULT_SIZE = 10;

  private static final String FOREIGN_HYBRID = "hybrid";

  private Rankable() {}

  /** Whether hits come by score alone, and on pages that {@code from} and {@code size} name. */
  static boolean is(SearchRequest request) {
    return hasHits(request) && obstacle(request) == null && !isSorted(request.source());
  }

  /** Whether there are hits to be ranked at all. */
  static boolean hasHits(SearchRequest request) {
    return request.source() != null && size(request.source()) > 0;
  }

  /** What in a request keeps its hits from being ranked, by the name it has there; or null. */
  static @Nullable String obstacle(SearchRequest request) {
    SearchSourceBuilder source = request.source();
    if (request.scroll() != null) {
      return "scroll";
    }
    if (source.collapse() != null) {
      return "collapse";
    }
    if (!byScoreFirst(source.sorts())) {
      return "sort";
    }
    if (isSorted(source) && source.minScore() != null) {
      return "min_score";
    }
    return source.query() != null && source.query().getWriteableName().equals(FOREIGN_HYBRID)
        ? FOREIGN_HYBRID
        : null;
  }

  /**
   * Whether a sort decides among equal scores, or a page begins after a hit: then the host takes no
   * rescorers.
   */
  static boolean isSorted(SearchSourceBuilder source) {
    List<SortBuilder<?>> sorts = source.sorts();
    return source.searchAfter() != null || sorts != null && sorts.size() > 1;
  }

  static int size(SearchSourceBuilder source) {
    return source.size() < 0 ? DEFAULT_SIZE : source.size();
  }

  static int from(SearchSourceBuilder source) {
    return Math.max(0, source.from());
  }

  private static boolean byScoreFirst(@Nullable List<SortBuilder<?>> sorts) {
    return sorts == null
        || sorts.isEmpty()
        || sorts.getFirst() instanceof ScoreSortBuilder score && score.order() == SortOrder.DESC;
  }
}
