package org.chatrec.people.sessions;

import static org.hamcrest.Matchers.containsString;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.opensearch.ResourceNotFoundException;

public class SessionStoreTests extends StateTestCase {

  private SessionStore store() {
    return new SessionStore(state());
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
    return store().resume(id, "movies", null).state().turns().stream().map(Turn::message).toList();
  }

  public void testASessionGoesOnWhereItWas() {
    SessionStore.Session begun = store().begin("movies", "u1");
    assertTrue(begun.state().isEmpty());
    DialogueState first = append(begun, "space films");
    SessionStore.Session resumed = store().resume(begun.id(), "movies", "u1");
    assertEquals(first, resumed.state());
    assertEquals("u1", resumed.userId());
    DialogueState second = append(resumed, "older \ud83d\ude00 ones");
    assertEquals(second, store().resume(begun.id(), "movies", "u1").state());
    assertEquals(List.of("space films", "older \ud83d\ude00 ones"), messages(begun.id()));
  }

  public void testSessionsAreApart() {
    SessionStore.Session one = store().begin("movies", null);
    SessionStore.Session other = store().begin("movies", null);
    assertNotEquals(one.id(), other.id());
    append(one, "a");
    append(other, "b");
    assertEquals(List.of("a"), messages(one.id()));
    assertEquals(List.of("b"), messages(other.id()));
  }

  public void testASessionIsOfOneCatalogueAndOneUser() {
    SessionStore.Session session = store().begin("movies", "u1");
    append(session, "a");
    IllegalArgumentException catalog =
        expectThrows(
            IllegalArgumentException.class, () -> store().resume(session.id(), "songs", "u1"));
    assertThat(catalog.getMessage(), containsString("[session_id] belongs to catalogue [movies]"));
    IllegalArgumentException user =
        expectThrows(
            IllegalArgumentException.class, () -> store().resume(session.id(), "movies", "u2"));
    assertThat(user.getMessage(), containsString("[session_id] belongs to another user"));
    assertFalse(user.getMessage().contains("u1"));
  }

  public void testAnUnknownSessionIsNotFound() {
    expectThrows(ResourceNotFoundException.class, () -> store().resume("none", "movies", null));
    append(store().begin("movies", null), "a");
    for (String id : List.of("none", "x".repeat(10_000), "a/../b")) {
      expectThrows(ResourceNotFoundException.class, () -> store().resume(id, "movies", null));
    }
  }

  public void testExplanationsComeLaterAndOldOnesGo() {
    SessionStore.Session begun = store().begin("movies", null);
    append(begun, "message 1");
    for (int i = 2; i <= 14; i++) {
      append(store().resume(begun.id(), "movies", null), "message " + i);
    }
    store().explained(begun.id(), 14, Map.of("status", "done", "hits", List.of()));
    SessionStore.Session read = store().read(begun.id());
    assertEquals(10, read.explained().size());
    assertEquals(Map.of("status", "done", "hits", List.of()), read.explained().get("14"));
    assertEquals(14, read.state().turns().getLast().number());
  }

  public void testWhatIsForgottenStaysForgotten() {
    SessionStore.Session begun = store().begin("movies", "u1");
    append(begun, "a");
    assertTrue(store().delete(begun.id()));
    assertFalse(store().delete(begun.id()));
    store().explained(begun.id(), 1, Map.of("status", "done"));
    expectThrows(ResourceNotFoundException.class, () -> store().read(begun.id()));
  }

  /** All of them read the session before any of them wrote. */
  public void testTurnsAtOnceAreAllKept() throws Exception {
    SessionStore.Session begun = store().begin("movies", null);
    append(begun, "first");
    SessionStore.Session seen = store().resume(begun.id(), "movies", null);
    together(16, i -> () -> append(seen, "message " + i));
    List<Turn> turns = store().resume(begun.id(), "movies", null).state().turns();
    assertEquals(
        IntStream.rangeClosed(1, 17).boxed().toList(), turns.stream().map(Turn::number).toList());
    assertEquals(17, messages(begun.id()).stream().distinct().count());
  }

  public void testFirstTurnsAtOnceAreAllKept() throws Exception {
    SessionStore.Session begun = store().begin("movies", null);
    together(8, i -> () -> append(begun, "message " + i));
    assertEquals(8, messages(begun.id()).stream().distinct().count());
  }

  public void testALongConversationKeepsItsLastTurnsAndItsNumbers() {
    SessionStore.Session begun = store().begin("movies", null);
    append(begun, "message 1");
    for (int i = 2; i <= 25; i++) {
      append(store().resume(begun.id(), "movies", null), "message " + i);
    }
    List<Turn> turns = store().resume(begun.id(), "movies", null).state().turns();
    assertEquals(DialogueState.MAX_TURNS, turns.size());
    assertEquals(25, turns.getLast().number());
    assertEquals("message 25", turns.getLast().message());
  }
}
