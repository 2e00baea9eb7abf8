package org.chatrec.people.events;

import static org.hamcrest.Matchers.containsString;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.UserEvent;
import org.junit.Before;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.core.rest.RestStatus;

public class EventServiceTests extends StateTestCase {

  private static final long NOW = 1_700_000_000_000L;

  @Before
  public void declareMovies() {
    new CatalogStore(state()).put(Catalogs.movies());
  }

  private EventService service() {
    return service(StoredItems.vectors(Map.of("i1", List.of(1.0, 0.0))));
  }

  private EventService service(ItemReader.MultiGet items) {
    return new EventService(
        new CatalogStore(state()),
        new EventStore(state()),
        new ProfileUpdater(
            new ProfileStore(state()), new ItemReader(items), new InterestProfiler(), () -> NOW),
        () -> NOW);
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
    assertCounts(service().accept("movies", List.of(event("u1", "e1"), event("u2", "e2"))), 2, 0);
    assertEquals(1, profile("u1").history().eventCount());
    assertEquals(List.of("i1"), profile("u2").interests().interests().getFirst().itemIds());
  }

  public void testABadEventIsRejectedAloneWithItsReason() {
    Map<String, Object> bad = event("u1", "e2");
    bad.put("type", "klick");
    Map<String, Object> answer =
        service().accept("movies", List.of(bad, event("u1", "e1"), Map.of(), event("u1", "e1")));
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
    Map<String, Object> answer = service().accept("movies", List.of(half, event("u1", "e1"), far));
    assertCounts(answer, 1, 0);
    assertEquals(2, ((List<?>) answer.get("rejected")).size());
  }

  public void testAnUnknownCatalogueIsNotFound() {
    expectThrows(
        ResourceNotFoundException.class,
        () -> service().accept("songs", List.of(event("u1", "e1"))));
  }

  public void testSendingAgainCountsOnce() {
    List<Map<String, Object>> events = List.of(event("u1", "e1"), event("u1", "e2"));
    assertCounts(service().accept("movies", events), 2, 0);
    UserProfile before = profile("u1");
    assertCounts(service().accept("movies", events), 0, 2);
    assertEquals(before.history(), profile("u1").history());
    List<Map<String, Object>> more = List.of(event("u1", "e2"), event("u1", "e3"));
    assertCounts(service().accept("movies", more), 1, 1);
    assertEquals(3, profile("u1").history().eventCount());
  }

  /** The node died after the events were stored and before their profile was. */
  public void testEventsThatReachedNoProfileAreFoldedInOnceWhenSentAgain() {
    service().accept("movies", List.of(event("u1", "e1")));
    OpenSearchStatusException crash =
        new OpenSearchStatusException("the node is gone", RestStatus.SERVICE_UNAVAILABLE);
    EventService dying =
        service(
            request -> {
              throw crash;
            });
    List<Map<String, Object>> lost = List.of(event("u1", "e2"), event("u1", "e3"));
    assertSame(
        crash, expectThrows(OpenSearchStatusException.class, () -> dying.accept("movies", lost)));
    assertEquals(1, profile("u1").history().eventCount());
    assertEquals(3, new EventStore(state()).ofUser("movies", "u1").size());

    List<Map<String, Object>> again = new ArrayList<>(lost);
    again.add(event("u1", "e4"));
    assertCounts(service().accept("movies", again), 1, 2);
    assertEquals(4, profile("u1").history().eventCount());
    assertEquals(4, profile("u1").history().items().getFirst().events());
    assertCounts(service().accept("movies", again), 0, 3);
    assertEquals(4, profile("u1").history().eventCount());
  }

  public void testAStoredEventOfNobodyKnownIsFoldedInWhenSentAgain() {
    UserEvent stored = new UserEvent("e1", EventType.LIKE, "i1", null, null, NOW);
    new EventStore(state()).create("movies", List.of(new CatalogEvent("u1", stored, null, null)));
    assertCounts(service().accept("movies", List.of(event("u1", "e1"))), 0, 1);
    assertEquals(1, profile("u1").history().eventCount());
  }

  /** An id belongs to whom it came from first; nobody else gains or loses by it. */
  public void testAnIdOfAnotherUserChangesNothing() {
    service().accept("movies", List.of(event("u1", "e1"), event("u2", "e2")));
    assertCounts(service().accept("movies", List.of(event("u2", "e1"))), 0, 1);
    assertEquals(1, profile("u2").history().eventCount());
    assertCounts(service().accept("movies", List.of(event("u3", "e1"))), 0, 1);
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
                  return service.accept("movies", batch);
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
                    service.accept("movies", List.of(event("u1", "e" + thread + "-" + i)));
                assertCounts(answer, 1, 0);
              }
              return thread;
            });
    assertEquals(8L * perThread, profile("u1").history().eventCount());
    assertEquals(8L * perThread, profile("u1").history().items().getFirst().events());
    assertEquals(8 * perThread, new EventStore(state()).ofUser("movies", "u1").size());
  }
}
