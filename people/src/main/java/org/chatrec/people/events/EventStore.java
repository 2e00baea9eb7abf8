package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.lucene.search.TotalHits;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.people.profile.StoredEvents;
import org.chatrec.ranking.profile.UserEvent;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.DocWriteResponse;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.sort.SortOrder;

/** The events' index: every event once, under an id made of catalogue and event id. */
public final class EventStore implements StoredEvents {

  /** What one page of a scan brings. */
  private static final int PAGE = 5_000;

  /** What one request changes: some megabytes at most. */
  private static final int GIVEN_AT_ONCE = 500;

  private static final String CATALOG = "catalog";
  private static final String USER_ID = "user_id";
  private static final String TIMESTAMP = "timestamp";
  private static final String EVENT_ID = "event_id";

  /** User by user, the oldest first. */
  private static final List<String> ORDER = List.of(USER_ID, TIMESTAMP, EVENT_ID);

  private final StateClient state;

  public EventStore(StateClient state) {
    this.state = state;
  }

  /** What became of one event. */
  record Outcome(boolean duplicate, @Nullable String failure) {}

  /** Writes each event unless it is there; outcomes are in the order of the events. */
  List<Outcome> create(String catalog, List<CatalogEvent> events) {
    state.requireShards(StateIndex.EVENTS);
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

  /**
   * Stored events by their ids, read in real time; the truth of an id that was sent again.
   *
   * @return by event id; one that is stored for another user is left out
   */
  Map<String, UserEvent> stored(String catalog, Collection<CatalogEvent> sent) {
    MultiGetRequest request = new MultiGetRequest();
    Map<String, String> users = new HashMap<>();
    for (CatalogEvent event : sent) {
      String id = event.event().eventId();
      request.add(StateIndex.EVENTS.name(), Keys.of(catalog, id));
      users.put(id, event.userId());
    }
    Map<String, UserEvent> stored = new HashMap<>();
    for (MultiGetItemResponse item : state.call(MultiGetAction.INSTANCE, request).getResponses()) {
      if (item.isFailed()) {
        throw new OpenSearchStatusException(
            "a stored event could not be read; send the events again",
            RestStatus.SERVICE_UNAVAILABLE,
            item.getFailure().getFailure());
      }
      if (item.getResponse().isExists()) {
        Map<String, Object> source = item.getResponse().getSourceAsMap();
        UserEvent event = CatalogEvent.userEvent(source);
        if (source.get(USER_ID).equals(users.get(event.eventId()))) {
          stored.put(event.eventId(), event);
        }
      }
    }
    return stored;
  }

  /** Forgets one event, if it is one of that user's; false where there is none. */
  boolean delete(String catalog, String userId, String eventId) {
    if (!state.exists(StateIndex.EVENTS)) {
      return false;
    }
    String id = Keys.of(catalog, eventId);
    GetResponse found =
        state.call(GetAction.INSTANCE, new GetRequest(StateIndex.EVENTS.name(), id));
    if (!found.isExists() || !userId.equals(found.getSourceAsMap().get(USER_ID))) {
      return false;
    }
    return state
            .call(DeleteAction.INSTANCE, new DeleteRequest(StateIndex.EVENTS.name(), id))
            .getResult()
        == DocWriteResponse.Result.DELETED;
  }

  @Override
  public long visit(String catalog, String userId, Consumer<List<UserEvent>> page) {
    long[] count = {0};
    UserPages pages =
        new UserPages(
            (user, events, complete) -> {
              count[0] += events.size();
              page.accept(events);
            });
    if (state.exists(StateIndex.EVENTS)) {
      refresh();
      pages(ofUser(catalog, userId), pages::add);
    }
    pages.flush(true);
    return count[0];
  }

  /** Some of a user's events as they are stored, the oldest first. */
  public List<Map<String, Object>> page(
      String catalog, String userId, int size, Object @Nullable [] after) {
    if (!state.exists(StateIndex.EVENTS)) {
      return List.of();
    }
    if (after == null) {
      refresh();
    }
    List<Map<String, Object>> events = new ArrayList<>();
    for (SearchHit hit : page(ofUser(catalog, userId), List.of(TIMESTAMP, EVENT_ID), size, after)) {
      events.add(hit.getSourceAsMap());
    }
    return events;
  }

  /** Makes one user's events another's; each by itself and once. Returns how many these were. */
  public long give(String catalog, String from, String to) {
    long given = 0;
    while (state.exists(StateIndex.EVENTS)) {
      refresh();
      SearchHit[] hits =
          page(ofUser(catalog, from), List.of(TIMESTAMP, EVENT_ID), GIVEN_AT_ONCE, null);
      if (hits.length == 0) {
        return given;
      }
      BulkRequest bulk = new BulkRequest();
      for (SearchHit hit : hits) {
        Map<String, Object> source = new LinkedHashMap<>(hit.getSourceAsMap());
        source.put(USER_ID, to);
        bulk.add(
            new IndexRequest(StateIndex.EVENTS.name())
                .id(hit.getId())
                .source(source)
                .setIfSeqNo(hit.getSeqNo())
                .setIfPrimaryTerm(hit.getPrimaryTerm()));
      }
      for (BulkItemResponse item : state.call(BulkAction.INSTANCE, bulk).getItems()) {
        boolean isOthers = item.isFailed() && item.status() == RestStatus.CONFLICT;
        if (item.isFailed() && !isOthers) {
          throw new OpenSearchStatusException(
              "not all of the user's events could be given away; ask again",
              RestStatus.SERVICE_UNAVAILABLE,
              item.getFailure().getCause());
        }
        given += item.isFailed() ? 0 : 1;
      }
    }
    return given;
  }

  /**
   * Some of the people of whom there are events from before a time.
   *
   * @param except catalogues that are left alone
   * @param most events that are looked at
   * @return user ids by catalogue; empty once there are none
   */
  Map<String, Set<String>> peopleBefore(long millis, Collection<String> except, int most) {
    Map<String, Set<String>> people = new HashMap<>();
    if (state.exists(StateIndex.EVENTS)) {
      refresh();
      BoolQueryBuilder old =
          QueryBuilders.boolQuery()
              .filter(QueryBuilders.rangeQuery(TIMESTAMP).lt(millis))
              .mustNot(QueryBuilders.termsQuery(CATALOG, except));
      for (SearchHit hit : page(old, List.of(TIMESTAMP, EVENT_ID), most, null)) {
        Map<String, Object> source = hit.getSourceAsMap();
        people
            .computeIfAbsent((String) source.get(CATALOG), catalog -> new HashSet<>())
            .add((String) source.get(USER_ID));
      }
    }
    return people;
  }

  /**
   * Removes the events of some people from before a time.
   *
   * @return how many
   */
  long removeBefore(long millis, String catalog, Collection<String> userIds) {
    BoolQueryBuilder old =
        QueryBuilders.boolQuery()
            .filter(QueryBuilders.termQuery(CATALOG, catalog))
            .filter(QueryBuilders.termsQuery(USER_ID, userIds))
            .filter(QueryBuilders.rangeQuery(TIMESTAMP).lt(millis));
    long removed = 0;
    for (SearchHit[] hits = old(old); hits.length > 0; hits = old(old)) {
      BulkRequest bulk = new BulkRequest();
      for (SearchHit hit : hits) {
        bulk.add(new DeleteRequest(StateIndex.EVENTS.name(), hit.getId()));
      }
      if (state.call(BulkAction.INSTANCE, bulk).hasFailures()) {
        throw new OpenSearchStatusException(
            "not all events could be removed", RestStatus.SERVICE_UNAVAILABLE);
      }
      removed += hits.length;
    }
    return removed;
  }

  private SearchHit[] old(BoolQueryBuilder which) {
    refresh();
    return page(which, List.of(TIMESTAMP, EVENT_ID), PAGE, null);
  }

  private void refresh() {
    state.call(RefreshAction.INSTANCE, new RefreshRequest(StateIndex.EVENTS.name()));
  }

  @Override
  public Summary summary(String catalog, String userId) {
    if (!state.exists(StateIndex.EVENTS)) {
      return new Summary(0, 0);
    }
    state.call(RefreshAction.INSTANCE, new RefreshRequest(StateIndex.EVENTS.name()));
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(ofUser(catalog, userId))
            .size(1)
            .fetchSource(TIMESTAMP, null)
            .sort(TIMESTAMP, SortOrder.DESC)
            .trackTotalHits(true);
    SearchHits found = search(source).getHits();
    TotalHits total = found.getTotalHits();
    return found.getHits().length == 0 || total == null
        ? new Summary(0, 0)
        : new Summary(
            total.value(), ((Number) found.getAt(0).getSourceAsMap().get(TIMESTAMP)).longValue());
  }

  private static BoolQueryBuilder ofUser(String catalog, String userId) {
    return QueryBuilders.boolQuery()
        .filter(QueryBuilders.termQuery(CATALOG, catalog))
        .filter(QueryBuilders.termQuery(USER_ID, userId));
  }

  /** An event as a scan meets it. */
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
    documentsByUser(catalog, pages::add);
    pages.flush(true);
  }

  /**
   * Visits every event's document in the same order; it says what an event is an answer to. A page
   * is looked for among the events of a few users, so that all pages take as long.
   */
  public void documentsByUser(String catalog, Visitor visitor) {
    if (state.exists(StateIndex.EVENTS)) {
      refresh();
      BoolQueryBuilder all =
          QueryBuilders.boolQuery().filter(QueryBuilders.termQuery(CATALOG, catalog));
      new UserRanges(this::search, all, USER_ID, PAGE).forEach(range -> pages(range, visitor));
    }
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

  private SearchHit[] page(
      BoolQueryBuilder query, List<String> order, int size, Object @Nullable [] after) {
    SearchSourceBuilder page =
        new SearchSourceBuilder()
            .query(query)
            .size(size)
            .trackTotalHits(false)
            .seqNoAndPrimaryTerm(true);
    order.forEach(field -> page.sort(field, SortOrder.ASC));
    if (after != null) {
      page.searchAfter(after);
    }
    return search(page).getHits().getHits();
  }

  /** What a shard that is away holds must not be taken for nothing. */
  private SearchResponse search(SearchSourceBuilder source) {
    return state.call(
        SearchAction.INSTANCE,
        new SearchRequest(StateIndex.EVENTS.name())
            .source(source)
            .allowPartialSearchResults(false));
  }

  private void pages(BoolQueryBuilder query, Visitor visitor) {
    Object @Nullable [] after = null;
    while (true) {
      SearchHit[] hits = page(query, ORDER, PAGE, after);
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
