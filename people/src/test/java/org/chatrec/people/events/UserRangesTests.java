package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.UserEvent;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.search.SearchAction;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;

public class UserRangesTests extends StateTestCase {

  private final Map<String, Integer> stored = new HashMap<>();

  private void store(String catalog, String user, int count) {
    List<CatalogEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UserEvent event = new UserEvent(user + ":" + i, EventType.LIKE, "i1", null, null, 1_000);
      events.add(new CatalogEvent(user, event, null, null));
    }
    new EventStore(state()).create(catalog, events);
    state().call(RefreshAction.INSTANCE, new RefreshRequest(StateIndex.EVENTS.name()));
  }

  private SearchResponse search(SearchSourceBuilder source) {
    return state()
        .call(SearchAction.INSTANCE, new SearchRequest(StateIndex.EVENTS.name()).source(source));
  }

  private List<List<String>> ranges(int size) {
    List<List<String>> ranges = new ArrayList<>();
    BoolQueryBuilder all =
        QueryBuilders.boolQuery().filter(QueryBuilders.termQuery("catalog", "movies"));
    new UserRanges(this::search, all, "user_id", size)
        .forEach(
            range -> {
              List<String> users = new ArrayList<>();
              SearchSourceBuilder source = new SearchSourceBuilder().query(range).size(10_000);
              for (SearchHit hit : search(source).getHits()) {
                users.add((String) hit.getSourceAsMap().get("user_id"));
              }
              ranges.add(users);
            });
    return ranges;
  }

  /** Ids of any script: their order is the index's, which is not that of Java's strings. */
  public void testEachEventIsInOneRangeAndEachUserToo() {
    int users = between(1, 40);
    for (int i = 0; i < users; i++) {
      String user = randomFrom("a", "Z", "ä", "\uFB03", "\uD83D\uDE00", "日", " ") + i;
      stored.put(user, between(1, 12));
      store("movies", user, stored.get(user));
    }
    store("songs", "zz", 3);
    int size = between(1, 50);
    Map<String, Integer> met = new HashMap<>();
    for (List<String> range : ranges(size)) {
      range.forEach(user -> met.merge(user, 1, Integer::sum));
      for (String user : new TreeSet<>(range)) {
        assertEquals(stored.get(user), met.get(user)); // all of this user's, and no range before
      }
      int most = stored.values().stream().max(Integer::compare).orElseThrow();
      assertTrue(range.size() < size + most);
    }
    assertEquals(stored, met);
  }

  public void testACatalogueWithoutEventsHasNoRange() {
    store("songs", "zz", 3);
    assertEquals(List.of(), ranges(10));
  }
}
