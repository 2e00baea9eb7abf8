package org.chatrec.rest.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chatrec.catalog.Catalogs;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.retrieval.ItemSearch;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpClient;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** What a turn waits for ends with it, also where no answer ever comes. */
public class TurnDeadlineTests extends OpenSearchTestCase {

  private static final Deadline OVER = Deadline.after(Duration.ZERO);
  private static final Degraded NOT_STORED =
      new Degraded(Stage.FEEDBACK, DegradedReason.NOT_STORED);

  private final List<String> sent = new ArrayList<>();
  private ThreadPool threads;
  private NoOpClient silent;

  /** A cluster that never answers. */
  private final class Silent extends NoOpClient {
    Silent(ThreadPool threads) {
      super(threads);
    }

    @Override
    protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
        ActionType<R> action, Q request, ActionListener<R> listener) {
      sent.add(action.name());
    }
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    threads = new TestThreadPool(getTestName());
    silent = new Silent(threads);
  }

  @Override
  public void tearDown() throws Exception {
    ThreadPool.terminate(threads, 10, TimeUnit.SECONDS);
    super.tearDown();
  }

  public void testAnOpinionIsWaitedForNoLongerThanTheTurnLasts() {
    FeedbackRecorder feedback = new FeedbackRecorder(silent, OVER);
    Plan plan =
        new Plan(
            Intent.RECOMMEND,
            "",
            List.of(),
            List.of(),
            List.of(),
            5,
            List.of(),
            List.of(Preference.ofValue(true, "genres", "War"), Preference.ofItem(false, "i1")));

    List<Degraded> degraded =
        feedback.record(Catalogs.movies(), "ann", plan, "no war films", List.of());

    assertEquals(Collections.nCopies(2, NOT_STORED), degraded);
    assertEquals(
        List.of(NOT_STORED), feedback.forget(Catalogs.movies(), "ann", Preferences.NONE, "War"));
    assertEquals(3, sent.size());
  }

  public void testATitleIsWaitedForNoLongerThanTheTurnLasts() {
    CatalogTitles titles = new CatalogTitles(new ItemSearch(silent), Catalogs.movies(), OVER);

    expectThrows(OpenSearchTimeoutException.class, () -> titles.byTitle("Heat", 3));
  }

  public void testAQuestionBackNeedsTimeThatIsLeft() {
    assertFalse(AskBack.hasTime(left(299)));
    assertFalse(AskBack.hasTime(OVER));
    assertTrue(AskBack.hasTime(left(300)));
  }

  /** A clock that stands still. */
  private static Deadline left(long millis) {
    return Deadline.after(Duration.ofMillis(millis), () -> 0);
  }
}
