package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.UserEvent;

public class EventStoreTests extends StateTestCase {

  private static final EventStore.Outcome STORED = new EventStore.Outcome(false, null);
  private static final EventStore.Outcome DUPLICATE = new EventStore.Outcome(true, null);

  private EventStore store() {
    return new EventStore(state());
  }

  private static CatalogEvent event(String user, String id, long millis) {
    UserEvent event = new UserEvent(id, EventType.RATING, "i1", 4.5, "said \"so\"", millis);
    return new CatalogEvent(user, event, "q1", 2);
  }

  private List<UserEvent> ofUser(String user) {
    List<UserEvent> events = new ArrayList<>();
    long count = store().visit("movies", user, events::addAll);
    assertEquals(count, events.size());
    assertEquals(count, store().summary("movies", user).count());
    return events;
  }

  /** Whatever a repetition says, the first one holds, and it is nobody else's. */
  public void testWhatIsStoredIsTheTruthOfAnId() {
    CatalogEvent first = event("u1", "e1", 1_000);
    store().create("movies", List.of(first));
    assertEquals(
        Map.of("e1", first.event()),
        store().stored("movies", List.of(event("u1", "e1", 9_000), event("u1", "e2", 1))));
    assertEquals(Map.of(), store().stored("movies", List.of(event("u2", "e1", 1_000))));
    assertEquals(Map.of(), store().stored("songs", List.of(event("u1", "e1", 1_000))));
    assertEquals(1_000, store().summary("movies", "u1").latestMillis());
  }

  public void testBeforeAnythingIsStored() {
    assertEquals(List.of(), ofUser("u1"));
    store().byUser("movies", (user, events, complete) -> fail("nothing is stored"));
  }

  public void testTheSameIdIsStoredOnce() {
    CatalogEvent first = event("u1", "e1", 1_000);
    assertEquals(List.of(STORED), store().create("movies", List.of(first)));
    assertEquals(
        List.of(DUPLICATE, STORED, STORED),
        store()
            .create(
                "movies",
                List.of(event("u1", "e1", 9_000), event("u1", "e2", 500), event("u2", "e3", 1))));
    assertEquals(List.of(STORED), store().create("songs", List.of(event("u1", "e1", 1))));
    assertEquals(List.of(event("u1", "e2", 500).event(), first.event()), ofUser("u1"));
  }

  /** 500 and 1000 are milliseconds, and 1000 is no year. */
  public void testTheFirstSecondsOfTimeAreInOrder() {
    List<CatalogEvent> events = new ArrayList<>();
    List<Long> times = List.of(0L, 500L, 1_000L, 1_970L, 9_999L, 10_000L, 253_402_300_800_000L);
    times.reversed().forEach(millis -> events.add(event("u1", "e" + millis, millis)));
    store().create("movies", events);
    assertEquals(times, ofUser("u1").stream().map(UserEvent::timestampMillis).toList());
  }

  public void testTheSameIdsFromEightThreadsAreStoredOnce() throws Exception {
    int events = 100;
    List<List<EventStore.Outcome>> outcomes =
        together(
            8,
            thread ->
                () -> {
                  List<CatalogEvent> batch = new ArrayList<>();
                  for (int i = 0; i < events; i++) {
                    batch.add(event("u1", "e" + (i + 13 * thread) % events, 1_000));
                  }
                  return store().create("movies", batch);
                });
    long stored = outcomes.stream().flatMap(List::stream).filter(STORED::equals).count();
    long duplicates = outcomes.stream().flatMap(List::stream).filter(DUPLICATE::equals).count();
    assertEquals(events, stored);
    assertEquals(7L * events, duplicates);
    assertEquals(events, ofUser("u1").size());
  }

  /** More than a page, with times that coincide: none is left out and none comes twice. */
  public void testAScanMeetsEveryEventOnceUserByUserInOrderOfTime() {
    int events = 13_000;
    for (int from = 0; from < events; from += 6_500) {
      List<CatalogEvent> batch = new ArrayList<>();
      for (int i = from; i < from + 6_500; i++) {
        String user = i % 13 < 11 ? "busy" : "u" + i % 13; // 11,000 of one user
        batch.add(event(user, "e" + i, 1_000 + i % 7));
      }
      assertTrue(store().create("movies", batch).stream().allMatch(STORED::equals));
    }
    store().create("songs", List.of(event("u1", "other", 1)));
    Set<String> ids = new HashSet<>();
    List<String> complete = new ArrayList<>();
    List<UserEvent> open = new ArrayList<>();
    store()
        .byUser(
            "movies",
            (user, page, last) -> {
              assertTrue(page.size() <= 5_000);
              page.forEach(event -> assertTrue(ids.add(event.eventId())));
              open.addAll(page);
              if (last) {
                List<Long> times = open.stream().map(UserEvent::timestampMillis).toList();
                assertEquals(times.stream().sorted().toList(), times);
                assertEquals(user.equals("busy") ? 11_000 : 1_000, open.size());
                complete.add(user);
                open.clear();
              }
            });
    assertEquals(events, ids.size());
    assertEquals(List.of("busy", "u11", "u12"), complete);
    assertEquals(1_000, ofUser("u12").size());
  }
}
