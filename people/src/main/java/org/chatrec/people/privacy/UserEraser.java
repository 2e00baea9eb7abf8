package org.chatrec.people.privacy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;

/**
 * Deletes what is kept of a person. Nothing is remembered of what was deleted: what training
 * learned from it goes with the next training.
 */
public final class UserEraser {

  private static final int PAGE = 2_000;
  private static final String CATALOG = "catalog";
  private static final String USER_ID = "user_id";
  private static final String SESSION_ID = "session_id";

  private final StateClient state;

  public UserEraser(StateClient state) {
    this.state = state;
  }

  /**
   * Deletes what was observed of a person: events, profile and conversations, also those that were
   * begun for nobody in particular, where an event of the person names them.
   */
  public Erased erase(String catalog, String userId) {
    return erase(catalog, userId, EnumSet.complementOf(EnumSet.of(Erased.Kind.PREFERENCES)));
  }

  /**
   * Deletes all of it, what the person stated included. The wish that nothing is kept is no data of
   * theirs to lose: it stays.
   */
  public Erased eraseAll(String catalog, String userId) {
    return erase(catalog, userId, EnumSet.allOf(Erased.Kind.class));
  }

  /**
   * Deletes what was made of a person's events, and what the person stated; events and
   * conversations stay.
   */
  public Erased eraseDerived(String catalog, String userId) {
    return erase(catalog, userId, EnumSet.of(Erased.Kind.PROFILES, Erased.Kind.PREFERENCES));
  }

  private Erased erase(String catalog, String userId, Set<Erased.Kind> kinds) {
    QueryBuilder ofUser = ofUser(catalog, userId);
    Set<String> sessions = new HashSet<>();
    Erased erased = Erased.NOTHING;
    for (Erased.Kind kind : kinds) { // events first: what is made of them can then be made no more
      erased = erased.and(kind, erase(kind.index(), ofUser, sessions));
    }
    return erased.and(Erased.Kind.SESSIONS, eraseAnonymous(catalog, List.copyOf(sessions)));
  }

  private static BoolQueryBuilder ofUser(String catalog, String userId) {
    return QueryBuilders.boolQuery()
        .filter(QueryBuilders.termQuery(CATALOG, catalog))
        .filter(QueryBuilders.termQuery(USER_ID, userId))
        .mustNot(QueryBuilders.termQuery("opt_out", true));
  }

  /** Of somebody who has joined nobody's conversation, by what was done in it. */
  private long eraseAnonymous(String catalog, List<String> sessions) {
    long erased = 0;
    for (int from = 0; from < sessions.size(); from += PAGE) {
      List<String> some = sessions.subList(from, Math.min(sessions.size(), from + PAGE));
      QueryBuilder anonymous =
          QueryBuilders.boolQuery()
              .filter(QueryBuilders.termQuery(CATALOG, catalog))
              .filter(QueryBuilders.idsQuery().addIds(some.toArray(String[]::new)))
              .mustNot(QueryBuilders.existsQuery(USER_ID));
      erased += erase(StateIndex.SESSIONS, anonymous, new HashSet<>());
    }
    return erased;
  }

  private long erase(StateIndex index, QueryBuilder which, Set<String> sessions) {
    long erased = 0;
    while (state.exists(index)) {
      state.call(RefreshAction.INSTANCE, new RefreshRequest(index.name()));
      SearchHit[] found = find(index, which);
      if (found.length == 0) {
        return erased;
      }
      for (SearchHit hit : found) {
        if (hit.getSourceAsMap().get(SESSION_ID) instanceof String session) {
          sessions.add(session);
        }
      }
      erased += delete(index, found);
    }
    return erased;
  }

  private long delete(StateIndex index, SearchHit[] found) {
    BulkRequest bulk = new BulkRequest();
    for (SearchHit hit : found) {
      bulk.add(new DeleteRequest(index.name(), hit.getId()));
    }
    List<BulkItemResponse> gone = new ArrayList<>();
    for (BulkItemResponse item : state.call(BulkAction.INSTANCE, bulk).getItems()) {
      if (item.isFailed()) {
        throw new OpenSearchStatusException(
            "not all of the user's data could be erased; try again",
            RestStatus.SERVICE_UNAVAILABLE);
      }
      if (item.status() != RestStatus.NOT_FOUND) { // another request was first
        gone.add(item);
      }
    }
    return gone.size();
  }

  private SearchHit[] find(StateIndex index, QueryBuilder which) {
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(which)
            .fetchSource(SESSION_ID, null)
            .trackTotalHits(false)
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
