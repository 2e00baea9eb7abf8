package org.chatrec.people.events;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.oneOf;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.junit.Before;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.rest.RestStatus;

public class EventServiceTests extends StateTestCase {

  private static final long NOW = 1_700_000_000_000L;

  @Before
  public void declareMovies() {
    new CatalogStore(state()).put(Catalogs.movies());
  }

  private static final ItemReader.MultiGet ITEMS =
      StoredItems.vectors(Map.of("i1", List.of(1.0, 0.0), "i2", List.of(0.0, 1.0)));

  private EventService service() {
    return service(ITEMS);
  }

  private EventService service(ItemReader.MultiGet items) {
    return new EventService(new EventStore(state()), updater(items), () -> NOW);
  }

  private ProfileUpdater updater(ItemReader.MultiGet items) {
    return new ProfileUpdater(
        new ProfileStore(state()), new ItemReader(items), new InterestProfiler());
  }

  private static Map<String, Object> event(String user, String id) {
    return new HashMap<>(
        Map.of("event_id", id, "user_id", user, "item_id", "i1", "type", "like", "timestamp", NOW));
  }

  private UserProfile profile(String user) {
    return new ProfileStore(state()).get("movies", user);
  }

  private static void assertCounts(Map<String, Object> answer, int accepted, int duplicate) {
    assertEquals(answer.toString(), accepted, answer.get("accepted"));
    assertEquals(answer.toString(), duplicate, answer.get("duplicate"));
  }

  public void testAcceptedEventsAreInTheProfileWhenItAnswers() {
    assertCounts(
        service().accept(Catalogs.movies(), List.of(event("u1", "e1"), event("u2", "e2"))), 2, 0);
    assertEquals(1, profile("u1").history().eventCount());
    assertEquals(List.of("i1"), profile("u2").interests().interests().getFirst().itemIds());
  }

  public void testABadEventIsRejectedAloneWithItsReason() {
    Map<String, Object> bad = event("u1", "e2");
    bad.put("type", "klick");
    Map<String, Object> answer =
        service()
            .accept(
                Catalogs.movies(), List.of(bad, event("u1", "e1"), Map.of(), event("u1", "e1")));
    assertCounts(answer, 1, 1);
    List<?> rejected = (List<?>) answer.get("rejected");
    assertEquals(2, rejected.size());
    assertEquals(0, ((Map<?, ?>) rejected.get(0)).get("index"));
    assertThat(rejected.get(0).toString(), containsString("[type] must be one of"));
    assertEquals(2, ((Map<?, ?>) rejected.get(1)).get("index"));
    assertEquals(1, profile("u1").history().eventCount());
  }

  public void testWhatNoDocumentCanHoldIsRejectedAlone() {
    Map<String, Object> half = event("u1", "e2");
    half.put("text", "\ud83d");
    Map<String, Object> far = event("u1", "e3");
    far.put("timestamp", "+999999999-12-31T23:59:59Z");
    Map<String, Object> answer =
        service().accept(Catalogs.movies(), List.of(half, event("u1", "e1"), far));
    assertCounts(answer, 1, 0);
    assertEquals(2, ((List<?>) answer.get("rejected")).size());
  }

  public void testSendingAgainCountsOnce() {
    List<Map<String, Object>> events = List.of(event("u1", "e1"), event("u1", "e2"));
    assertCounts(service().accept(Catalogs.movies(), events), 2, 0);
    UserProfile before = profile("u1");
    assertCounts(service().accept(Catalogs.movies(), events), 0, 2);
    assertEquals(before.history(), profile("u1").history());
    List<Map<String, Object>> more = List.of(event("u1", "e2"), event("u1", "e3"));
    assertCounts(service().accept(Catalogs.movies(), more), 1, 1);
    assertEquals(3, profile("u1").history().eventCount());
  }

  /** A closed index, shards that are away, a timeout: the interests stay, the events are kept. */
  public void testItemsThatCannotBeReadTakeNoInterestAway() {
    service().accept(Catalogs.movies(), List.of(event("u1", "e1")));
    EventService dark =
        service(
            request -> {
              throw new OpenSearchStatusException("closed", RestStatus.SERVICE_UNAVAILABLE);
            });
    List<Map<String, Object>> more = List.of(about("u1", "e2", "i2"), about("u3", "e3", "i2"));
    Map<String, Object> answer = dark.accept(Catalogs.movies(), more);
    assertCounts(answer, 2, 0);
    assertEquals(2, answer.get("waiting_for_items"));
    assertEquals(2, profile("u1").history().eventCount());
    assertEquals(UserProfile.Standing.DUE, profile("u1").standing());
    assertEquals(List.of("i1"), profile("u1").interests().interests().getFirst().itemIds());
    assertEquals(List.of(), profile("u3").interests().interests());

    assertCounts(service().accept(Catalogs.movies(), List.of(about("u1", "e4", "i2"))), 1, 0);
    assertEquals(UserProfile.Standing.CURRENT, profile("u1").standing());
    assertEquals(2, profile("u1").interests().interests().size());
    assertEquals("sent again", 2, count(service().accept(Catalogs.movies(), more), "duplicate"));
    assertEquals(UserProfile.Standing.CURRENT, profile("u3").standing());
    assertEquals(1, profile("u3").interests().interests().size());
  }

  private static int count(Map<String, Object> answer, String what) {
    return (int) answer.get(what);
  }

  private static Map<String, Object> about(String user, String id, String item) {
    Map<String, Object> event = event(user, id);
    event.put("item_id", item);
    return event;
  }

  /** The node died after the events were stored and before their profile was. */
  public void testEventsThatReachedNoProfileAreFoldedInOnceWhenSentAgain() {
    service().accept(Catalogs.movies(), List.of(event("u1", "e1")));
    List<CatalogEvent> lost = new ArrayList<>();
    for (String id : List.of("e2", "e3")) {
      UserEvent stored = new UserEvent(id, EventType.LIKE, "i1", null, null, NOW);
      lost.add(new CatalogEvent("u1", stored, null, null));
    }
    new EventStore(state()).create("movies", lost);
    assertEquals(1, profile("u1").history().eventCount());

    List<Map<String, Object>> again =
        List.of(event("u1", "e2"), event("u1", "e3"), event("u1", "e4"));
    assertCounts(service().accept(Catalogs.movies(), again), 1, 2);
    assertEquals(4, profile("u1").history().eventCount());
    assertEquals(4, profile("u1").history().items().getFirst().events());
    assertCounts(service().accept(Catalogs.movies(), again), 0, 3);
    assertEquals(4, profile("u1").history().eventCount());
  }

  /** What says nothing of an item is stored, counted, and changes nothing that is known. */
  public void testImpressionsAndSearchesRewriteNoProfile() {
    service().accept(Catalogs.movies(), List.of(event("u1", "e1")));
    long written = new ProfileStore(state()).get("movies", List.of("u1")).get("u1").seqNo();
    Map<String, Object> shown = event("u1", "e2");
    shown.put("type", "impression");
    Map<String, Object> search = new HashMap<>(event("u2", "e3"));
    search.put("type", "search");
    search.remove("item_id");
    EventService service =
        service(
            request -> {
              throw new AssertionError("no item is looked at");
            });
    assertCounts(service.accept(Catalogs.movies(), List.of(shown, search)), 2, 0);
    assertEquals(written, new ProfileStore(state()).get("movies", List.of("u1")).get("u1").seqNo());
    assertFalse(profile("u2").known());
    assertEquals(2, new EventStore(state()).summary("movies", "u1").count());
  }

  /** Whoever else is in the request, however it is cut, ordered and repeated: the same bytes. */
  public void testAProfileDependsOnItsOwnEventsAlone() throws Exception {
    Map<String, List<Double>> vectors = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      vectors.put("i" + i, List.of(random().nextGaussian(), random().nextGaussian(), 0.3));
    }
    ItemReader.MultiGet items = StoredItems.vectors(vectors);
    EventService service = service(items);
    List<Map<String, Object>> mine = new ArrayList<>();
    List<Map<String, Object>> others = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      mine.add(random("me", "mine" + i));
      others.add(random("u" + randomInt(70), "other" + i));
    }
    service.accept(Catalogs.movies(), mine);
    Map<String, Object> alone = document("me");
    for (String copy : List.of("among", "pieces")) {
      List<Map<String, Object>> events = new ArrayList<>();
      mine.forEach(event -> events.add(ofUser(event, copy)));
      Collections.shuffle(events, random());
      if (copy.equals("among")) {
        events.addAll(others);
        Collections.shuffle(events, random());
        service.accept(Catalogs.movies(), events);
        updater(items).current(Catalogs.movies(), copy); // whoever reads next
      } else {
        for (int from = 0; from < events.size(); from += 7) {
          service.accept(
              Catalogs.movies(), events.subList(from, Math.min(events.size(), from + 7)));
          service.accept(Catalogs.movies(), events.subList(0, randomInt(from)));
        }
      }
      Map<String, Object> found = document(copy);
      // the events have other ids: of those alone the bytes may differ
      for (String part : List.of("interests", "dislikes", "updated")) {
        assertEquals(part + " of " + copy, alone.get(part), found.get(part));
      }
      assertEquals(profileOf("me").items(), profileOf(copy).items());
    }
  }

  private UserHistory profileOf(String user) {
    return profile(user).history();
  }

  private Map<String, Object> document(String user) {
    return client()
        .prepareGet(StateIndex.PROFILES.name(), ProfileStore.id("movies", user))
        .get()
        .getSourceAsMap();
  }

  private Map<String, Object> random(String user, String id) {
    Map<String, Object> event = about(user, id, "i" + randomInt(59));
    event.put("type", randomFrom("view", "click", "purchase", "like", "dislike", "dismiss"));
    event.put("timestamp", NOW - randomInt(100) * 86_400_000L);
    return event;
  }

  private static Map<String, Object> ofUser(Map<String, Object> event, String user) {
    Map<String, Object> copy = new HashMap<>(event);
    copy.put("user_id", user);
    copy.put("event_id", user + "-" + event.get("event_id"));
    return copy;
  }

  public void testMoreUsersThanAPieceHoldsAndMoreEventsThanOne() {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int i = 0; i < 3 * EventChunks.MAX_USERS + 5; i++) {
      events.add(event("u" + i, "e" + i));
    }
    for (int i = 0; i < EventChunks.MAX_EVENTS + 5; i++) {
      events.add(about("busy", "busy" + i, "i" + i));
    }
    Map<String, Object> bad = event("busy", "bad");
    bad.put("type", "klick");
    events.add(bad);
    Collections.shuffle(events.subList(0, events.size() - 1), random());
    Map<String, Object> answer = service().accept(Catalogs.movies(), events);
    assertCounts(answer, events.size() - 1, 0);
    assertEquals(
        events.size() - 1, ((Map<?, ?>) ((List<?>) answer.get("rejected")).get(0)).get("index"));
    assertEquals(1, profile("u0").history().eventCount());
    assertEquals(1, profile("u" + (3 * EventChunks.MAX_USERS + 4)).history().eventCount());
    assertEquals(UserHistory.MAX_EVENTS, profile("busy").history().events().size());
  }

  /**
   * As a shop sends them by night: the next read finds what one by one would have found at once.
   */
  public void testTheInterestsOfALoadAreThoseOfSingleEvents() {
    List<Map<String, Object>> load = new ArrayList<>();
    for (int i = 0; i <= EventChunks.MAX_USERS; i++) {
      load.add(about("u" + i, "first" + i, "i1"));
      load.add(about("u" + i, "second" + i, "i2"));
    }
    service().accept(Catalogs.movies(), List.of(about("u0", "first0", "i1")));
    Map<String, Object> answer = service().accept(Catalogs.movies(), load);
    assertCounts(answer, load.size() - 1, 1);
    assertNull("no item is waited for", answer.get("waiting_for_items"));
    service().accept(Catalogs.movies(), List.of(about("alone", "a1", "i1")));
    service().accept(Catalogs.movies(), List.of(about("alone", "a2", "i2")));
    for (String user : List.of("u0", "u" + EventChunks.MAX_USERS)) {
      assertEquals(UserProfile.Standing.DUE, profile(user).standing());
      assertEquals(2, profile(user).history().eventCount());
      UserProfile read = updater(ITEMS).current(Catalogs.movies(), user);
      assertEquals(2, read.interests().interests().size());
      assertEquals("kept", UserProfile.Standing.CURRENT, profile(user).standing());
      assertEquals(document("alone").get("interests"), document(user).get("interests"));
    }
  }

  /** Nothing is stored that is not learned from. */
  public void testUsersWhoSawThingsAloneMakeNoLoad() {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int i = 0; i < 2 * EventChunks.MAX_USERS; i++) {
      Map<String, Object> seen = event("seen" + i, "s" + i);
      seen.put("type", "impression");
      events.add(seen);
    }
    events.add(event("ann", "e1"));
    assertCounts(service().accept(Catalogs.movies(), events), events.size(), 0);
    UserProfile ann = profile("ann");
    assertEquals(UserProfile.Standing.CURRENT, ann.standing());
    assertEquals(1, ann.interests().interests().size());
  }

  public void testItemsThatAreNotThereAreToldAndTheirEventsKept() {
    ItemNames items =
        (catalog, names) -> {
          Map<ItemName, String> ids = new HashMap<>();
          names.forEach(name -> ids.put(name, name.value()));
          Set<String> unknown = new HashSet<>(ids.values());
          unknown.removeAll(Set.of("i1", "i2"));
          return new ItemNames.Found(ids, Map.of(), unknown);
        };
    EventService service =
        new EventService(
            new EventStore(state()),
            updater(ITEMS),
            items,
            OptOuts.NOBODY,
            EventAge.forGood(() -> NOW),
            () -> NOW,
            Helpers.NONE);
    List<Map<String, Object>> events = new ArrayList<>();
    for (String item : List.of("i1", "later", "i2", "never", "later")) {
      events.add(event("u1", "e" + events.size()));
      events.getLast().put("item_id", item);
    }
    Map<String, Object> answer = service.accept(Catalogs.movies(), events);
    assertCounts(answer, 5, 0);
    assertEquals(Map.of("count", 2, "ids", List.of("later", "never")), answer.get("unknown_items"));
    Map<String, Object> known =
        service.accept(Catalogs.movies(), List.of(event("u1", "e9"), search("u1", "e10")));
    assertCounts(known, 2, 0);
    assertFalse(known.toString(), known.containsKey("unknown_items"));
  }

  private static Map<String, Object> search(String user, String id) {
    Map<String, Object> search = event(user, id);
    search.put("type", "search");
    search.remove("item_id");
    return search;
  }

  public void testALoadWithHelpersIsALoadWithout() throws Exception {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      events.add(event("u" + i % 500, "e" + i));
      events.getLast().put("timestamp", NOW + i);
    }
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      EventService helped =
          new EventService(
              new EventStore(state()),
              updater(ITEMS),
              ItemNames.AS_SENT,
              OptOuts.NOBODY,
              EventAge.forGood(() -> NOW),
              () -> NOW,
              new Helpers(pool, 3));
      assertCounts(helped.accept(Catalogs.movies(), events), 1_000, 0);
      assertCounts(helped.accept(Catalogs.movies(), events), 0, 1_000);
    } finally {
      terminate(pool);
    }
    for (int i = 0; i < 500; i++) {
      assertEquals(2, profile("u" + i).history().eventCount());
    }
  }

  public void testWhereProfilesTakeNoWritesEventsAreRefusedBeforeTheyAreStored() {
    service().accept(Catalogs.movies(), List.of(event("u1", "e1")));
    for (String block : List.of("index.blocks.read_only_allow_delete", "index.blocks.write")) {
      block(block, true);
      OpenSearchStatusException refused =
          expectThrows(
              OpenSearchStatusException.class,
              () -> service().accept(Catalogs.movies(), List.of(event("u1", "e2"))));
      assertThat(refused.getMessage(), containsString(".chatrec-profiles"));
      assertThat(
          refused.status(), oneOf(RestStatus.TOO_MANY_REQUESTS, RestStatus.SERVICE_UNAVAILABLE));
      block(block, false);
    }
    assertEquals(1, new EventStore(state()).summary("movies", "u1").count());
    assertCounts(service().accept(Catalogs.movies(), List.of(event("u1", "e2"))), 1, 0);
    assertEquals(2, profile("u1").history().eventCount());
  }

  private void block(String setting, boolean on) {
    assertAcked(
        client()
            .admin()
            .indices()
            .prepareUpdateSettings(StateIndex.PROFILES.name())
            .setSettings(Settings.builder().put(setting, on ? "true" : null)));
  }

  public void testAStoredEventOfNobodyKnownIsFoldedInWhenSentAgain() {
    UserEvent stored = new UserEvent("e1", EventType.LIKE, "i1", null, null, NOW);
    new EventStore(state()).create("movies", List.of(new CatalogEvent("u1", stored, null, null)));
    assertCounts(service().accept(Catalogs.movies(), List.of(event("u1", "e1"))), 0, 1);
    assertEquals(1, profile("u1").history().eventCount());
  }

  /** An id belongs to whom it came from first; nobody else gains or loses by it. */
  public void testAnIdOfAnotherUserChangesNothing() {
    service().accept(Catalogs.movies(), List.of(event("u1", "e1"), event("u2", "e2")));
    assertCounts(service().accept(Catalogs.movies(), List.of(event("u2", "e1"))), 0, 1);
    assertEquals(1, profile("u2").history().eventCount());
    assertCounts(service().accept(Catalogs.movies(), List.of(event("u3", "e1"))), 0, 1);
    assertFalse(profile("u3").known());
  }

  public void testTheSameEventsFromEightThreadsCountOnce() throws Exception {
    int events = 30;
    EventService service = service();
    List<Map<String, Object>> answers =
        together(
            8,
            thread ->
                () -> {
                  List<Map<String, Object>> batch = new ArrayList<>();
                  for (int i = 0; i < events; i++) {
                    batch.add(event("u" + i % 2, "e" + i));
                  }
                  return service.accept(Catalogs.movies(), batch);
                });
    assertEquals(events, answers.stream().mapToInt(answer -> (int) answer.get("accepted")).sum());
    assertEquals(
        7L * events, answers.stream().mapToInt(answer -> (int) answer.get("duplicate")).sum());
    assertEquals(events / 2, profile("u0").history().eventCount());
    assertEquals(events / 2, profile("u1").history().eventCount());
    assertEquals(events / 2, profile("u1").history().items().getFirst().events());
  }

  public void testEightThreadsOfOneUserLoseNothing() throws Exception {
    int perThread = 25;
    EventService service = service();
    together(
        8,
        thread ->
            () -> {
              for (int i = 0; i < perThread; i++) {
                Map<String, Object> answer =
                    service.accept(Catalogs.movies(), List.of(event("u1", "e" + thread + "-" + i)));
                assertCounts(answer, 1, 0);
              }
              return thread;
            });
    assertEquals(8L * perThread, profile("u1").history().eventCount());
    assertEquals(8L * perThread, profile("u1").history().items().getFirst().events());
    assertEquals(8 * perThread, new EventStore(state()).summary("movies", "u1").count());
  }
}
