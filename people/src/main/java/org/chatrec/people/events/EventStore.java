package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.ranking.profile.UserEvent;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.SortOrder;

/** The events' index: every event once, under an id made of catalogue and event id. */
public final class EventStore {

  /** What one page of a scan brings. */
  private static final int PAGE = 5_000;

  private static final String USER_ID = "user_id";
  private static final String TIMESTAMP = "timestamp";
  private static final String EVENT_ID = "event_id";

  private final StateClient state;

  public EventStore(StateClient state) {
    this.state = state;
  }

  /** What became of one event. */
  record Outcome(boolean duplicate, @Nullable String failure) {}

  /** Writes each event unless it is there; outcomes are in the order of the events. */
  List<Outcome> create(String catalog, List<CatalogEvent> events) {
    state.ensure(StateIndex.EVENTS);
    BulkRequest bulk = new BulkRequest();
    for (CatalogEvent event : events) {
      bulk.add(
          new IndexRequest(StateIndex.EVENTS.name())
              .id(Keys.of(catalog, event.event().eventId()))
              .create(true)
              .source(event.toSource(catalog)));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (BulkItemResponse item : state.call(BulkAction.INSTANCE, bulk).getItems()) {
      boolean duplicate = item.isFailed() && item.status() == RestStatus.CONFLICT;
      String failure = item.isFailed() && !duplicate ? reason(item) : null;
      outcomes.add(new Outcome(duplicate, failure));
    }
    return outcomes;
  }

  private static String reason(BulkItemResponse item) {
    return "not stored, send it again: " + item.status();
  }

  /** All stored events of a user, oldest first. */
  List<UserEvent> ofUser(String catalog, String userId) {
    BoolQueryBuilder query =
        QueryBuilders.boolQuery()
            .filter(QueryBuilders.termQuery("catalog", catalog))
            .filter(QueryBuilders.termQuery(USER_ID, userId));
    List<UserEvent> events = new ArrayList<>();
    scan(query, source -> events.add(CatalogEvent.userEvent(source)));
    return events;
  }

  /** An event as {@link #scan} meets it. */
  @FunctionalInterface
  public interface Visitor {
    void visit(Map<String, Object> source);
  }

  /** Is handed the events of one user, at most a page at a time; may throw to end the scan. */
  @FunctionalInterface
  public interface UserVisitor {

    /**
     * @param complete whether these are the user's last
     */
    void visit(String userId, List<UserEvent> events, boolean complete);
  }

  /** Visits every event of a catalogue user by user, in the order of their ids, oldest first. */
  public void byUser(String catalog, UserVisitor visitor) {
    UserPages pages = new UserPages(visitor);
    scan(
        QueryBuilders.boolQuery().filter(QueryBuilders.termQuery("catalog", catalog)),
        List.of(USER_ID, TIMESTAMP, EVENT_ID),
        pages::add);
    pages.flush(true);
  }

  /** Collects what belongs to one user. */
  private static final class UserPages {
    private final UserVisitor visitor;
    private final List<UserEvent> events = new ArrayList<>();
    private @Nullable String user;

    UserPages(UserVisitor visitor) {
      this.visitor = visitor;
    }

    void add(Map<String, Object> source) {
      String next = (String) source.get(USER_ID);
      if (!next.equals(user)) {
        flush(true);
        user = next;
      } else if (events.size() == PAGE) {
        flush(false);
      }
      events.add(CatalogEvent.userEvent(source));
    }

    void flush(boolean complete) {
      if (user != null) {
        visitor.visit(user, List.copyOf(events), complete);
        events.clear();
      }
    }
  }

  private void scan(BoolQueryBuilder query, Visitor visitor) {
    scan(query, List.of(TIMESTAMP, EVENT_ID), visitor);
  }

  private void scan(BoolQueryBuilder query, List<String> order, Visitor visitor) {
    if (!state.exists(StateIndex.EVENTS)) {
      return;
    }
    state.call(RefreshAction.INSTANCE, new RefreshRequest(StateIndex.EVENTS.name()));
    Object @Nullable [] after = null;
    while (true) {
      SearchSourceBuilder page =
          new SearchSourceBuilder().query(query).size(PAGE).trackTotalHits(false);
      order.forEach(field -> page.sort(field, SortOrder.ASC));
      if (after != null) {
        page.searchAfter(after);
      }
      SearchHit[] hits =
          state
              .call(
                  SearchAction.INSTANCE,
                  // what a shard that is away holds must not be taken for nothing
                  new SearchRequest(StateIndex.EVENTS.name())
                      .source(page)
                      .allowPartialSearchResults(false))
              .getHits()
              .getHits();
      for (SearchHit hit : hits) {
        visitor.visit(hit.getSourceAsMap());
      }
      if (hits.length < PAGE) {
        return;
      }
      after = hits[hits.length - 1].getSortValues();
    }
  }
}
