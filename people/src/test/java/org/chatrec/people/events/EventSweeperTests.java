package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.people.model.FoldIns;
import org.chatrec.people.preferences.StatedInterests;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.InterestProfiler;
import org.junit.Before;
import org.opensearch.common.unit.TimeValue;

public class EventSweeperTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();
  private static final long DAY = 24 * 3_600_000L;

  private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
  private final AtomicReference<TimeValue> kept = new AtomicReference<>(TimeValue.MINUS_ONE);
  private final EventAge age = new EventAge(now::get, kept::get);
  private int reads;

  @Before
  public void declareMovies() {
    new CatalogStore(state()).put(MOVIES);
  }

  private ProfileUpdater updater() {
    return updater(StatedInterests.NONE);
  }

  private ProfileUpdater updater(StatedInterests stated) {
    StoredItems items =
        StoredItems.vectors(Map.of("i1", List.of(1.0, 0.0), "i2", List.of(0.0, 1.0)));
    return new ProfileUpdater(
        new ProfileStore(state()),
        new ItemReader(
            request -> {
              reads++;
              return items.call(request);
            }),
        new InterestProfiler(),
        FoldIns.NONE,
        new EventStore(state()),
        stated);
  }

  private EventService service() {
    return new EventService(
        new EventStore(state()),
        updater(),
        ItemNames.AS_SENT,
        OptOuts.NOBODY,
        age,
        now::get,
        Helpers.NONE);
  }

  private EventSweeper sweeper(boolean here) {
    return sweeper(updater(), here);
  }

  private EventSweeper sweeper(ProfileUpdater updater, boolean here) {
    return new EventSweeper(
        new EventStore(state()), updater, new CatalogStore(state()), age, () -> here);
  }

  private static Map<String, Object> like(String user, String item, String id, long when) {
    return new HashMap<>(
        Map.of(
            "event_id", id, "user_id", user, "item_id", item, "type", "like", "timestamp", when));
  }

  private long stored(String user) {
    return new EventStore(state()).summary("movies", user).count();
  }

  public void testWhatIsTooOldGoesAndProfilesFollow() {
    long old = now.get() - 30 * DAY;
    List<Map<String, Object>> events = new ArrayList<>();
    events.add(like("ann", "i1", "e1", old));
    events.add(like("ann", "i2", "e2", now.get() - DAY));
    events.add(like("bob", "i1", "e3", old));
    events.add(like("eve", "i1", "e4", now.get()));
    service().accept(MOVIES, events);
    UserProfile eve = new ProfileStore(state()).get("movies", "eve");
    assertEquals("kept for good", 0, sweeper(true).sweep());

    kept.set(TimeValue.timeValueHours(7 * 24));
    reads = 0;
    sweeper(false).sweepHere();
    assertEquals("not here", 2, stored("ann"));
    assertEquals(2, sweeper(true).sweep());
    assertEquals("nobody's authority reads items", 0, reads);
    assertEquals(1, stored("ann"));
    assertEquals(0, stored("bob"));
    assertFalse(new ProfileStore(state()).get("movies", "bob").known());
    UserProfile ann = new ProfileStore(state()).get("movies", "ann");
    assertEquals(UserProfile.Standing.DUE, ann.standing());
    assertTrue("of what is gone, nothing stays", ann.interests().isEmpty());
    assertEquals(
        List.of("i2"),
        updater().current(MOVIES, "ann").interests().interests().getFirst().itemIds());
    assertEquals(eve.history(), new ProfileStore(state()).get("movies", "eve").history());
    assertEquals(0, sweeper(true).sweep());

    now.addAndGet(10 * DAY);
    assertEquals(2, sweeper(true).sweep());
    assertFalse(new ProfileStore(state()).get("movies", "ann").known());
  }

  public void testWhatWouldBeRemovedAtOnceIsNotTaken() {
    kept.set(TimeValue.timeValueHours(7 * 24));
    Map<String, Object> answer =
        service()
            .accept(
                MOVIES,
                List.of(
                    like("ann", "i1", "e1", now.get() - 8 * DAY),
                    like("ann", "i1", "e2", now.get() - 6 * DAY)));
    assertEquals(1, answer.get("accepted"));
    assertTrue(answer.toString(), answer.get("rejected").toString().contains("[timestamp]"));
  }

  /** What were deleted first would stay in the profile, with nothing left to find it by. */
  public void testWhatCannotBeTakenOutOfProfilesIsNotDeletedAndKeepsNobodyFromIt() {
    List<Catalog> all = List.of(Catalogs.named("alpha"), MOVIES, Catalogs.named("zeta"));
    for (Catalog catalog : all) {
      new CatalogStore(state()).put(catalog);
      service()
          .accept(
              catalog,
              List.of(
                  like("ann", "i1", "e1", now.get() - 30 * DAY),
                  like("ann", "i2", "e2", now.get())));
    }
    kept.set(TimeValue.timeValueHours(7 * 24));
    StatedInterests unreadable =
        (catalog, users) -> {
          if (catalog.equals("movies")) {
            throw new IllegalStateException("no shard");
          }
          return Map.of();
        };
    assertEquals(2, sweeper(updater(unreadable), true).sweep());
    assertEquals(2, stored("ann"));
    for (String swept : List.of("alpha", "zeta")) {
      assertEquals(swept, 1, new EventStore(state()).summary(swept, "ann").count());
      assertEquals(1, new ProfileStore(state()).get(swept, "ann").history().eventCount());
    }
    assertEquals("the next sweep finishes", 1, sweeper(true).sweep());
    assertEquals(1, stored("ann"));
    assertEquals(1, new ProfileStore(state()).get("movies", "ann").history().eventCount());
  }

  public void testEventsOfACatalogueThatIsGoneGoAsWell() {
    service().accept(MOVIES, List.of(like("ann", "i1", "e1", now.get())));
    client().prepareDelete(StateIndex.CATALOGS.name(), "movies").get();
    kept.set(TimeValue.timeValueSeconds(1));
    now.addAndGet(DAY);
    assertEquals(1, sweeper(true).sweep());
    assertEquals(0, stored("ann"));
  }
}
