package org.chatrec.rest.support;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.util.concurrent.WrappedRunnable;
import org.opensearch.core.rest.RestStatus;

/**
 * Lets work into a pool's queue only where its turn comes in time, and refuses the rest at once:
 * with 429, and when to come again. A client that waits for all of its time and hears nothing would
 * send its request again, on top of those that wait already.
 *
 * <p>How long work will wait is told by whoever is next in the queue, whatever kind of work it is:
 * it came when so many were before it and has waited so long since, and this is how fast the queue
 * moves. Without a queue there is no wait.
 */
public final class QueueAdmission {

  private static final double NANOS = 1e9;
  private static final long MOST_SECONDS = 60;

  private final ExecutorService pool;
  private final LongSupplier nanoClock;

  public QueueAdmission(ExecutorService pool) {
    this(pool, System::nanoTime);
  }

  QueueAdmission(ExecutorService pool, LongSupplier nanoClock) {
    this.pool = pool;
    this.nanoClock = nanoClock;
  }

  /** Work in the queue, and what it saw when it came. */
  private record Queued(Runnable work, int before, long sinceNanos) implements Runnable {
    @Override
    public void run() {
      work.run();
    }
  }

  /**
   * Queues the work.
   *
   * @throws OpenSearchStatusException with status 429 if it would have to wait longer than it may,
   *     or if the queue is full
   */
  public void execute(Runnable work, Duration mayWait) {
    Duration wait = expectedWait();
    if (wait.compareTo(mayWait) > 0) {
      throw busy(wait.minus(mayWait));
    }
    try {
      pool.execute(new Queued(work, waiting(), nanoClock.getAsLong()));
    } catch (RejectedExecutionException e) {
      throw busy(wait);
    }
  }

  /**
   * Runs work that can be left undone.
   *
   * @throws RejectedExecutionException if others wait for their turn
   */
  public void whenIdle(Runnable work) {
    if (waiting() > 0) {
      throw new RejectedExecutionException("others wait for their turn");
    }
    pool.execute(work);
  }

  /** How long work that comes now has to wait for its turn, at the pace of the queue. */
  Duration expectedWait() {
    if (!(pool instanceof ThreadPoolExecutor executor)
        || !(unwrapped(executor.getQueue().peek()) instanceof Queued next)) {
      return Duration.ZERO;
    }
    double waited = nanoClock.getAsLong() - next.sinceNanos();
    return Duration.ofNanos((long) (waited * (waiting() + 1) / (next.before() + 1)));
  }

  private int waiting() {
    return pool instanceof ThreadPoolExecutor executor ? executor.getQueue().size() : 0;
  }

  /** Pools of the server wrap what they run. */
  private static Object unwrapped(Object queued) {
    Object inner = queued;
    while (inner instanceof WrappedRunnable wrapped) {
      inner = wrapped.unwrap();
    }
    return inner;
  }

  /** The refusal, for work that is better sent again. */
  public static OpenSearchStatusException busy(Duration comeAgain) {
    long seconds = Math.clamp((long) Math.ceil(comeAgain.toNanos() / NANOS), 1, MOST_SECONDS);
    OpenSearchStatusException busy =
        new OpenSearchStatusException(
            "too many requests are under way; try again in {}s",
            RestStatus.TOO_MANY_REQUESTS,
            seconds);
    busy.addHeader("Retry-After", Long.toString(seconds));
    return busy;
  }
}
