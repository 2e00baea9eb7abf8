package org.chatrec.people.sessions;

import static org.hamcrest.Matchers.containsString;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.people.privacy.UserEraser;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.admin.indices.refresh.RefreshAction;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.common.unit.TimeValue;

public class SessionStoreTests extends StateTestCase {

  private static final TimeValue KEPT = TimeValue.timeValueHours(1);

  private SessionStore store() {
    return store(1_000);
  }

  private SessionStore store(long now) {
    return new SessionStore(state(), new SessionAge(() -> now, () -> KEPT));
  }

  private static DialogueState with(DialogueState state, String message) {
    ShownItem shown =
        new ShownItem("i1", "Alien \"1979\"", Map.of("year", 1979, "genres", List.of("Horror")));
    Plan plan = Plan.of(Intent.SEARCH, 5).withQuery(message);
    return state.with(new Turn(state.nextNumber(), message, plan, List.of(shown), 1_000));
  }

  private DialogueState append(SessionStore.Session session, String message) {
    return store().append(session, state -> with(state, message), Map.of("status", "done"), 1_000);
  }

  private List<String> messages(String id) {
    return store().read(id).of("movies", null).state().turns().stream().map(Turn::message).toList();
  }

  public void testASessionGoesOnWhereItWas() {
    SessionStore.Session begun = store().begin("movies", "u1", null);
    assertTrue(begun.state().isEmpty());
    DialogueState first = append(begun, "space films");
    SessionStore.Session resumed = store().read(begun.id()).of("movies", "u1");
    assertEquals(first, resumed.state());
    assertEquals("u1", resumed.userId());
    DialogueState second = append(resumed, "older \ud83d\ude00 ones");
    assertEquals(second, store().read(begun.id()).of("movies", "u1").state());
    assertEquals(List.of("space films", "older \ud83d\ude00 ones"), messages(begun.id()));
  }

  public void testSessionsAreApart() {
    SessionStore.Session one = store().begin("movies", null, null);
    SessionStore.Session other = store().begin("movies", null, null);
    assertNotEquals(one.id(), other.id());
    append(one, "a");
    append(other, "b");
    assertEquals(List.of("a"), messages(one.id()));
    assertEquals(List.of("b"), messages(other.id()));
  }

  public void testASessionIsOfOneCatalogueAndOneUser() {
    SessionStore.Session session = store().begin("movies", "u1", null);
    append(session, "a");
    IllegalArgumentException catalog =
        expectThrows(
            IllegalArgumentException.class, () -> store().read(session.id()).of("songs", "u1"));
    assertThat(catalog.getMessage(), containsString("[session_id] belongs to catalogue [movies]"));
    IllegalArgumentException user =
        expectThrows(
            IllegalArgumentException.class, () -> store().read(session.id()).of("movies", "u2"));
    assertThat(user.getMessage(), containsString("[session_id] belongs to another user"));
    assertFalse(user.getMessage().contains("u1"));
  }

  public void testAnUnknownSessionIsNotFound() {
    expectThrows(ResourceNotFoundException.class, () -> store().read("none").of("movies", null));
    append(store().begin("movies", null, null), "a");
    for (String id : List.of("none", "x".repeat(10_000), "a/../b")) {
      expectThrows(ResourceNotFoundException.class, () -> store().read(id).of("movies", null));
    }
  }

  public void testExplanationsComeLaterAndOldOnesGo() {
    SessionStore.Session begun = store().begin("movies", null, null);
    append(begun, "message 1");
    for (int i = 2; i <= 14; i++) {
      append(store().read(begun.id()).of("movies", null), "message " + i);
    }
    store().explained(begun.id(), 14, Map.of("status", "done", "hits", List.of()));
    SessionStore.Session read = store().read(begun.id());
    assertEquals(10, read.explained().size());
    assertEquals(Map.of("status", "done", "hits", List.of()), read.explained().get("14"));
    assertEquals(14, read.state().turns().getLast().number());
  }

  public void testWhatIsForgottenStaysForgotten() {
    SessionStore.Session begun = store().begin("movies", "u1", null);
    append(begun, "a");
    assertTrue(store().delete(begun.id()));
    assertFalse(store().delete(begun.id()));
    store().explained(begun.id(), 1, Map.of("status", "done"));
    expectThrows(ResourceNotFoundException.class, () -> store().read(begun.id()));
  }

  /** All of them read the session before any of them wrote. */
  public void testTurnsAtOnceAreAllKept() throws Exception {
    SessionStore.Session begun = store().begin("movies", null, null);
    append(begun, "first");
    SessionStore.Session seen = store().read(begun.id()).of("movies", null);
    together(16, i -> () -> append(seen, "message " + i));
    List<Turn> turns = store().read(begun.id()).of("movies", null).state().turns();
    assertEquals(
        IntStream.rangeClosed(1, 17).boxed().toList(), turns.stream().map(Turn::number).toList());
    assertEquals(17, messages(begun.id()).stream().distinct().count());
  }

  public void testFirstTurnsAtOnceAreAllKept() throws Exception {
    SessionStore.Session begun = store().begin("movies", null, null);
    together(8, i -> () -> append(begun, "message " + i));
    assertEquals(8, messages(begun.id()).stream().distinct().count());
  }

  public void testALongConversationKeepsItsLastTurnsAndItsNumbers() {
    SessionStore.Session begun = store().begin("movies", null, null);
    append(begun, "message 1");
    for (int i = 2; i <= 25; i++) {
      append(store().read(begun.id()).of("movies", null), "message " + i);
    }
    List<Turn> turns = store().read(begun.id()).of("movies", null).state().turns();
    assertEquals(DialogueState.MAX_TURNS, turns.size());
    assertEquals(25, turns.getLast().number());
    assertEquals("message 25", turns.getLast().message());
  }

  public void testASessionIsOfWhoeverBeganIt() {
    SessionStore.Session begun = store().begin("movies", null, "ann");
    append(begun, "a");
    assertEquals("ann", store().read(begun.id()).ownedBy("ann").owner());
    ResourceNotFoundException missing =
        expectThrows(ResourceNotFoundException.class, () -> store().read("none"));
    for (String caller : new String[] {"bob", "Ann", "", null}) {
      SessionStore.Session read = store().read(begun.id());
      ResourceNotFoundException others =
          expectThrows(ResourceNotFoundException.class, () -> read.ownedBy(caller));
      assertEquals(missing.getMessage(), others.getMessage());
    }
  }

  public void testWhereNobodyWasAuthenticatedTheIdIsEnough() {
    SessionStore.Session begun = store().begin("movies", "u1", null);
    append(begun, "a");
    assertNull(store().read(begun.id()).ownedBy("bob").owner());
    assertNull(store().read(begun.id()).ownedBy(null).owner());
  }

  /** Whoever opts out is looked for by their name. */
  public void testASessionThatAPersonJoinsIsTheirs() {
    SessionStore.Session begun = store().begin("movies", null, "ann");
    append(begun, "a");
    append(store().read(begun.id()).joinedBy("u1"), "b");
    SessionStore.Session joined = store().read(begun.id());
    assertEquals("u1", joined.userId());
    assertEquals("ann", joined.owner());
    assertEquals("u1", joined.joinedBy("u2").userId());
    assertEquals("u1", joined.joinedBy(null).userId());
    assertEquals(1, new UserEraser(state()).erase("movies", "u1").total());
    expectThrows(ResourceNotFoundException.class, () -> store().read(begun.id()));
  }

  public void testTheJoinHoldsAlsoWhereAnotherTurnCameFirst() {
    SessionStore.Session begun = store().begin("movies", null, null);
    append(begun, "a");
    SessionStore.Session seen = store().read(begun.id());
    append(seen, "b");
    append(seen.joinedBy("u1"), "c");
    assertEquals("u1", store().read(begun.id()).userId());
    assertEquals(List.of("a", "b", "c"), messages(begun.id()));
  }

  public void testASessionThatIsOverIsNotKnownAndIsRemoved() {
    SessionStore.Session begun = store().begin("movies", "u1", null);
    append(begun, "a");
    long last = 1_000 + KEPT.millis();
    assertEquals("u1", store(last).read(begun.id()).userId());
    assertEquals(0, sweeper(last).sweep());
    expectThrows(ResourceNotFoundException.class, () -> store(last + 1).read(begun.id()));
    assertEquals(1, sweeper(last + 1).sweep());
    assertFalse(store().delete(begun.id()));
    assertEquals(0, sweeper(last + 1).sweep());
  }

  public void testManyAreSweptAndTheLivingStay() {
    for (int i = 0; i < 25; i++) {
      append(store().begin("movies", "u" + i, null), "a");
    }
    SessionStore.Session living = store().begin("movies", "u1", null);
    long later = 2_000 + KEPT.millis();
    DialogueState unused =
        store(later).append(living, state -> with(state, "b"), Map.of("status", "done"), later);
    assertEquals(25, sweeper(later).sweep());
    assertEquals("u1", store(later).read(living.id()).userId());
  }

  private SessionSweeper sweeper(long now) {
    state().call(RefreshAction.INSTANCE, new RefreshRequest(StateIndex.SESSIONS.name()));
    return new SessionSweeper(state(), new SessionAge(() -> now, () -> KEPT), () -> true);
  }
}
