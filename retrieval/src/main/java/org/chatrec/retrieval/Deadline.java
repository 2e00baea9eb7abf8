package org.chatrec.retrieval;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.tasks.TaskCancelledException;

/**
 * Until when an answer is wanted, and whether anybody still waits for it. One for all that a
 * request reads and searches.
 *
 * @param left the time that is left, never negative
 * @param abandoned whether nobody waits any more
 */
public record Deadline(Supplier<Duration> left, BooleanSupplier abandoned) {

  /** A search is what an answer is about: it gets a moment, whatever took the time before it. */
  private static final long LEAST_MILLIS = 500;

  /** A time from now, for an answer that somebody waits for until then. */
  public static Deadline after(Duration budget) {
    long end = System.nanoTime() + budget.toNanos();
    return new Deadline(() -> Duration.ofNanos(Math.max(0, end - System.nanoTime())), () -> false);
  }

  /** The time that is left. */
  public Duration remaining() {
    return left.get();
  }

  /** The end of a share, from 0 to 1, of the time that is left. */
  public Deadline part(double share) {
    return atMost(Duration.ofNanos((long) (remaining().toNanos() * share)));
  }

  /** This deadline, or the end of the given time from now if that is sooner. */
  public Deadline atMost(Duration limit) {
    Duration now = remaining();
    return new Deadline(after(limit.compareTo(now) < 0 ? limit : now).left(), abandoned);
  }

  /** What a search may take. */
  TimeValue search() {
    return TimeValue.timeValueMillis(Math.max(LEAST_MILLIS, remaining().toMillis()));
  }

  /** Ends the work where nobody waits for it. */
  void requireListener() {
    if (abandoned.getAsBoolean()) {
      throw new TaskCancelledException("nobody waits for this answer any more");
    }
  }
}
