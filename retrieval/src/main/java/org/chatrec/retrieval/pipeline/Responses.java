package org.chatrec.retrieval.pipeline;

import java.util.List;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.search.SearchExtBuilder;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.aggregations.InternalAggregations;
import org.opensearch.search.internal.InternalSearchResponse;
import org.opensearch.search.profile.SearchProfileShardResults;

/** Answers of searches that differ in one thing from others. */
final class Responses {

  private Responses() {}

  /** The answer with other hits in the place of its own; all else is as it was. */
  static SearchResponse withHits(SearchResponse response, SearchHit[] shown) {
    SearchHits before = response.getHits();
    SearchHits hits =
        new SearchHits(
            shown,
            before.getTotalHits(),
            before.getMaxScore(),
            before.getSortFields(),
            before.getCollapseField(),
            before.getCollapseValues());
    return with(response, hits, response.getInternalResponse().getSearchExtBuilders());
  }

  /** The answer with other hits, and with what is said under {@code ext}. */
  static SearchResponse with(
      SearchResponse response, SearchHits hits, List<SearchExtBuilder> said) {
    InternalSearchResponse sections =
        new InternalSearchResponse(
            hits,
            (InternalAggregations) response.getAggregations(),
            response.getSuggest(),
            // an empty profile would be shown where none was asked for
            response.getProfileResults().isEmpty()
                ? null
                : new SearchProfileShardResults(response.getProfileResults()),
            response.isTimedOut(),
            response.isTerminatedEarly(),
            response.getNumReducePhases(),
            said,
            response.getInternalResponse().getProcessorResult());
    return new SearchResponse(
        sections,
        response.getScrollId(),
        response.getTotalShards(),
        response.getSuccessfulShards(),
        response.getSkippedShards(),
        response.getTook().millis(),
        response.getPhaseTook(),
        response.getShardFailures(),
        response.getClusters(),
        response.pointInTimeId());
  }
}
