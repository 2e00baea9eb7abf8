package org.chatrec.rest.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.catalog.Catalogs;
import org.chatrec.rest.catalog.ItemReader;
import org.chatrec.rest.support.StateTestCase;
import org.chatrec.rest.support.StoredItems;

public class ProfileUpdaterTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();
  private static final long NOW = 2_000_000;

  private ProfileUpdater updater() {
    return new ProfileUpdater(
        new ProfileStore(state()),
        new ItemReader(
            StoredItems.vectors(Map.of("alien", List.of(1.0, 0.0), "musical", List.of(0.0, 1.0)))),
        new InterestProfiler(),
        () -> NOW);
  }

  private static UserEvent event(String id, EventType type, String item) {
    return new UserEvent(id, type, item, null, null, NOW);
  }

  private UserProfile stored(String user) {
    return new ProfileStore(state()).get("movies", user);
  }

  private long seqNo(String user) {
    return new ProfileStore(state()).get("movies", List.of(user)).get(user).seqNo();
  }

  public void testInterestsComeFromTheItemsVectors() {
    updater()
        .update(
            MOVIES,
            Map.of(
                "u1",
                ProfileUpdater.of(
                    List.of(
                        event("e1", EventType.LIKE, "alien"),
                        event("e2", EventType.DISLIKE, "musical"),
                        event("e3", EventType.LIKE, "gone")))));
    UserProfile profile = stored("u1");
    assertEquals(3, profile.history().eventCount());
    assertEquals(1, profile.interests().interests().size());
    assertArrayEquals(new float[] {1, 0}, profile.interests().interests().getFirst().vector(), 0);
    assertEquals(List.of("musical"), profile.interests().dislikes().getFirst().itemIds());
  }

  public void testWhatChangesNothingIsNotWritten() {
    ProfileUpdater updater = updater();
    Map<String, ProfileUpdater.Fold> folds =
        Map.of("u1", ProfileUpdater.of(List.of(event("e1", EventType.LIKE, "alien"))));
    updater.update(MOVIES, folds);
    long written = seqNo("u1");
    updater.update(MOVIES, folds);
    updater.update(MOVIES, Map.of());
    assertEquals(written, seqNo("u1"));
    assertEquals(1, stored("u1").history().eventCount());
  }

  /** The result is the same as if one had sent all events, one after the other. */
  public void testEightWritersOfOneUserLoseNothing() throws Exception {
    int threads = 8;
    int perThread = 40;
    ProfileUpdater updater = updater();
    List<UserEvent> all = new ArrayList<>();
    together(
        threads,
        thread -> {
          List<UserEvent> mine = new ArrayList<>();
          for (int i = 0; i < perThread; i++) {
            EventType type = i % 2 == 0 ? EventType.CLICK : EventType.VIEW;
            mine.add(event("e" + thread + "-" + i, type, "item" + i % 5));
          }
          all.addAll(mine);
          return () -> {
            for (UserEvent event : mine) {
              updater.update(MOVIES, Map.of("u1", ProfileUpdater.of(List.of(event))));
            }
            return thread;
          };
        });
    UserHistory history = stored("u1").history();
    UserHistory expected = UserHistory.EMPTY.fold(all);
    assertEquals((long) threads * perThread, history.eventCount());
    assertEquals((long) threads * perThread, updater.writes());
    assertEquals(expected.items(), history.items());
    assertEquals(
        threads * perThread, history.items().stream().mapToInt(ItemPreference::events).sum());
  }
}
