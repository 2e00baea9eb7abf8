package org.chatrec.people.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.ranking.collaborative.AlsSettings;
import org.chatrec.ranking.collaborative.UserFolding;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

public class TrainingTests extends StateTestCase {

  private static final Catalog MOVIES = Catalogs.movies();
  private static final AlsSettings SETTINGS = new AlsSettings(2, 1, 2, 0.5, 3, 42);

  private final AtomicLong now = new AtomicLong(1_700_000_000_000L);

  private ModelStore store() {
    return new ModelStore(state());
  }

  private Training begin(ModelStore store) {
    return Training.begin(store, state(), MOVIES, now::get);
  }

  private static UserFolding folding(double longest) {
    return new UserFolding(SETTINGS, new double[] {1.5, 0.1, 0.1, 2.5}, longest);
  }

  private static void assertConflict(ThrowingRunnable training) {
    OpenSearchStatusException refused =
        expectThrows(OpenSearchStatusException.class, training::run);
    assertEquals(RestStatus.CONFLICT, refused.status());
    assertTrue(refused.getMessage(), refused.getMessage().contains("[movies]"));
  }

  /** Like the test framework's own, without its Throwable. */
  private interface ThrowingRunnable {
    void run();
  }

  public void testNothingIsUsedBeforeItIsPublishedNorWhileTheNextOneIsWritten() {
    ModelStore store = store();
    long first;
    assertNull("no index at all", store.of(MOVIES));
    try (Training training = begin(store)) {
      assertNull(store.of(MOVIES));
      first = training.beginWriting(folding(3));
      assertNull(store.of(MOVIES));
      training.publish(Map.of("items", 7));
    }
    assertEquals(first, store.of(MOVIES).generation());
    assertEquals(3, store.of(MOVIES).folding().longest(), 0);
    assertEquals(Map.of("items", 7), store.state("movies").figures());
    assertArrayEquals(new double[] {1.5, 0.1, 0.1, 2.5}, store.of(MOVIES).folding().gram(), 0);
    assertEquals(SETTINGS, store.of(MOVIES).folding().settings());
    long second;
    try (Training again = begin(store)) {
      assertEquals("reading events disturbs nobody", first, store.of(MOVIES).generation());
      second = again.beginWriting(folding(4));
      assertNull(store.of(MOVIES));
    } // it ended without being published: half of the items may be written
    assertNull(store.of(MOVIES));
    try (Training third = begin(store)) {
      assertTrue(second > first);
      assertTrue("the clock stands still", third.beginWriting(folding(5)) > second);
      third.publish(Map.of());
    }
    assertEquals(5, store.of(MOVIES).folding().longest(), 0);
    assertEquals("another node", 5, store().of(MOVIES).folding().longest(), 0);
  }

  /**
   * What is left of earlier trainings in items and profiles must not be taken for a later one's.
   */
  public void testGenerationsNeverBeginAnew() {
    Set<Long> generations = new HashSet<>();
    for (int loss = 0; loss < 5; loss++) {
      for (int i = 0; i < 3; i++) {
        now.addAndGet(1);
        try (Training training = begin(store())) {
          long generation = training.beginWriting(folding(1));
          assertTrue("seen before: " + generation, generations.add(generation));
          assertTrue("exact in every JSON", generation < 1L << 53);
          training.publish(Map.of());
          assertEquals(generation, store().of(MOVIES).generation());
        }
      }
      removeState();
      assertNull(store().of(MOVIES));
    }
  }

  public void testAnotherIndexOrFieldIsNotServed() {
    try (Training training = begin(store())) {
      training.beginWriting(folding(3));
      training.publish(Map.of());
    }
    ModelState trained = store().state("movies");
    assertTrue(trained.serves(MOVIES));
    assertFalse(trained.serves(Catalogs.named("songs")));
    assertNull(store().of(Catalogs.named("songs")));
  }

  public void testOneTrainsAtATime() {
    try (Training first = begin(store())) {
      assertConflict(() -> begin(store()));
      first.beginWriting(folding(1));
      assertConflict(() -> begin(store()));
      now.addAndGet(100_000);
      first.renew();
      now.addAndGet(100_000);
      assertConflict(() -> begin(store()));
    }
    begin(store()).close();
  }

  public void testOfManyThatBeginTogetherOneTrains() throws Exception {
    begin(store()).close();
    List<Boolean> began =
        together(
            8,
            thread ->
                () -> {
                  try {
                    begin(store());
                    return true;
                  } catch (OpenSearchStatusException e) {
                    assertEquals(RestStatus.CONFLICT, e.status());
                    return false;
                  }
                });
    assertEquals(1, began.stream().filter(won -> won).count());
  }

  public void testWhoWasAwayForTooLongCanChangeNothingAnyMore() {
    Training slow = begin(store());
    slow.beginWriting(folding(1));
    now.addAndGet(121_000);
    try (Training next = begin(store())) {
      assertConflict(slow::renew);
      assertConflict(() -> slow.publish(Map.of()));
      slow.close();
      assertTrue(next.beginWriting(folding(2)) > 1);
      next.publish(Map.of());
    }
    assertEquals(2, store().of(MOVIES).folding().longest(), 0);
  }

  public void testALeaseEndsWithItsNode() {
    ModelStore store = store();
    begin(store).close();
    ModelStore.Versioned read = store.versioned("movies");
    ModelState.Lease gone = new ModelState.Lease("a-node-that-is-no-more", now.get());
    assertNotNull(store.replace("movies", read, read.state().with(gone)));
    begin(store).close();
  }
}
