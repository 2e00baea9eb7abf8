package org.chatrec.people.preferences;

import static org.hamcrest.Matchers.containsString;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.people.events.EventAge;
import org.chatrec.people.events.EventService;
import org.chatrec.people.events.EventStore;
import org.chatrec.people.events.Helpers;
import org.chatrec.people.events.ItemNames;
import org.chatrec.people.events.StoredOptOuts;
import org.chatrec.people.privacy.UserEraser;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.people.profile.Wishes;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.StatedInterest;
import org.junit.Before;

public class PreferenceServiceTests extends StateTestCase {

  private static final long NOW = 1_700_000_000_000L;
  private static final CatalogCard CARD =
      new CatalogCard(
          "movies",
          "en",
          "title",
          List.of(
              CardField.keyword(
                  "genres", List.of(new FieldValue("Horror", 9), new FieldValue("War", 5)))));

  private PreferenceStore store;
  private UserEraser eraser;
  private PreferenceService service;

  @Before
  public void declareMovies() {
    new CatalogStore(state()).put(Catalogs.movies());
    store = new PreferenceStore(state());
    eraser = new UserEraser(state());
    service = new PreferenceService(store, eraser);
  }

  private EventService events() {
    return new EventService(
        new EventStore(state()),
        new ProfileUpdater(
            new ProfileStore(state()),
            new ItemReader(StoredItems.vectors(Map.of("i1", List.of(1.0, 0.0)))),
            new InterestProfiler()),
        ItemNames.AS_SENT,
        new StoredOptOuts(store, eraser),
        EventAge.forGood(() -> NOW),
        () -> NOW,
        Helpers.NONE);
  }

  private static Map<String, Object> event(String user, String id) {
    return new HashMap<>(
        Map.of("event_id", id, "user_id", user, "item_id", "i1", "type", "like", "timestamp", NOW));
  }

  private static PreferenceChange change(List<String> likes, List<String> dislikes) {
    return new PreferenceChange(likes, dislikes, null, List.of());
  }

  private static PreferenceChange optOut(boolean out) {
    return new PreferenceChange(null, null, out, List.of());
  }

  private static PreferenceChange.Opinion dislike(String value) {
    return new PreferenceChange.Opinion(false, value);
  }

  private void says(String user, PreferenceChange.Opinion... opinions) {
    Map<String, Object> unused =
        service.put(Catalogs.movies(), user, PreferenceChange.said(List.of(opinions)));
  }

  private long stored(String user) {
    List<Object> found = new ArrayList<>();
    new EventStore(state())
        .byUser(
            "movies",
            (whose, events, complete) -> {
              if (whose.equals(user)) {
                found.addAll(events);
              }
            });
    return found.size();
  }

  /** A chat, a merge, an interest that is pinned: all of them write what this type lets them. */
  public void testWhoOptedOutStatesNothingWhoeverWrites() {
    List<StatedInterest> pinned =
        List.of(new StatedInterest(List.of("i1"), false, true, null, NOW));
    Preferences out = new Preferences(List.of("War"), List.of("Horror"), true, pinned);
    assertEquals(new Preferences(List.of(), List.of(), true), out);
    store.update("movies", "ann", p -> new Preferences(List.of(), List.of(), true));
    for (UnaryOperator<Preferences> write :
        List.<UnaryOperator<Preferences>>of(
            p -> p.said(pinned.getFirst()),
            p -> p.said(true, "War"),
            p -> p.with(new Preferences(List.of("War"), List.of("Horror"), false, pinned)),
            p -> new Preferences(List.of("War"), List.of("Horror"), p.optOut(), pinned))) {
      assertEquals(out, store.update("movies", "ann", write));
      assertEquals(out, store.get("movies", "ann"));
    }
  }

  public void testNobodySaidAnything() {
    assertEquals(Preferences.NONE, store.get("movies", "u1"));
    assertTrue(store.optedOut("movies", List.of("u1")).isEmpty());
  }

  public void testWhatIsPutIsReadAtOnceAndOfThisUserAndCatalogueOnly() {
    service.put(Catalogs.movies(), "u1", change(List.of("War"), List.of("Horror")));
    assertEquals(
        new Preferences(List.of("War"), List.of("Horror"), false), store.get("movies", "u1"));
    assertEquals(Preferences.NONE, store.get("movies", "u2"));
    assertEquals(Preferences.NONE, store.get("other", "u1"));
  }

  public void testOpinionsOfAChatAddUp() {
    service.put(Catalogs.movies(), "u1", change(List.of("War"), List.of()));
    says("u1", dislike("Horror"), dislike("War"));
    assertEquals(
        new Preferences(List.of(), List.of("Horror", "War"), false), store.get("movies", "u1"));
  }

  public void testManySpeakingAtOnceLoseNothing() throws Exception {
    int threads = 8;
    together(
        threads,
        i ->
            () -> {
              says("u1", new PreferenceChange.Opinion(true, "v" + i));
              return i;
            });
    assertEquals(threads, store.get("movies", "u1").likes().size());
  }

  public void testWhoOptsOutIsForgottenAndNothingIsKept() {
    events()
        .accept(
            Catalogs.movies(), List.of(event("u1", "e1"), event("u1", "e2"), event("u2", "e3")));
    service.put(Catalogs.movies(), "u1", optOut(true));
    assertEquals(0, stored("u1"));
    assertEquals(0, new ProfileStore(state()).get("movies", "u1").history().eventCount());

    Map<String, Object> answer =
        events().accept(Catalogs.movies(), List.of(event("u1", "e4"), event("u2", "e5")));
    assertEquals(1, answer.get("accepted"));
    assertThat(answer.get("rejected").toString(), containsString("the user has opted out"));
    assertThat(answer.get("rejected").toString(), containsString("index=0"));
    says("u1", dislike("Horror"));
    assertEquals(new Preferences(List.of(), List.of(), true), store.get("movies", "u1"));
    assertEquals(0, stored("u1"));
    assertEquals(2, stored("u2"));

    service.put(Catalogs.movies(), "u1", optOut(false));
    assertEquals(1, events().accept(Catalogs.movies(), List.of(event("u1", "e6"))).get("accepted"));
  }

  public void testWhoOptsOutTakesBackWhatWasStated() {
    service.put(Catalogs.movies(), "u1", change(List.of("War"), List.of("Horror")));
    service.put(Catalogs.movies(), "u1", optOut(true));
    assertEquals(new Preferences(List.of(), List.of(), true), store.get("movies", "u1"));
    service.put(Catalogs.movies(), "u1", change(List.of("War"), List.of()));
    assertEquals(new Preferences(List.of(), List.of(), true), store.get("movies", "u1"));
  }

  public void testErasingAPersonKeepsNothingButTheWishToBeForgotten() {
    events().accept(Catalogs.movies(), List.of(event("u1", "e1"), event("u2", "e2")));
    service.put(Catalogs.movies(), "u1", change(List.of("War"), List.of()));
    service.put(Catalogs.movies(), "u2", change(List.of("War"), List.of()));
    service.put(Catalogs.movies(), "u3", optOut(true));
    assertEquals(
        Map.of("events", 1L, "profiles", 1L, "sessions", 0L, "preferences", 1L),
        eraser.eraseAll("movies", "u1").toMap());
    assertEquals(Preferences.NONE, store.get("movies", "u1"));
    assertEquals(0, eraser.eraseAll("movies", "u1").total());
    assertEquals(0, eraser.eraseAll("movies", "u3").total());
    assertTrue(store.get("movies", "u3").optOut());
    assertEquals(1, stored("u2"));
    assertEquals(List.of("War"), store.get("movies", "u2").likes());
    assertEquals(0, eraser.eraseAll("other", "u2").total());
  }

  public void testLikesAreInterestsAndDislikesRuleOut() {
    service.put(
        Catalogs.movies(),
        "u1",
        change(List.of("space travel"), List.of("horror", "slow pictures")));
    Wishes wishes =
        new Wishes(
            new ValueIndexes(),
            (model, texts) -> texts.stream().map(t -> new float[] {1, 0}).toList());
    Wishes.Stated stated =
        wishes.of(
            Catalogs.movies(),
            () -> CARD,
            UserProfile.unknown("movies", "u1"),
            store.get("movies", "u1"));
    assertEquals(1, stated.profile().interests().interests().size());
    assertEquals(1, stated.profile().interests().dislikes().size());
    Filter horror = new Filter("genres", Op.NOT, "Horror");
    assertEquals(List.of(horror), stated.unwanted());
    assertEquals(List.of(horror), stated.unwantedBut(List.of(), "space"));
    assertEquals(List.of(), stated.unwantedBut(List.of(), "a horror in space"));
    assertEquals(List.of(), stated.unwantedBut(List.of(new Filter("genres", Op.EQ, "Horror")), ""));
    assertEquals(List.of(horror), stated.unwantedBut(List.of(horror), ""));
  }

  public void testNothingIsPersonalForWhoOptedOutAndWithoutAModelFiltersHold() {
    service.put(Catalogs.movies(), "u1", change(List.of("war"), List.of("horror")));
    Wishes without = new Wishes(new ValueIndexes(), (model, texts) -> List.of());
    Wishes.Stated stated =
        without.of(
            Catalogs.movies(),
            () -> CARD,
            UserProfile.unknown("movies", "u1"),
            store.get("movies", "u1"));
    assertTrue(stated.profile().interests().isEmpty());
    assertEquals(1, stated.unwanted().size());

    service.put(Catalogs.movies(), "u1", optOut(true));
    Wishes.Stated out =
        without.of(
            Catalogs.movies(),
            () -> CARD,
            UserProfile.unknown("movies", "u1"),
            store.get("movies", "u1"));
    assertTrue(out.unwanted().isEmpty());
    assertEquals("", out.profile().userId());
  }
}
