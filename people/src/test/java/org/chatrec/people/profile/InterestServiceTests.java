package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.people.model.FoldIns;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.preferences.StatedInterests;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.StatedInterest;
import org.chatrec.ranking.profile.UserEvent;
import org.junit.Before;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;

public class InterestServiceTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();
  private static final long NOW = 1_700_000_000_000L;

  private static final StoredItems STORED_ITEMS =
      StoredItems.vectors(
          Map.of(
              "space1", List.of(1.0, 0.0, 0.0),
              "space2", List.of(0.95, 0.05, 0.0),
              "space3", List.of(0.97, 0.0, 0.05),
              "food1", List.of(0.0, 1.0, 0.0),
              "food2", List.of(0.0, 0.95, 0.05),
              "war1", List.of(0.0, 0.0, 1.0)));

  private final ItemReader items = new ItemReader(this::read);
  private final List<UserEvent> stored = new ArrayList<>();
  private boolean isReadable = true;
  private long now = NOW;

  @Before
  public void declareMovies() {
    new CatalogStore(state()).put(MOVIES);
    does("space1", EventType.PURCHASE);
    does("space2", EventType.LIKE);
    does("food1", EventType.LIKE);
    does("war1", EventType.VIEW);
  }

  private MultiGetResponse read(MultiGetRequest request) {
    if (!isReadable) {
      throw new IllegalStateException("no shard");
    }
    return STORED_ITEMS.call(request);
  }

  private ProfileUpdater updater() {
    return new ProfileUpdater(
        new ProfileStore(state()),
        items,
        new InterestProfiler(),
        FoldIns.NONE,
        events(),
        new PreferenceStore(state()));
  }

  private StoredEvents events() {
    return new StoredEvents() {
      @Override
      public long visit(
          String catalog, String userId, java.util.function.Consumer<List<UserEvent>> page) {
        page.accept(List.copyOf(stored));
        return stored.size();
      }

      @Override
      public Summary summary(String catalog, String userId) {
        return new Summary(stored.size(), NOW);
      }
    };
  }

  private void does(String item, EventType type) {
    UserEvent event = new UserEvent("e" + stored.size(), type, item, null, null, now);
    stored.add(event);
    updater().update(MOVIES, Map.of("ann", ProfileUpdater.of(List.of(event))));
  }

  private List<Interest> interests() {
    return updater().current(MOVIES, "ann").interests().interests();
  }

  private Interest of(String item) {
    return interests().stream()
        .filter(interest -> interest.itemIds().contains(item))
        .findFirst()
        .orElse(null);
  }

  private Map<String, Object> change(String item, InterestChange change) {
    now += 1000;
    return new InterestService(updater(), new PreferenceStore(state()), () -> now)
        .change(MOVIES, "ann", Interest.id(item), change);
  }

  private UserProfile anew(StatedInterests stated) {
    return new ProfileRecomputer(events(), items, new InterestProfiler(), FoldIns.NONE, stated)
        .without(MOVIES, "ann", Set.of());
  }

  /** The share of an item's interest for a person who states nothing. */
  private double behaviour(String item) {
    return anew(StatedInterests.NONE).interests().interests().stream()
        .filter(interest -> interest.itemIds().contains(item))
        .findFirst()
        .orElseThrow()
        .share();
  }

  /** Whatever was stated holds for a profile that is made of the stored events anew. */
  private void assertRecomputed() {
    UserProfile anew = anew(new PreferenceStore(state()));
    assertEquals(
        ProfileCodec.toSource(updater().current(MOVIES, "ann")).toString(),
        ProfileCodec.toSource(anew).toString());
  }

  public void testSharesTellAMainInterestFromAStrayView() {
    assertEquals(1, of("space1").share(), 0);
    assertTrue(of("food1").share() > 0.4);
    assertTrue(of("war1").share() < 0.1);
    assertTrue("a glance is not come back to", of("war1").weight() < 0.85);
    assertTrue("what is liked is", of("food1").weight() >= 0.95);
  }

  public void testARemovedInterestStaysAwayUntilItIsActedOnAgain() {
    change("food1", InterestChange.REMOVAL);
    assertNull(of("food1"));
    now += 1000;
    does("space3", EventType.CLICK);
    assertNull(of("food1"));
    assertRecomputed();
    does("food2", EventType.CLICK); // another item was never removed
    assertEquals(List.of("food2"), of("food2").itemIds());
    does("food1", EventType.LIKE);
    assertNotNull(of("food1"));
    assertRecomputed();
  }

  /** Whoever said it must not be shown it again as soon as items can be read. */
  public void testWhatIsSaidWhileItemsCannotBeReadHoldsForTheNextRead() {
    for (InterestChange change :
        List.of(new InterestChange(false, null, 0.25), InterestChange.REMOVAL)) {
      isReadable = false;
      assertEquals(1, change("food1", change).get("waiting_for_items"));
      assertEquals(
          UserProfile.Standing.DUE, new ProfileStore(state()).get("movies", "ann").standing());
      isReadable = true;
      if (change.removed()) {
        assertNull(of("food1"));
      } else {
        assertEquals(0.25, of("food1").share(), 0);
      }
      assertEquals(
          UserProfile.Standing.CURRENT, new ProfileStore(state()).get("movies", "ann").standing());
      assertRecomputed();
    }
  }

  /** The statement is of when it was made: what happened before and is sent later counts not. */
  public void testWhatIsSentLateIsRemovedAsWell() {
    change("food1", InterestChange.REMOVAL);
    now = NOW - 500;
    does("food1", EventType.CLICK);
    assertNull(of("food1"));
  }

  public void testWeakenedAndPinnedInterestsStaySoWhenTheyGrow() {
    assertEquals(0.25, change("space2", new InterestChange(false, null, 0.25)).get("weight"));
    assertTrue(of("space1").weight() < of("food1").weight());
    change("war1", new InterestChange(false, true, null));
    now += 1000;
    does("space3", EventType.PURCHASE);
    assertEquals(0.25, of("space3").share(), 0);
    assertTrue(of("war1").pinned());
    assertEquals(1, of("war1").share(), 0);
    assertRecomputed();
    change("war1", new InterestChange(false, null, 0.5));
    assertTrue("both hold", of("war1").pinned());
    assertEquals(0.5, of("war1").share(), 0);
    change("war1", new InterestChange(false, false, null));
    assertFalse(of("war1").pinned());
    assertEquals(2, new PreferenceStore(state()).get("movies", "ann").interests().size());
  }

  /** The pin was of what is gone: an interest that is found anew begins without it. */
  public void testARemovedInterestDoesNotComeBackPinnedOrWeighed() {
    for (InterestChange said :
        List.of(
            new InterestChange(false, true, null),
            new InterestChange(false, null, 0.125),
            new InterestChange(false, true, 0.5))) {
      change("war1", said);
      change("war1", InterestChange.REMOVAL);
      assertNull(of("war1"));
      assertTrue(
          new PreferenceStore(state())
              .get("movies", "ann").interests().stream().allMatch(StatedInterest::removed));
      now += 1000;
      does("war1", EventType.VIEW);
      assertNotNull(of("war1"));
      assertFalse(of("war1").pinned());
      assertEquals("what behaviour says", behaviour("war1"), of("war1").share(), 0);
    }
  }

  public void testAPinnedInterestIsNotCrowdedOut() {
    change("war1", new InterestChange(false, true, null));
    Preferences said = new PreferenceStore(state()).get("movies", "ann");
    assertEquals(List.of("war1"), said.interests().getFirst().itemIds());
    assertEquals(said, new PreferenceStore(state()).get("movies", "ann"));
  }

  public void testWhatIsNoInterestIsNotFound() {
    for (String id : List.of(Interest.id("none"), "x", "space1")) {
      expectThrows(
          ResourceNotFoundException.class,
          () ->
              new InterestService(updater(), new PreferenceStore(state()), () -> now)
                  .change(MOVIES, "ann", id, InterestChange.REMOVAL));
    }
    expectThrows(
        ResourceNotFoundException.class,
        () ->
            new InterestService(updater(), new PreferenceStore(state()), () -> now)
                .change(MOVIES, "bob", Interest.id("space1"), InterestChange.REMOVAL));
  }
}
