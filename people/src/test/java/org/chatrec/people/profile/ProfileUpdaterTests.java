package org.chatrec.people.profile;

import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.catalog.support.StoredItems;
import org.chatrec.people.model.FoldIn;
import org.chatrec.people.model.FoldIns;
import org.chatrec.people.preferences.StatedInterests;
import org.chatrec.ranking.collaborative.AlsSettings;
import org.chatrec.ranking.collaborative.UserFolding;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.NoShardAvailableActionException;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.get.MultiGetResponse;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.rest.RestStatus;

public class ProfileUpdaterTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();
  private static final long NOW = 2_000_000;

  private ProfileUpdater updater() {
    return new ProfileUpdater(
        new ProfileStore(state()),
        new ItemReader(
            StoredItems.vectors(Map.of("alien", List.of(1.0, 0.0), "musical", List.of(0.0, 1.0)))),
        new InterestProfiler());
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

  private static final UserFolding FOLDING =
      new UserFolding(new AlsSettings(2, 1, 2, 0.5, 3, 42), new double[] {2, 0, 0, 2}, 1);

  private final AtomicReference<FoldIn> trained = new AtomicReference<>();

  /** "old" kept the vector of the training before: it was indexed anew while this one wrote. */
  private ProfileUpdater trainedUpdater() {
    Map<String, Map<String, Object>> items =
        Map.of(
            "alien", item(1, List.of(1.0, 0.0, 0.0)),
            "musical", item(1, List.of(0.0, 1.0, 0.0)),
            "old", item(0, List.of(0.0, 1.0, 0.0)));
    return new ProfileUpdater(
        new ProfileStore(state()),
        new ItemReader(new StoredItems(items)),
        new InterestProfiler(),
        catalog -> trained.get(),
        StoredEvents.NONE,
        StatedInterests.NONE);
  }

  private static Map<String, Object> item(int generation, List<Double> vector) {
    return Map.of(
        "item_vector", List.of(1.0, 0.0),
        "cf_vector", vector,
        "cf_vector_meta", Map.of("generation", generation));
  }

  private void like(String... items) {
    List<UserEvent> events = new ArrayList<>();
    for (String item : items) {
      events.add(event("like-" + item, EventType.LIKE, item));
    }
    trainedUpdater().update(MOVIES, Map.of("u1", ProfileUpdater.of(events)));
  }

  private float[] taste() {
    return trainedUpdater().current(MOVIES, "u1").taste().vector();
  }

  public void testATasteIsThereAtOnceAndOfItemsOfItsGenerationAlone() {
    trained.set(new FoldIn(1, FOLDING));
    like("alien", "old");
    assertArrayEquals(new float[] {1, 0, 0}, taste(), 1e-6f);
    like("musical");
    float[] both = taste();
    assertEquals(both[0], both[1], 1e-6f);
    assertEquals(0, both[2], 0);
    trainedUpdater()
        .update(
            MOVIES,
            Map.of("u1", ProfileUpdater.of(List.of(event("no", EventType.DISLIKE, "musical")))));
    assertArrayEquals("what is disliked is no part", new float[] {1, 0, 0}, taste(), 1e-6f);
  }

  public void testAfterATrainingTheTasteIsFoundAnewAndKept() {
    like("alien");
    assertNull("nothing was trained", trainedUpdater().current(MOVIES, "u1").taste());
    assertNull(stored("u1").taste());
    trained.set(new FoldIn(1, FOLDING));
    assertArrayEquals(new float[] {1, 0, 0}, taste(), 1e-6f);
    assertEquals(1, stored("u1").taste().generation());
    long written = seqNo("u1");
    taste();
    assertEquals("once", written, seqNo("u1"));
    assertEquals(1, stored("u1").history().eventCount());
    trained.set(null); // vectors are being written
    assertNull(trainedUpdater().current(MOVIES, "u1").taste());
    trained.set(new FoldIn(2, FOLDING));
    assertTrue("no item of the profile has a vector of it", taste().length == 0);
    written = seqNo("u1");
    taste();
    assertEquals("and that is kept, too", written, seqNo("u1"));
  }

  public void testAnEventWhileVectorsAreWrittenLeavesNoTasteOfEarlierItems() {
    trained.set(new FoldIn(1, FOLDING));
    like("alien");
    trained.set(null);
    like("musical");
    assertNull(stored("u1").taste());
    trained.set(new FoldIn(1, FOLDING));
    float[] both = taste();
    assertEquals(both[0], both[1], 1e-6f);
  }

  /** Only the interests wait: what was done counts, and nothing that was known is lost. */
  public void testWhatIsDueIsFoundByTheNextRead() {
    updater().update(MOVIES, Map.of("u1", ProfileUpdater.of(List.of(liking("musical")))));
    Set<String> waiting =
        dark().update(MOVIES, Map.of("u1", ProfileUpdater.of(List.of(liking("alien")))));
    assertEquals(Set.of("u1"), waiting);
    assertEquals(2, stored("u1").history().items().size());
    long written = seqNo("u1");
    UserProfile known = dark().current(MOVIES, "u1");
    assertEquals(List.of("musical"), known.interests().interests().getFirst().itemIds());
    assertEquals("a read writes nothing poorer", written, seqNo("u1"));
    assertEquals(Set.of("u1"), dark().update(MOVIES, Map.of("u1", before -> before)));
    assertEquals("nor does an event that changes nothing", written, seqNo("u1"));

    assertEquals(2, updater().current(MOVIES, "u1").interests().interests().size());
    assertEquals(UserProfile.Standing.CURRENT, stored("u1").standing());
    assertEquals(2, stored("u1").interests().interests().size());
  }

  /** A read of a user whose taste is stale while the items are away takes no interest away. */
  public void testAReadAfterATrainingLeavesInterestsAlone() {
    trained.set(new FoldIn(1, FOLDING));
    like("alien", "musical");
    long written = seqNo("u1");
    trained.set(new FoldIn(2, FOLDING));
    ProfileUpdater dark =
        new ProfileUpdater(
            new ProfileStore(state()),
            new ItemReader(ProfileUpdaterTests::unreadable),
            new InterestProfiler(),
            catalog -> trained.get(),
            StoredEvents.NONE,
            StatedInterests.NONE);
    UserProfile found = dark.current(MOVIES, "u1");
    assertEquals(1, found.interests().interests().size());
    assertNull("not of this training", found.taste());
    assertEquals(written, seqNo("u1"));
  }

  /** A full disk: what is found is used, and found again the next time. */
  public void testWhatCannotBeWrittenIsUsedAllTheSame() {
    like("alien");
    trained.set(new FoldIn(1, FOLDING));
    block(true);
    assertArrayEquals(new float[] {1, 0, 0}, taste(), 1e-6f);
    block(false);
    assertNull(stored("u1").taste());
    assertArrayEquals(new float[] {1, 0, 0}, taste(), 1e-6f);
    assertEquals(1, stored("u1").taste().generation());
  }

  private void block(boolean on) {
    String setting = "index.blocks.read_only_allow_delete";
    assertAcked(
        client()
            .admin()
            .indices()
            .prepareUpdateSettings(StateIndex.PROFILES.name())
            .setSettings(Settings.builder().put(setting, on ? "true" : null)));
  }

  /** Without the model's state nobody is folded in, and events are learned from. */
  public void testAModelThatCannotBeReadIsNoReasonToForget() {
    ProfileUpdater updater =
        new ProfileUpdater(
            new ProfileStore(state()),
            new ItemReader(StoredItems.vectors(Map.of("alien", List.of(1.0, 0.0)))),
            new InterestProfiler(),
            catalog -> {
              throw new OpenSearchStatusException("closed", RestStatus.SERVICE_UNAVAILABLE);
            },
            StoredEvents.NONE,
            StatedInterests.NONE);
    assertEquals(
        Set.of(),
        updater.update(MOVIES, Map.of("u1", ProfileUpdater.of(List.of(liking("alien"))))));
    assertEquals(1, updater.current(MOVIES, "u1").interests().interests().size());
  }

  private ProfileUpdater dark() {
    return new ProfileUpdater(
        new ProfileStore(state()),
        new ItemReader(ProfileUpdaterTests::unreadable),
        new InterestProfiler());
  }

  private static MultiGetResponse unreadable(MultiGetRequest request) {
    return new MultiGetResponse(
        request.getItems().stream()
            .map(
                item ->
                    new MultiGetItemResponse(
                        null,
                        new MultiGetResponse.Failure(
                            item.index(),
                            item.id(),
                            new NoShardAvailableActionException(null, "restarting"))))
            .toArray(MultiGetItemResponse[]::new));
  }

  private static UserEvent liking(String item) {
    return event("like-" + item, EventType.LIKE, item);
  }

  /** What the first format wrote is made anew of the stored events when it is next used. */
  public void testAProfileOfTheFirstFormatIsMadeAnewOfItsEvents() {
    List<UserEvent> events =
        List.of(event("e1", EventType.VIEW, "alien"), event("e2", EventType.LIKE, "musical"));
    storeFirstFormat(3);
    UserProfile found = migrating(events, 3).current(MOVIES, "u42");
    assertEquals(UserHistory.EMPTY.fold(events), found.history());
    assertEquals(found.history(), stored("u42").history());
    assertEquals(UserProfile.Standing.CURRENT, stored("u42").standing());
    assertEquals(2, stored("u42").interests().interests().size());

    storeFirstFormat(3);
    migrating(events, 3).update(MOVIES, Map.of("u42", ProfileUpdater.of(List.of(liking("alien")))));
    List<UserEvent> all = new ArrayList<>(events);
    all.add(liking("alien"));
    assertEquals(UserHistory.EMPTY.fold(all), stored("u42").history());
  }

  /** Where events are gone that the first format knew of, what they said of their items stays. */
  public void testWhatTheFirstFormatKnewOfLostEventsStays() {
    storeFirstFormat(3);
    UserProfile found =
        migrating(List.of(event("e1", EventType.LIKE, "alien")), 1).current(MOVIES, "u42");
    assertEquals(
        Set.of("i1", "alien"),
        found.history().items().stream().map(ItemPreference::itemId).collect(Collectors.toSet()));
    assertEquals(found.history(), stored("u42").history());
    assertEquals(1, stored("u42").interests().interests().size());
  }

  private void storeFirstFormat(int events) {
    state().ensure(StateIndex.PROFILES);
    client()
        .prepareIndex(StateIndex.PROFILES.name())
        .setId(ProfileStore.id("movies", "u42"))
        .setSource(
            ProfileCodecTests.FIRST_FORMAT.replace("\"events\":3", "\"events\":" + events),
            XContentType.JSON)
        .get();
    assertEquals(UserProfile.Standing.OUTDATED, stored("u42").standing());
  }

  private ProfileUpdater migrating(List<UserEvent> events, long count) {
    return new ProfileUpdater(
        new ProfileStore(state()),
        new ItemReader(
            StoredItems.vectors(Map.of("alien", List.of(1.0, 0.0), "musical", List.of(0.0, 1.0)))),
        new InterestProfiler(),
        FoldIns.NONE,
        new StoredEvents() {
          @Override
          public long visit(String catalog, String user, Consumer<List<UserEvent>> page) {
            events.forEach(event -> page.accept(List.of(event)));
            return count;
          }

          @Override
          public Summary summary(String catalog, String user) {
            return new Summary(count, 0);
          }
        },
        StatedInterests.NONE);
  }

  public void testStrangersAreNotWritten() {
    trained.set(new FoldIn(1, FOLDING));
    assertFalse(trainedUpdater().current(MOVIES, "nobody").known());
    assertFalse(stored("nobody").known());
  }

  /** The strongest 200 of 500 remembered of 3,000 items: reads and time are bounded. */
  public void testAHugeHistoryIsFoldedInByItsStrongestItems() {
    trained.set(new FoldIn(1, FOLDING));
    List<UserEvent> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      events.add(event("e" + i, EventType.VIEW, "item" + i));
    }
    events.add(event("like", EventType.LIKE, "alien"));
    AtomicInteger read = new AtomicInteger();
    ProfileUpdater updater =
        new ProfileUpdater(
            new ProfileStore(state()),
            new ItemReader(
                request -> {
                  read.addAndGet(request.getItems().size());
                  return new StoredItems(Map.of("alien", item(1, List.of(1.0, 0.0, 0.0))))
                      .call(request);
                }),
            new InterestProfiler(),
            catalog -> trained.get(),
            StoredEvents.NONE,
            StatedInterests.NONE);
    updater.update(MOVIES, Map.of("u1", ProfileUpdater.of(events)));
    assertEquals(200, read.get());
    assertArrayEquals(new float[] {1, 0, 0}, stored("u1").taste().vector(), 1e-6f);
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
