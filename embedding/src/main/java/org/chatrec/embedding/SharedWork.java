package org.chatrec.embedding;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists of numbered jobs, each done by the thread that brings it and by whoever comes to help. A
 * caller never waits for a helper to start, so a full or busy pool only means that it does more
 * itself, and waiting inside a pool cannot deadlock it. Helpers are called only while fewer are at
 * work than there is room for: more would do nothing but take places in the pool's queue from the
 * next callers.
 */
final class SharedWork {
  private final int room;
  private final Executor pool;
  private final AtomicInteger atWork = new AtomicInteger();

  /**
   * Shared by all calls.
   *
   * @param room callers and helpers that can work at once
   * @param pool where helpers come from; may refuse
   */
  SharedWork(int room, Executor pool) {
    this.room = room;
    this.pool = pool;
  }

  /** Returns when all jobs are done; if one threw, a CompletionException with its cause. */
  void run(int jobs, IntConsumer job) {
    if (jobs == 0) {
      return;
    }
    Call call = new Call(jobs, job);
    atWork.incrementAndGet();
    try {
      callHelpers(jobs - 1, call);
      call.work();
    } finally {
      atWork.decrementAndGet();
    }
    call.done.join();
  }

  private void callHelpers(int most, Call call) {
    for (int i = 0; i < most && takePlace(); i++) {
      try {
        pool.execute(() -> help(call));
      } catch (RejectedExecutionException poolIsFull) {
        atWork.decrementAndGet();
        return;
      }
    }
  }

  private boolean takePlace() {
    return atWork.getAndUpdate(now -> now < room ? now + 1 : now) < room;
  }

  private void help(Call call) {
    try {
      call.work();
    } finally {
      atWork.decrementAndGet();
    }
  }

  private static final class Call {
    private final int jobs;
    private final IntConsumer job;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    Call(int jobs, IntConsumer job) {
      this.jobs = jobs;
      this.job = job;
      this.open = new AtomicInteger(jobs);
    }

    void work() {
      for (int i = next.getAndIncrement(); i < jobs; i = next.getAndIncrement()) {
        try {
          job.accept(i);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
        if (open.decrementAndGet() == 0) {
          finish();
        }
      }
    }

    /** Only now, so that nobody still works on what the caller may take away after an error. */
    private void finish() {
      Throwable first = failure.get();
      if (first == null) {
        done.complete(null);
      } else {
        done.completeExceptionally(first);
      }
    }
  }
}
