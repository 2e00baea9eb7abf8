package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.people.model.FoldIns;
import org.chatrec.people.preferences.StatedInterests;
import org.chatrec.people.profile.ProfileRecomputer;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.UserHistory;
import org.junit.Before;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.get.GetRequest;
import org.opensearch.core.rest.RestStatus;

public class EventForgetterTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();
  private static final long NOW = 1_700_000_000_000L;
  private static final List<String> TYPES =
      List.of("view", "click", "purchase", "like", "dislike", "dismiss", "impression", "rating");

  private final Map<String, List<Double>> vectors = new HashMap<>();
  private boolean dark;

  @Before
  public void declareMovies() {
    new CatalogStore(state()).put(MOVIES);
    for (int i = 0; i < 6; i++) {
      vectors.put("i" + i, List.of(random().nextGaussian(), random().nextGaussian(), 0.5));
    }
  }

  private ItemReader items() {
    StoredItems stored = StoredItems.vectors(vectors);
    return new ItemReader(
        request -> {
          if (dark) {
            throw new OpenSearchStatusException("closed", RestStatus.SERVICE_UNAVAILABLE);
          }
          return stored.call(request);
        });
  }

  private ProfileUpdater updater() {
    return new ProfileUpdater(
        new ProfileStore(state()),
        items(),
        new InterestProfiler(),
        FoldIns.NONE,
        new EventStore(state()),
        StatedInterests.NONE);
  }

  private EventService service() {
    return new EventService(new EventStore(state()), updater(), () -> NOW);
  }

  private EventForgetter forgetter() {
    return new EventForgetter(new EventStore(state()), updater());
  }

  private void accept(List<Map<String, Object>> events) {
    assertEquals(events.size(), service().accept(MOVIES, events).get("accepted"));
  }

  private Map<String, Object> event(String user, String id) {
    Map<String, Object> event = new HashMap<>();
    event.put("event_id", id);
    event.put("user_id", user);
    event.put("item_id", "i" + random().nextInt(6));
    event.put("type", TYPES.get(random().nextInt(TYPES.size())));
    event.put("timestamp", NOW - random().nextInt(1_000_000));
    if (event.get("type").equals("rating")) {
      event.put("value", 0.5 + random().nextInt(10) * 0.5);
    }
    return event;
  }

  private static Map<String, Object> of(String user, String prefix, Map<String, Object> event) {
    Map<String, Object> same = new HashMap<>(event);
    same.put("user_id", user);
    same.put("event_id", prefix + event.get("event_id"));
    return same;
  }

  /** The document, without what says whose it is; null where there is none. */
  private Map<String, Object> profile(String user) {
    Map<String, Object> source =
        client()
            .get(new GetRequest(StateIndex.PROFILES.name(), ProfileStore.id("movies", user)))
            .actionGet()
            .getSourceAsMap();
    if (source != null) {
      source.remove("user_id");
    }
    return source;
  }

  private static String anonymous(Map<String, Object> profile) {
    return String.valueOf(profile);
  }

  public void testWhatIsLeftIsAsIfTheEventHadNeverCome() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(event("ann", "e" + i));
    }
    accept(all);
    Collections.shuffle(all, random());
    while (!all.isEmpty()) {
      Map<String, Object> gone = all.removeLast();
      forgetter().forget(MOVIES, "ann", (String) gone.get("event_id"));
      String left = anonymous(profile("ann"));
      client().admin().indices().prepareDelete(StateIndex.EVENTS.name()).get();
      client().admin().indices().prepareDelete(StateIndex.PROFILES.name()).get();
      if (!all.isEmpty()) {
        accept(all);
      }
      String fresh = all.isEmpty() ? "null" : anonymous(profile("ann"));
      assertEquals(all.size() + " left", fresh, left);
    }
  }

  public void testAnEventOfAnotherAndOneThatNeverWasAreNotFound() {
    accept(List.of(of("ann", "", event("ann", "e1")), event("bob", "e2")));
    String before = anonymous(profile("bob"));
    for (String[] wrong : new String[][] {{"ann", "e2"}, {"ann", "e3"}, {"nobody", "e1"}}) {
      expectThrows(
          ResourceNotFoundException.class, () -> forgetter().forget(MOVIES, wrong[0], wrong[1]));
    }
    assertEquals(before, anonymous(profile("bob")));
    assertEquals(1, new EventStore(state()).summary("movies", "bob").count());
  }

  /** Interests that were made of what is forgotten must not outlive it, items or not. */
  public void testWithoutItemsNothingOfTheEventIsLeftEither() {
    Map<String, Object> like = event("ann", "e1");
    like.put("type", "like");
    Map<String, Object> other = new HashMap<>(like);
    other.put("event_id", "e2");
    other.put("item_id", like.get("item_id").equals("i0") ? "i1" : "i0");
    accept(List.of(like, other));
    dark = true;
    assertEquals(1, forgetter().forget(MOVIES, "ann", "e1").get("waiting_for_items"));
    assertEquals(1, new ProfileStore(state()).get("movies", "ann").history().eventCount());
    assertTrue(new ProfileStore(state()).get("movies", "ann").interests().isEmpty());
    dark = false;
    assertEquals(
        List.of(other.get("item_id")),
        updater().current(MOVIES, "ann").interests().interests().getFirst().itemIds());
  }

  /** An attempt before ended between the event and its profile. */
  public void testWhoAsksAgainAfterABreakIsForgotten() {
    Map<String, Object> like = event("ann", "e1");
    like.put("type", "like");
    accept(List.of(like));
    assertTrue(new EventStore(state()).delete("movies", "ann", "e1"));
    assertNotNull(profile("ann"));
    forgetter().forget(MOVIES, "ann", "e1");
    assertNull(profile("ann"));
    expectThrows(ResourceNotFoundException.class, () -> forgetter().forget(MOVIES, "ann", "e1"));
  }

  public void testAProfileWithoutEventsIsThatOfWhoNeverHadThem() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(event("ann", "e" + i));
    }
    accept(all);
    ProfileRecomputer recomputer =
        new ProfileRecomputer(
            new EventStore(state()),
            items(),
            new InterestProfiler(),
            FoldIns.NONE,
            StatedInterests.NONE);
    UserHistory without = recomputer.without(MOVIES, "ann", Set.of("e3", "e5", "never")).history();
    forgetter().forget(MOVIES, "ann", "e3");
    forgetter().forget(MOVIES, "ann", "e5");
    assertEquals(new ProfileStore(state()).get("movies", "ann").history(), without);
  }

  /** Writers who are at it meanwhile lose nothing, and what was forgotten does not come back. */
  public void testForgettingWhileOthersWrite() throws Exception {
    List<Map<String, Object>> first = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Map<String, Object> event = event("ann", "old" + i);
      event.put("type", "like");
      first.add(event);
    }
    accept(first);
    together(
        6,
        thread ->
            () -> {
              if (thread < 3) {
                for (int i = thread; i < 10; i += 3) {
                  forgetter().forget(MOVIES, "ann", "old" + i);
                }
              } else {
                for (int i = 0; i < 5; i++) {
                  Map<String, Object> event = new HashMap<>(first.get(i));
                  event.put("event_id", "new" + thread + "-" + i);
                  service().accept(MOVIES, List.of(event));
                }
              }
              return null;
            });
    UserHistory known = new ProfileStore(state()).get("movies", "ann").history();
    assertEquals(15, known.eventCount());
    ProfileRecomputer recomputer =
        new ProfileRecomputer(
            new EventStore(state()),
            items(),
            new InterestProfiler(),
            FoldIns.NONE,
            StatedInterests.NONE);
    assertEquals(recomputer.history("movies", "ann", Set.of()), known);
  }
}
