package org.chatrec.people.rights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.Turn;
import org.chatrec.people.events.EventService;
import org.chatrec.people.events.EventStore;
import org.chatrec.people.model.FoldIns;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.privacy.UserEraser;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.sessions.SessionAge;
import org.chatrec.people.sessions.SessionStore;
import org.chatrec.ranking.profile.InterestProfiler;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.common.unit.TimeValue;

/** What people have of what is kept of them: all of it, and by one name. */
public class RightsTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();
  private static final long NOW = 1_700_000_000_000L;

  @Before
  public void declareMovies() {
    new CatalogStore(state()).put(MOVIES);
  }

  private ProfileUpdater updater() {
    return updater(() -> {});
  }

  /**
   * @param meanwhile happens while items are read
   */
  private ProfileUpdater updater(Runnable meanwhile) {
    StoredItems items =
        StoredItems.vectors(Map.of("i1", List.of(1.0, 0.0), "i2", List.of(0.0, 1.0)));
    return new ProfileUpdater(
        new ProfileStore(state()),
        new ItemReader(
            request -> {
              meanwhile.run();
              return items.call(request);
            }),
        new InterestProfiler(),
        FoldIns.NONE,
        new EventStore(state()),
        new PreferenceStore(state()));
  }

  private SessionStore sessions() {
    return new SessionStore(state(), new SessionAge(() -> NOW, () -> TimeValue.timeValueHours(24)));
  }

  private UserExporter exporter() {
    return new UserExporter(
        new EventStore(state()),
        new ProfileStore(state()),
        new PreferenceStore(state()),
        sessions());
  }

  private UserMerger merger() {
    return merger(updater(), sessions());
  }

  private UserMerger merger(ProfileUpdater updater, SessionStore sessions) {
    return new UserMerger(
        new EventStore(state()),
        updater,
        new PreferenceStore(state()),
        sessions,
        new UserEraser(state()));
  }

  private void likes(String user, String prefix, int count) {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          new HashMap<>(
              Map.of(
                  "event_id",
                  prefix + i,
                  "user_id",
                  user,
                  "item_id",
                  "i" + (1 + i % 2),
                  "type",
                  "like",
                  // many of one time: a place in the export is more than a time
                  "timestamp",
                  NOW - i / 3)));
    }
    new EventService(new EventStore(state()), updater(), () -> NOW).accept(MOVIES, events);
  }

  private String chats(@Nullable String user) {
    SessionStore.Session session = sessions().begin("movies", user, null);
    Plan plan = Plan.of(Intent.SEARCH, 5).withQuery("hello");
    sessions()
        .append(
            session,
            state -> state.with(new Turn(state.nextNumber(), "hello", plan, List.of(), NOW)),
            Map.of(),
            NOW);
    return session.id();
  }

  public void testAnExportInPartsHasEverythingOnce() {
    likes("ann", "a", 23);
    likes("bob", "b", 5);
    Set<String> chats = Set.of(chats("ann"), chats("ann"), chats("ann"));
    chats("bob");
    for (int size : List.of(1, 4, 23, 100)) {
      List<String> events = new ArrayList<>();
      List<String> sessions = new ArrayList<>();
      ExportPage page = new ExportPage(size, null);
      while (page != null) {
        Map<String, Object> part = exporter().export(MOVIES, "ann", page, false);
        assertEquals(page.after() == null, part.containsKey("profile"));
        for (Object event : (List<?>) part.get("events")) {
          events.add(String.valueOf(((Map<?, ?>) event).get("event_id")));
        }
        for (Object session : (List<?>) part.get("sessions")) {
          sessions.add(String.valueOf(((Map<?, ?>) session).get("session_id")));
        }
        assertTrue(((List<?>) part.get("events")).size() <= size);
        boolean more = (boolean) part.get("truncated");
        assertEquals(more, part.containsKey("next"));
        page =
            more ? new ExportPage(size, ExportPage.Place.parse((String) part.get("next"))) : null;
      }
      assertEquals("by " + size, 23, events.size());
      assertEquals(23, new HashSet<>(events).size());
      assertEquals("by " + size, 3, sessions.size());
      assertEquals(chats, new HashSet<>(sessions));
    }
    expectThrows(
        ResourceNotFoundException.class,
        () -> exporter().export(MOVIES, "nobody", new ExportPage(10, null), false));
  }

  public void testAVisitorBecomesALoginOnce() {
    likes("anon-7", "a", 4);
    likes("ann", "b", 2);
    String chat = chats("anon-7");
    PreferenceStore preferences = new PreferenceStore(state());
    preferences.update(
        "movies", "anon-7", p -> new Preferences(List.of("War", "Horror"), List.of(), false));
    preferences.update(
        "movies", "ann", p -> new Preferences(List.of("Comedy"), List.of("horror"), false));
    Map<String, Object> first = merger().merge(MOVIES, "anon-7", "ann");
    assertEquals(Map.of("events", 4L, "sessions", 1L, "preferences", 1), first.get("merged"));
    ProfileStore profiles = new ProfileStore(state());
    assertEquals(6, profiles.get("movies", "ann").history().eventCount());
    assertFalse(profiles.get("movies", "anon-7").known());
    assertEquals(List.of("War", "Comedy"), preferences.get("movies", "ann").likes());
    assertEquals(List.of("horror"), preferences.get("movies", "ann").dislikes());
    assertTrue(preferences.get("movies", "anon-7").isEmpty());
    assertEquals("ann", sessions().read(chat).userId());
    String once = profiles.source("movies", "ann").toString();

    Map<String, Object> again = merger().merge(MOVIES, "anon-7", "ann");
    assertEquals(Map.of("events", 0L, "sessions", 0L, "preferences", 0), again.get("merged"));
    assertEquals(once, profiles.source("movies", "ann").toString());
  }

  /** Begun before anybody said who it was, and named by what that person did in it. */
  public void testAChatBeforeTheLoginIsErasedWhereAnEventNamesIt() {
    String before = chats(null);
    String strangers = chats(null);
    String bobs = chats("bob");
    List<Map<String, Object>> events = new ArrayList<>();
    for (String session : List.of(before, bobs)) {
      events.add(
          new HashMap<>(
              Map.of("user_id", "ann", "item_id", "i1", "type", "view", "session_id", session)));
    }
    new EventService(new EventStore(state()), updater(), () -> NOW).accept(MOVIES, events);
    assertEquals(
        Map.of("events", 2L, "profiles", 1L, "sessions", 1L, "preferences", 0L),
        new UserEraser(state()).eraseAll("movies", "ann").toMap());
    expectThrows(ResourceNotFoundException.class, () -> sessions().read(before));
    assertNull(sessions().read(strangers).userId());
    assertEquals("bob", sessions().read(bobs).userId());
  }

  /** What was begun and broke off is finished by asking again. */
  public void testAMergeThatEndedHalfWayIsFinished() {
    likes("anon-7", "a", 4);
    assertEquals(4, new EventStore(state()).give("movies", "anon-7", "ann"));
    merger().merge(MOVIES, "anon-7", "ann");
    assertEquals(4, new ProfileStore(state()).get("movies", "ann").history().eventCount());
    assertFalse(new ProfileStore(state()).get("movies", "anon-7").known());
  }

  /** What is sent after the events were given is of the old name, and nobody may lose it. */
  public void testWhatIsSentInTheOldNameMeanwhileStaysThere() {
    likes("anon-7", "a", 3);
    String chat = chats("anon-7");
    AtomicBoolean sent = new AtomicBoolean();
    SessionStore slow =
        new SessionStore(
            state(),
            new SessionAge(
                () -> {
                  if (sent.compareAndSet(false, true)) {
                    likes("anon-7", "late", 2);
                  }
                  return NOW;
                },
                () -> TimeValue.timeValueHours(24)));
    Map<String, Object> merged = merger(updater(), slow).merge(MOVIES, "anon-7", "ann");
    assertTrue("it was sent while conversations were given", sent.get());
    assertEquals(Map.of("events", 3L, "sessions", 1L, "preferences", 0), merged.get("merged"));
    assertEquals("ann", sessions().read(chat).userId());
    assertEquals(3, new EventStore(state()).summary("movies", "ann").count());
    assertEquals(2, new EventStore(state()).summary("movies", "anon-7").count());
    assertEquals(
        Map.of("events", 2L, "sessions", 0L, "preferences", 0),
        merger().merge(MOVIES, "anon-7", "ann").get("merged"));
    assertEquals(5, new ProfileStore(state()).get("movies", "ann").history().eventCount());
  }

  public void testWhoOptsOutWhileBeingGivenSomethingKeepsNothing() {
    likes("anon-7", "a", 3);
    likes("ann", "b", 1);
    String chat = chats("anon-7");
    PreferenceStore preferences = new PreferenceStore(state());
    preferences.update(
        "movies", "anon-7", p -> new Preferences(List.of("War"), List.of("Horror"), false));
    ProfileUpdater slow =
        updater(
            () ->
                preferences.update(
                    "movies",
                    "ann",
                    said ->
                        new Preferences(said.likes(), said.dislikes(), true, said.interests())));
    expectThrows(
        OpenSearchStatusException.class,
        () -> merger(slow, sessions()).merge(MOVIES, "anon-7", "ann"));
    for (String user : List.of("ann", "anon-7")) {
      assertEquals(user, 0, new EventStore(state()).summary("movies", user).count());
      assertFalse(user, new ProfileStore(state()).get("movies", user).known());
    }
    expectThrows(ResourceNotFoundException.class, () -> sessions().read(chat));
    assertEquals(new Preferences(List.of(), List.of(), true), preferences.get("movies", "ann"));
  }

  public void testToWhoOptedOutNothingIsGiven() {
    likes("anon-7", "a", 2);
    new PreferenceStore(state())
        .update("movies", "ann", p -> new Preferences(List.of(), List.of(), true));
    expectThrows(OpenSearchStatusException.class, () -> merger().merge(MOVIES, "anon-7", "ann"));
    assertEquals(2, new EventStore(state()).summary("movies", "anon-7").count());
    expectThrows(IllegalArgumentException.class, () -> merger().merge(MOVIES, "ann", "ann"));
  }
}
