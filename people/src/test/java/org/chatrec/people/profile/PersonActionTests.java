package org.chatrec.people.profile;

import static org.hamcrest.Matchers.containsString;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.support.DenyingPlugin;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.Wire;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.chatrec.search.UserFacts;
import org.junit.Before;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.seqno.SequenceNumbers;
import org.opensearch.plugins.Plugin;

/** A person is obtained as the caller, for the catalogue's index, or not at all. */
public class PersonActionTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(PeoplePlugin.class);
  }

  @Before
  public void declareMoviesAndAnn() {
    new CatalogStore(state()).put(MOVIES);
    UserEvent like = new UserEvent("e1", EventType.LIKE, "i1", null, null, 1_000);
    UserProfile ann =
        new UserProfile(
            "movies",
            "ann",
            UserHistory.EMPTY.fold(List.of(like)),
            new InterestProfile(
                List.of(new Interest(new float[] {1, 0}, 1, List.of("i1"))), List.of()));
    new ProfileStore(state()).get("movies", List.of("ann"));
    assertTrue(
        new ProfileStore(state())
            .put(
                List.of(
                    new ProfileStore.Versioned(
                        ann,
                        SequenceNumbers.UNASSIGNED_SEQ_NO,
                        SequenceNumbers.UNASSIGNED_PRIMARY_TERM)))
            .isEmpty());
  }

  private Person get(String catalog, String index, String user) {
    return new People(client()).get(new PersonRequest(catalog, index, user, true));
  }

  private Person ann() {
    return get("movies", MOVIES.index(), "ann");
  }

  private void denied(String action, Runnable work) {
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      context.putHeader(DenyingPlugin.DENIED, action);
      work.run();
    }
  }

  private static void forbidden(String part, Runnable work) {
    OpenSearchException e = expectThrows(OpenSearchException.class, work::run);
    assertEquals(RestStatus.FORBIDDEN, ExceptionsHelper.status(e));
    assertThat(e.getMessage(), containsString(part));
  }

  public void testAPersonIsKnownWithAllThatCounts() {
    new PreferenceStore(state())
        .update("movies", "ann", before -> new Preferences(List.of("War"), List.of(), false));
    Person ann = ann();
    assertEquals(1, ann.profile().history().items().size());
    assertEquals(1, ann.profile().interests().interests().size());
    assertEquals(List.of("War"), ann.said().likes());
    assertEquals(1, ann.facts().events());
    Person without =
        new People(client()).get(new PersonRequest("movies", MOVIES.index(), "ann", false));
    assertEquals(0, without.profile().history().items().size());
    assertEquals(ann.facts(), without.facts());
    assertEquals(1, without.profile().interests().interests().size());
  }

  public void testWhoeverMayNotHearsWhatIsMissing() {
    denied(PersonActions.READ.name(), () -> forbidden(PersonActions.READ.name(), this::ann));
    assertEquals(1, ann().facts().events());
  }

  public void testThePlainReadingOfStateIsNotTheCallers() {
    denied("indices:data/read/mget", () -> assertEquals(1, ann().facts().events()));
  }

  private static Map<String, Object> stored(String catalog, String user, String type, String item) {
    return Map.of(
        "catalog", catalog,
        "event_id", type + item,
        "user_id", user,
        "type", type,
        "item_id", item,
        "timestamp", 1_000);
  }

  public void testWhatAProfileHasForgottenIsFoundInTheEvents() {
    List<UserEvent> purchases =
        IntStream.range(0, UserHistory.MAX_EVENTS)
            .mapToObj(n -> new UserEvent("b" + n, EventType.PURCHASE, "b" + n, null, null, 2_000))
            .toList();
    UserProfile bob =
        new UserProfile("movies", "bob", UserHistory.EMPTY.fold(purchases), InterestProfile.EMPTY);
    assertTrue(
        new ProfileStore(state())
            .put(
                List.of(
                    new ProfileStore.Versioned(
                        bob,
                        SequenceNumbers.UNASSIGNED_SEQ_NO,
                        SequenceNumbers.UNASSIGNED_PRIMARY_TERM)))
            .isEmpty());
    BulkRequest events = new BulkRequest();
    IntStream.range(0, 6_000)
        .mapToObj(n -> stored("movies", "bob", n % 2 == 0 ? "view" : "click", "v" + n / 2))
        .forEach(event -> events.add(new IndexRequest(".chatrec-events").source(event)));
    List.of(
            stored("movies", "bob", "impression", "shown"),
            stored("movies", "bob", "rating", "rated"),
            stored("movies", "ann", "view", "anns"),
            stored("songs", "bob", "view", "song"))
        .forEach(event -> events.add(new IndexRequest(".chatrec-events").source(event)));
    assertFalse(state().call(BulkAction.INSTANCE, events).hasFailures());
    SeenItems items = get("movies", MOVIES.index(), "bob").seen();
    assertTrue(items.whole());
    assertEquals(UserHistory.MAX_EVENTS + 3_001, items.seen().size());
    assertEquals(UserHistory.MAX_EVENTS + 1, items.had().size());
    assertTrue(items.had().contains("rated"));
    assertFalse(items.seen().contains("shown"));
    // who has not sent that many is not looked for
    assertEquals(Set.of("i1"), ann().seen().seen());
    new PreferenceStore(state())
        .update("movies", "bob", before -> new Preferences(List.of(), List.of(), true));
    assertTrue(get("movies", MOVIES.index(), "bob").seen().isEmpty());
    denied(
        PersonActions.READ.name(),
        () -> forbidden(PersonActions.READ.name(), () -> get("movies", MOVIES.index(), "bob")));
  }

  public void testAForgedPairIsForbidden() {
    createIndex("mine");
    for (String index : List.of("mine", "*", "_all", "movies*")) {
      forbidden("[" + index + "]", () -> get("movies", index, "ann"));
    }
    expectThrows(ResourceNotFoundException.class, () -> get("songs", MOVIES.index(), "ann"));
  }

  public void testWhoOptedOutIsNobody() {
    new PreferenceStore(state())
        .update("movies", "ann", before -> new Preferences(List.of(), List.of(), true));
    Person ann = ann();
    assertTrue(ann.said().optOut());
    assertFalse(ann.profile().known());
    assertEquals(UserFacts.NONE, ann.facts());
  }

  public void testABlankNameIsNobodys() {
    for (String blank : List.of("", " \t")) {
      expectThrows(
          IllegalArgumentException.class, () -> new PersonRequest("movies", "i", blank, true));
    }
  }

  public void testTravelsOverTheWire() throws Exception {
    PersonRequest request =
        Wire.copy(new PersonRequest("movies", "films-1", "ü 42", true), PersonRequest::new);
    assertEquals("films-1", request.index());
    assertEquals("ü 42", request.userId());
    assertTrue(request.withHistory());
    NamingRequest naming = Wire.copy(new NamingRequest("movies", "films-1"), NamingRequest::new);
    assertEquals("movies", naming.catalog());
    assertEquals("films-1", naming.index());

    Person ann = ann();
    Person copy = Wire.copy(new PersonResponse(ann), PersonResponse::new).person();
    assertEquals(ann.profile().history(), copy.profile().history());
    assertEquals(ann.said(), copy.said());
    assertEquals(ann.facts(), copy.facts());
    assertEquals(new SeenItems(Set.of("i1"), Set.of("i1"), true), copy.seen());
    assertArrayEquals(
        ann.profile().interests().interests().getFirst().vector(),
        copy.profile().interests().interests().getFirst().vector(),
        0);
  }
}
