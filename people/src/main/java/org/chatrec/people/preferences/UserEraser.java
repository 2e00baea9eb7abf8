package org.chatrec.people.preferences;

import java.util.List;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;

/** Deletes what is kept of a user: events, profile and conversations. */
public final class UserEraser {

  private static final int PAGE = 2_000;
  private static final List<StateIndex> KEPT =
      List.of(StateIndex.EVENTS, StateIndex.PROFILES, StateIndex.SESSIONS);

  private final StateClient state;

  public UserEraser(StateClient state) {
    this.state = state;
  }

  /** Deletes, and returns how many documents went. */
  public long erase(String catalog, String userId) {
    return KEPT.stream().filter(state::exists).mapToLong(i -> erase(i, catalog, userId)).sum();
  }

  private long erase(StateIndex index, String catalog, String userId) {
    long erased = 0;
    while (true) {
      state.call(RefreshAction.INSTANCE, new RefreshRequest(index.name()));
      SearchHit[] found = find(index, catalog, userId);
      if (found.length == 0) {
        return erased;
      }
      BulkRequest bulk = new BulkRequest();
      for (SearchHit hit : found) {
        bulk.add(new DeleteRequest(index.name(), hit.getId()));
      }
      BulkResponse answer = state.call(BulkAction.INSTANCE, bulk);
      if (answer.hasFailures()) {
        throw new OpenSearchStatusException(
            "not all of the user's data could be erased; try again",
            RestStatus.SERVICE_UNAVAILABLE);
      }
      erased += found.length;
    }
  }

  private SearchHit[] find(StateIndex index, String catalog, String userId) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(
                QueryBuilders.boolQuery()
                    .filter(QueryBuilders.termQuery("catalog", catalog))
                    .filter(QueryBuilders.termQuery("user_id", userId)))
            .fetchSource(false)
            .size(PAGE);
    return state
        .call(
            SearchAction.INSTANCE,
            // what a shard that is away holds must not be taken for nothing
            new SearchRequest(index.name()).source(source).allowPartialSearchResults(false))
        .getHits()
        .getHits();
  }
}
