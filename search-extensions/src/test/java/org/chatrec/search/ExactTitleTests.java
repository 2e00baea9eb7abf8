package org.chatrec.search;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.chatrec.ranking.profile.InterestProfile;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpClient;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** What titles are is tested with a node in {@link SearchTests}; here is what goes wrong. */
public class ExactTitleTests extends OpenSearchTestCase {

  private static final Map<String, Double> UNSAID = Map.of();

  private ThreadPool threads;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    threads = new TestThreadPool(getTestName());
  }

  @Override
  public void tearDown() throws Exception {
    assertTrue(ThreadPool.terminate(threads, 30, TimeUnit.SECONDS));
    super.tearDown();
  }

  /** A client that leaves every request to the given reaction. */
  private NoOpClient client(Consumer<ActionListener<?>> reaction) {
    return new NoOpClient(threads) {
      @Override
      protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
          ActionType<R> action, Q request, ActionListener<R> listener) {
        reaction.accept(listener);
      }
    };
  }

  private double named(Map<String, Double> weights, String words, Consumer<ActionListener<?>> to) {
    PlainActionFuture<Double> named = PlainActionFuture.newFuture();
    new ExactTitle(client(to)).named(KnownUsers.withTitles("items"), weights, words, named);
    return named.actionGet(TimeValue.timeValueSeconds(60));
  }

  public void testASearchWithoutAnswerIsNotWaitedFor() {
    assertEquals(0, named(UNSAID, "blade runner", listener -> {}), 0);
    assertEquals(0.5, named(UNSAID, "headphones WH1000XM5", listener -> {}), 0);
  }

  public void testAFailedSearchIsNoTitle() {
    assertEquals(
        0,
        named(UNSAID, "blade runner", listener -> listener.onFailure(new SecurityException("no"))),
        0);
  }

  public void testNothingIsLookedUpWhereItCouldChangeNothing() {
    Map<String, Double> weighed = Map.of("content", 0.2, "collaborative", 0.0);
    assertEquals(0, named(weighed, "blade runner", ExactTitleTests::fail), 0);
    assertEquals(1, named(UNSAID, "\"blade runner\"", ExactTitleTests::fail), 0);
    assertEquals(0, named(UNSAID, "heist", ExactTitleTests::fail), 0);
    PlainActionFuture<Double> nobody = PlainActionFuture.newFuture();
    UserInterests stranger =
        new UserInterests(KnownUsers.withTitles("items").catalog(), InterestProfile.EMPTY, false);
    new ExactTitle(client(ExactTitleTests::fail)).named(stranger, UNSAID, "blade runner", nobody);
    assertEquals(0, nobody.actionGet(), 0);
  }

  private static void fail(ActionListener<?> unwanted) {
    throw new AssertionError("titles were looked up");
  }

  public void testTitlesHaveTwoWordsAndNoMoreThanTitlesHave() {
    for (String title : new String[] {"blade runner", "Don't look up", "se7en: again", "2001 a"}) {
      assertTrue(title, ExactTitle.mayBe(title));
    }
    for (String text :
        new String[] {"", " ", "...", "heist", "word ".repeat(25), "a " + "b".repeat(400)}) {
      assertFalse(text, ExactTitle.mayBe(text));
    }
  }

  public void testCaseAndPunctuationDoNotCount() {
    assertEquals("don t look up", ExactTitle.normalised("  DON'T look, up! "));
    assertEquals("amélie et moi 2", ExactTitle.normalised("Amélie (et moi) 2"));
    assertEquals("", ExactTitle.normalised("!?"));
  }
}
