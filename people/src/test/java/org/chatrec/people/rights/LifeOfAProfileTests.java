package org.chatrec.people.rights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.people.events.EventForgetter;
import org.chatrec.people.events.EventService;
import org.chatrec.people.events.EventStore;
import org.chatrec.people.model.FoldIns;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.privacy.UserEraser;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.sessions.SessionAge;
import org.chatrec.people.sessions.SessionStore;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.StatedInterest;
import org.junit.Before;
import org.opensearch.common.unit.TimeValue;

/**
 * Lives that end alike: in one catalogue events come in any order, in bulks and loads, more than
 * once, in the names of visitors who log in later, some are forgotten, and the person says
 * something of an interest in between; in the other only what is left of them comes, one by one.
 * Both profiles are the same, byte for byte.
 */
public class LifeOfAProfileTests extends StateTestCase {

  private static final Catalog LIVED = Catalogs.movies();
  private static final Catalog TOLD = Catalogs.named("songs");
  private static final long NOW = 1_700_000_000_000L;
  private static final int LIVES = 12;
  private static final int EVENTS = 45;

  /** More people than these at once are a load. */
  private static final int CROWD = 40;

  private static final List<EventType> TYPES =
      List.of(
          EventType.VIEW,
          EventType.CLICK,
          EventType.ADD_TO_CART,
          EventType.REMOVE_FROM_CART,
          EventType.PURCHASE,
          EventType.RETURN,
          EventType.LIKE,
          EventType.DISLIKE,
          EventType.DISMISS,
          EventType.UNDO,
          EventType.RATING,
          EventType.RATING,
          EventType.IMPRESSION);

  @Before
  public void declare() {
    new CatalogStore(state()).put(LIVED);
    new CatalogStore(state()).put(TOLD);
  }

  private ProfileUpdater updater() {
    Map<String, List<Double>> vectors = new HashMap<>();
    for (int i = 0; i < 7; i++) {
      vectors.put("i" + i, List.of(Math.cos(i), Math.sin(i)));
    }
    return new ProfileUpdater(
        new ProfileStore(state()),
        new ItemReader(StoredItems.vectors(vectors)::call),
        new InterestProfiler(),
        FoldIns.NONE,
        new EventStore(state()),
        new PreferenceStore(state()));
  }

  private EventService service() {
    return new EventService(new EventStore(state()), updater(), () -> NOW);
  }

  private static Map<String, Object> event(Random random, String id, String user) {
    EventType type = TYPES.get(random.nextInt(TYPES.size()));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event_id", id);
    event.put("user_id", user);
    event.put("item_id", "i" + random.nextInt(8)); // the last of which is not there
    event.put("type", type.wireName());
    event.put("timestamp", NOW - 1_000L * random.nextInt(12)); // several at one time
    if (type == EventType.RATING) {
      event.put("value", 1 + random.nextInt(5));
    }
    if (random.nextBoolean()) {
      event.put("session_id", "visit" + random.nextInt(3));
    }
    return event;
  }

  private void states(Catalog catalog, String user, StatedInterest said) {
    Object unused =
        new PreferenceStore(state()).update(catalog.name(), user, before -> before.said(said));
    updater().restate(catalog, user);
  }

  private void logsIn(String visitor, String user) {
    SessionStore sessions =
        new SessionStore(state(), new SessionAge(() -> NOW, () -> TimeValue.timeValueHours(1)));
    Object unused =
        new UserMerger(
                new EventStore(state()),
                updater(),
                new PreferenceStore(state()),
                sessions,
                new UserEraser(state()))
            .merge(LIVED, visitor, user);
  }

  /** As one request, now and then as a load: with the events of a crowd. */
  private void send(Random random, String life, List<Map<String, Object>> events) {
    List<Map<String, Object>> bulk = new ArrayList<>(events);
    if (random.nextInt(3) == 0) {
      for (int n = 0; n < CROWD; n++) {
        bulk.add(event(random, life + "-crowd-" + n, life + "-one-of-" + n));
      }
    }
    service().accept(LIVED, bulk);
  }

  private Map<String, Object> stored(Catalog catalog, String user) {
    Object unused = updater().current(catalog, user); // finds what a load has left to the next read
    Map<String, Object> source =
        new LinkedHashMap<>(new ProfileStore(state()).source(catalog.name(), user));
    source.remove("catalog");
    return source;
  }

  private void live(Random random, String life) {
    String user = life + "-ann";
    List<String> visitors = List.of(life + "-anon-0", life + "-anon-1");
    List<Map<String, Object>> events = new ArrayList<>();
    for (int n = 0; n < EVENTS; n++) {
      int who = random.nextInt(visitors.size() + 2);
      String name = who < visitors.size() ? visitors.get(who) : user;
      events.add(event(random, life + "-e" + n, name));
    }
    StatedInterest said =
        new StatedInterest(List.of("i1", "i2"), random.nextBoolean(), true, null, NOW);
    List<Map<String, Object>> left = new ArrayList<>(events);

    int logins = events.size() / 2 + random.nextInt(events.size() / 2);
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(9));
      List<Map<String, Object>> bulk = new ArrayList<>(events.subList(from, to));
      bulk.add(events.get(random.nextInt(to))); // once more
      Collections.shuffle(bulk, random);
      send(random, life, bulk);
      if (from <= logins && logins < to) {
        visitors.forEach(visitor -> logsIn(visitor, user));
        states(LIVED, user, said);
      }
      from = to;
    }
    visitors.forEach(visitor -> logsIn(visitor, user)); // what came in the old names since
    for (int n = 0; n < 9; n++) {
      Map<String, Object> gone = left.remove(random.nextInt(left.size()));
      Object unused =
          new EventForgetter(new EventStore(state()), updater())
              .forget(LIVED, user, (String) gone.get("event_id"));
    }

    states(TOLD, user, said);
    Collections.shuffle(left, random);
    for (Map<String, Object> event : left) {
      Map<String, Object> told = new LinkedHashMap<>(event);
      told.put("user_id", user);
      service().accept(TOLD, List.of(told));
    }
    assertEquals(life, stored(TOLD, user), stored(LIVED, user));
    visitors.forEach(visitor -> assertEquals(Map.of(), stored(LIVED, visitor)));
  }

  public void testWhateverHappenedAProfileIsWhatItsEventsMakeOfIt() {
    for (int n = 0; n < LIVES; n++) {
      live(new Random(random().nextLong()), "life" + n);
    }
  }
}
