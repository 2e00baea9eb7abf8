package org.chatrec.people.profile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.privacy.Pseudonyms;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.chatrec.search.UserFacts;
import org.chatrec.search.UserInterests;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.index.seqno.SequenceNumbers;
import org.opensearch.plugins.Plugin;

public class ProfileStoreTests extends StateTestCase {

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(PeoplePlugin.class);
  }

  private ProfileStore store() {
    return new ProfileStore(state());
  }

  private Set<String> put(ProfileStore.Versioned... profiles) {
    state().ensure(StateIndex.PROFILES);
    return store().put(List.of(profiles));
  }

  private static UserProfile profile(String user, int events) {
    UserHistory history = UserHistory.EMPTY;
    for (int i = 0; i < events; i++) {
      history =
          history.fold(
              List.of(new UserEvent("e" + i, EventType.LIKE, "i" + i, null, null, 1_000 + i)));
    }
    Interest interest = new Interest(new float[] {0.6f, 0.8f}, 1, List.of("i0"));
    return new UserProfile(
        "movies", user, history, new InterestProfile(List.of(interest), List.of()));
  }

  private static ProfileStore.Versioned fresh(UserProfile profile) {
    return new ProfileStore.Versioned(
        profile, SequenceNumbers.UNASSIGNED_SEQ_NO, SequenceNumbers.UNASSIGNED_PRIMARY_TERM);
  }

  private ProfileStore.Versioned read(String user) {
    return store().get("movies", List.of(user)).get(user);
  }

  private UserInterests resolve(String catalog, String user) {
    return resolve(catalog, user, work -> fail("nothing was trained, and nobody stated anything"));
  }

  private UserInterests resolve(String catalog, String user, Executor pool) {
    PlainActionFuture<UserInterests> future = PlainActionFuture.newFuture();
    new ProfileInterestResolver(
            new CatalogIndices(state()),
            new People(client()),
            new Naming(
                UserFrom.REQUEST,
                new CallerName(client().threadPool().getThreadContext()),
                client(),
                Pseudonyms.NONE),
            new Wishes(
                new ValueIndexes(),
                (model, texts) -> texts.stream().map(text -> new float[] {1, 0}).toList()),
            (declared, checked) -> checked.onResponse(null),
            TestSamples.of(client(), state(), createTempDir()),
            pool)
        .user(catalog, user, future);
    return future.actionGet();
  }

  public void testStrangersAreUnknown() {
    assertFalse(store().get("movies", "u1").known());
    Map<String, ProfileStore.Versioned> found = store().get("movies", Set.of("u1", "u2"));
    assertEquals(Set.of("u1", "u2"), found.keySet());
    assertFalse(found.get("u1").profile().known());
    assertEquals("u2", found.get("u2").profile().userId());
  }

  private void says(String user, List<String> likes, List<String> dislikes, boolean optOut) {
    new PreferenceStore(state())
        .update("movies", user, before -> new Preferences(likes, dislikes, optOut));
  }

  public void testWhatIsStatedCountsBesideWhatWasLearned() {
    new CatalogStore(state()).put(Catalogs.movies());
    says("stranger", List.of("war"), List.of("horror"), false);
    UserInterests stranger = resolve("movies", "stranger", Runnable::run);
    assertTrue(stranger.known());
    assertEquals(1, stranger.content().interests().size());
    assertEquals(1, stranger.content().dislikes().size());

    put(fresh(profile("u1", 3)));
    assertEquals(1, resolve("movies", "u1").content().interests().size());
    says("u1", List.of("war", "peace"), List.of(), false);
    assertEquals(3, resolve("movies", "u1", Runnable::run).content().interests().size());
    UserInterests without =
        resolve(
            "movies",
            "u1",
            work -> {
              throw new RejectedExecutionException("full");
            });
    assertEquals("a full pool costs the wishes only", 1, without.content().interests().size());

    says("u1", List.of("war"), List.of(), true);
    assertFalse("who opted out is nobody", resolve("movies", "u1").known());
  }

  public void testWhatIsWrittenIsReadAtOnce() {
    assertEquals(Set.of(), put());
    assertEquals(Set.of(), put(fresh(profile("u1", 3)), fresh(profile("u2", 1))));
    assertEquals(profile("u1", 3).history(), store().get("movies", "u1").history());
    assertEquals(1, read("u2").profile().history().eventCount());
    assertFalse(store().get("songs", "u1").known());
  }

  public void testACreationLosesAgainstAnEarlierOne() {
    assertEquals(Set.of(), put(fresh(profile("u1", 1))));
    assertEquals(Set.of("u1"), put(fresh(profile("u1", 2)), fresh(profile("u2", 2))));
    assertEquals(1, read("u1").profile().history().eventCount());
    assertEquals(2, read("u2").profile().history().eventCount());
  }

  public void testAnUpdateLosesAgainstAnEarlierOne() {
    put(fresh(profile("u1", 1)));
    ProfileStore.Versioned seen = read("u1");
    ProfileStore.Versioned mine =
        new ProfileStore.Versioned(profile("u1", 2), seen.seqNo(), seen.primaryTerm());
    ProfileStore.Versioned theirs =
        new ProfileStore.Versioned(profile("u1", 3), seen.seqNo(), seen.primaryTerm());
    assertEquals(Set.of(), store().put(List.of(theirs)));
    assertEquals(Set.of("u1"), store().put(List.of(mine)));
    assertEquals(3, read("u1").profile().history().eventCount());
  }

  public void testOfManyWritersWithOneVersionOneWins() throws Exception {
    put(fresh(profile("u1", 1)));
    ProfileStore.Versioned seen = read("u1");
    List<Set<String>> conflicts =
        together(
            8,
            i ->
                () ->
                    store()
                        .put(
                            List.of(
                                new ProfileStore.Versioned(
                                    profile("u1", 2 + i), seen.seqNo(), seen.primaryTerm()))));
    assertEquals(1, conflicts.stream().filter(Set::isEmpty).count());
    assertEquals(7, conflicts.stream().filter(Set.of("u1")::equals).count());
  }

  public void testSearchesFindTheInterestsAtOnce() {
    expectThrows(ResourceNotFoundException.class, () -> resolve("movies", "u1"));
    new CatalogStore(state()).put(Catalogs.movies());
    assertFalse("no profile is stored at all", resolve("movies", "u1").known());
    put(fresh(profile("u1", 2)));
    UserInterests found = resolve("movies", "u1");
    assertTrue(found.known());
    assertEquals(new UserFacts(2, 2), found.facts());
    assertEquals(Catalogs.movies().signals(), found.catalog());
    assertArrayEquals(new float[] {0.6f, 0.8f}, found.content().interests().getFirst().vector(), 0);
    assertFalse(resolve("movies", "u2").known());
    assertFalse("nobody in particular", resolve("movies", null).known());
    expectThrows(ResourceNotFoundException.class, () -> resolve("songs", "u1"));
  }
}
