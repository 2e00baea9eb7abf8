package org.chatrec.rest.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/** By a clock of its own: what is refused depends on how the queue moves and on nothing else. */
class QueueAdmissionTests {
  private static final int QUEUE = 100;
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final AtomicLong nanos = new AtomicLong(1);
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(QUEUE));
  private final QueueAdmission door = new QueueAdmission(pool, nanos::get);
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger ran = new AtomicInteger();

  @AfterEach
  void close() {
    release.countDown();
    pool.shutdownNow();
  }

  private void holdTheThread() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    door.execute(
        () -> {
          held.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        FOR_EVER);
    assertThat(held.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void workThatCanBeLeftUndoneIsNotQueuedBehindOthers() throws Exception {
    holdTheThread();
    door.whenIdle(ran::incrementAndGet); // next in turn, and nobody waits
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> door.whenIdle(ran::incrementAndGet));
  }

  @Test
  void withoutAQueueNothingIsRefused() throws Exception {
    assertThat(door.expectedWait()).isZero();
    holdTheThread();
    pass(Duration.ofHours(1));
    assertThat(door.expectedWait()).isZero();
    assertThatCode(() -> door.execute(ran::incrementAndGet, Duration.ZERO))
        .doesNotThrowAnyException();
  }

  @Test
  void aQueueThatStandsIsLongerForThoseWhoComeLater() throws Exception {
    holdTheThread();
    for (int i = 0; i < 10; i++) {
      door.execute(ran::incrementAndGet, FOR_EVER);
    }
    pass(Duration.ofSeconds(1));
    // the first has waited a second for its turn, and eleven would be before the next
    assertThat(door.expectedWait()).isEqualTo(Duration.ofSeconds(11));
    OpenSearchStatusException refused =
        catchThrowableOfType(
            OpenSearchStatusException.class,
            () -> door.execute(ran::incrementAndGet, Duration.ofSeconds(4)));
    assertThat(refused.status()).isEqualTo(RestStatus.TOO_MANY_REQUESTS);
    assertThat(refused.getHeader("Retry-After")).containsExactly("7");
    assertThatCode(() -> door.execute(ran::incrementAndGet, Duration.ofSeconds(12)))
        .doesNotThrowAnyException();
    release.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(ran).hasValue(11);
  }

  @Test
  void aFullQueueRefusesWithATimeToComeAgain() throws Exception {
    holdTheThread();
    for (int i = 0; i < QUEUE; i++) {
      door.execute(ran::incrementAndGet, FOR_EVER);
    }
    OpenSearchStatusException refused =
        catchThrowableOfType(
            OpenSearchStatusException.class, () -> door.execute(ran::incrementAndGet, FOR_EVER));
    assertThat(refused.status()).isEqualTo(RestStatus.TOO_MANY_REQUESTS);
    assertThat(refused.getHeader("Retry-After")).containsExactly("1");
  }

  @Test
  void nobodyIsToldToComeAgainInAnHour() {
    assertThat(QueueAdmission.busy(Duration.ofHours(2)).getHeader("Retry-After"))
        .containsExactly("60");
    assertThat(QueueAdmission.busy(Duration.ZERO).getHeader("Retry-After")).containsExactly("1");
  }
}
