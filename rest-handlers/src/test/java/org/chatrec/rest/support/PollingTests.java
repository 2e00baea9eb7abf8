package org.chatrec.rest.support;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.FixedExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

public class PollingTests extends OpenSearchTestCase {

  /** One thread, and no queue: takes one task in all its life. */
  private static final String POOL = "small";

  private static final TimeValue PATIENCE = TimeValue.timeValueSeconds(60);

  private final CountDownLatch release = new CountDownLatch(1);
  private ThreadPool threads;

  @Before
  public void startThreads() {
    threads =
        new TestThreadPool(
            getTestName(), new FixedExecutorBuilder(Settings.EMPTY, POOL, 1, 0, POOL));
  }

  @After
  public void stopThreads() {
    release.countDown();
    assertTrue(ThreadPool.terminate(threads, 60, TimeUnit.SECONDS));
  }

  public void testLooksUntilThereIsAnAnswer() {
    AtomicInteger looks = new AtomicInteger();
    PlainActionFuture<String> answer = PlainActionFuture.newFuture();
    Polling.begin(
        threads,
        ThreadPool.Names.GENERIC,
        () -> looks.incrementAndGet() < 4 ? Optional.empty() : Optional.of("there"),
        answer);
    assertEquals("there", answer.actionGet(PATIENCE));
    assertEquals(4, looks.get());
  }

  public void testAFailureOfALookIsTheAnswer() {
    PlainActionFuture<String> answer = PlainActionFuture.newFuture();
    Polling.begin(
        threads,
        POOL,
        () -> {
          throw new IllegalArgumentException("no such session");
        },
        answer);
    assertEquals(
        "no such session",
        expectThrows(IllegalArgumentException.class, () -> answer.actionGet(PATIENCE))
            .getMessage());
  }

  /** The pool is full when the pause is over: who waits hears of it, and does not wait for ever. */
  public void testAPoolThatHasNoRoomLaterIsAnAnswerToo() {
    AtomicInteger looks = new AtomicInteger();
    PlainActionFuture<String> answer = PlainActionFuture.newFuture();
    Polling.begin(
        threads,
        POOL,
        () -> {
          looks.incrementAndGet();
          return Optional.empty();
        },
        answer);
    expectThrows(OpenSearchRejectedExecutionException.class, () -> answer.actionGet(PATIENCE));
    assertEquals("it was the second look that found no room", 1, looks.get());
  }

  public void testAPoolThatHasNoRoomNowIsAnAnswerToo() {
    threads.executor(POOL).execute(this::waitForTheEnd);
    PlainActionFuture<String> answer = PlainActionFuture.newFuture();
    Polling.begin(threads, POOL, Optional::empty, answer);
    expectThrows(OpenSearchRejectedExecutionException.class, () -> answer.actionGet(PATIENCE));
  }

  private void waitForTheEnd() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
