package org.chatrec.people.events;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads that take a share of somebody's work while they have nothing else to do. Whoever has the
 * work takes pieces of it too, and waits for those alone that were begun: where no helper comes,
 * one thread does it all, and a pool full of such work cannot wait for itself.
 */
public final class Helpers {

  /** Nobody helps. */
  public static final Helpers NONE = new Helpers(work -> {}, 0);

  private final Executor pool;
  private final int most;

  /**
   * @param pool may refuse work, and is asked for no more than it has idle threads for
   * @param most helpers of one piece of work
   */
  public Helpers(Executor pool, int most) {
    this.pool = pool;
    this.most = most;
  }

  /**
   * Runs all pieces, in any order and some at the same time. Once one has failed, none is begun any
   * more; returns, or throws the first failure, when all that were begun have ended.
   */
  void run(List<Runnable> pieces) {
    Share share = new Share(pieces);
    int wanted = Math.min(most, pieces.size() - 1);
    while (wanted > 0 && ask(share)) {
      wanted--;
    }
    share.work();
    share.awaitHelpers();
  }

  private boolean ask(Share share) {
    try {
      pool.execute(share::help);
      return true;
    } catch (RejectedExecutionException e) { // they are busy
      return false;
    }
  }

  /** What is left of the pieces, and who is at work on them. */
  private static final class Share {
    private final Queue<Runnable> left;
    private final Phaser working = new Phaser(1); // whoever has the work
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    Share(List<Runnable> pieces) {
      this.left = new ConcurrentLinkedQueue<>(pieces);
    }

    /** Does nothing where all have gone home. */
    void help() {
      if (working.register() >= 0) {
        try {
          work();
        } finally {
          int unused = working.arriveAndDeregister();
        }
      }
    }

    void work() {
      try {
        for (Runnable next = left.poll(); next != null; next = left.poll()) {
          next.run();
        }
      } catch (RuntimeException e) {
        left.clear();
        if (!failure.compareAndSet(null, e)) {
          failure.get().addSuppressed(e);
        }
      }
    }

    void awaitHelpers() {
      int unused = working.awaitAdvance(working.arriveAndDeregister());
      RuntimeException failed = failure.get();
      if (failed != null) {
        throw failed;
      }
    }
  }
}
