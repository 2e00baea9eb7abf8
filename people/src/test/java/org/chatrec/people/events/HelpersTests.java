package org.chatrec.people.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HelpersTests {

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final AtomicInteger ran = new AtomicInteger();

  @AfterEach
  void close() {
    pool.shutdownNow();
  }

  private List<Runnable> pieces(int count) {
    return IntStream.range(0, count).<Runnable>mapToObj(i -> ran::incrementAndGet).toList();
  }

  @Test
  void everyPieceRunsOnceWhoeverHelps() {
    new Helpers(pool, 2).run(pieces(1_000));
    assertThat(ran).hasValue(1_000);
  }

  @Test
  void nothingToDoEnds() {
    new Helpers(pool, 2).run(List.of());
    assertThat(ran).hasValue(0);
  }

  @Test
  void helpersWorkAtTheSameTime() {
    CyclicBarrier allThree = new CyclicBarrier(3); // would wait for ever with fewer threads
    new Helpers(pool, 2)
        .run(List.of(() -> await(allThree), () -> await(allThree), () -> await(allThree)));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      int unused = barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refusedHelpersAreDoneWithout() {
    Executor busy =
        work -> {
          throw new RejectedExecutionException("busy");
        };
    new Helpers(busy, 2).run(pieces(10));
    assertThat(ran).hasValue(10);
  }

  @Test
  void whoNeverComesIsNotWaitedForAndFindsNothingToDoLater() {
    List<Runnable> asked = new ArrayList<>();
    new Helpers(asked::add, 2).run(pieces(10));
    assertThat(ran).hasValue(10);
    assertThat(asked).hasSize(2);
    asked.forEach(Runnable::run);
    assertThat(ran).hasValue(10);
  }

  @Test
  void whoHasBegunIsWaitedFor() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    Runnable piece =
        () -> {
          begun.countDown();
          try {
            begun.await(); // both are at it
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          ran.incrementAndGet();
        };
    new Helpers(pool, 1).run(List.of(piece, piece));
    assertThat(ran).hasValue(2);
  }

  @Test
  void aFailureEndsTheWorkAndIsThrownByWhoeverHadIt() {
    List<Runnable> pieces = new ArrayList<>(pieces(3));
    pieces.add(
        () -> {
          throw new IllegalStateException("full");
        });
    pieces.addAll(pieces(3));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Helpers.NONE.run(pieces))
        .withMessage("full");
    assertThat(ran).hasValue(3);
  }

  @Test
  void aFailureOfAHelperIsThrownByWhoeverHadTheWork() {
    CyclicBarrier both = new CyclicBarrier(2);
    Runnable piece =
        () -> {
          await(both);
          throw new IllegalStateException("full");
        };
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> new Helpers(pool, 1).run(List.of(piece, piece)))
        .withMessage("full")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }
}
