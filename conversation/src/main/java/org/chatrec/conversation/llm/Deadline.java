package org.chatrec.conversation.llm;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A point in time by a monotonic clock until which something has to be done, and whether anybody
 * still waits for it. Immutable but for the latter.
 */
public final class Deadline {
  private final LongSupplier nanoClock;
  private final long atNanos;
  private final Cancellation cancellation;

  private Deadline(LongSupplier nanoClock, long atNanos, Cancellation cancellation) {
    this.nanoClock = nanoClock;
    this.atNanos = atNanos;
    this.cancellation = cancellation;
  }

  public static Deadline after(Duration budget) {
    return after(budget, new Cancellation());
  }

  /** For work that can be cancelled. */
  public static Deadline after(Duration budget, Cancellation cancellation) {
    return new Deadline(System::nanoTime, System.nanoTime() + budget.toNanos(), cancellation);
  }

  /** With a clock of one's own, for tests. */
  public static Deadline after(Duration budget, LongSupplier nanoClock) {
    return new Deadline(nanoClock, nanoClock.getAsLong() + budget.toNanos(), new Cancellation());
  }

  /** The time left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanos - nanoClock.getAsLong()));
  }

  public boolean expired() {
    return remaining().isZero();
  }

  /** Whether anybody still waits for the work. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** A deadline at the given share, 0 to 1, of the time left. */
  public Deadline part(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("[share] must be between 0 and 1, got " + share);
    }
    return within((long) (remaining().toNanos() * share));
  }

  /** This deadline, or the end of the given time from now if that is sooner. */
  public Deadline atMost(Duration limit) {
    return within(Math.min(remaining().toNanos(), limit.toNanos()));
  }

  private Deadline within(long nanos) {
    return new Deadline(nanoClock, nanoClock.getAsLong() + nanos, cancellation);
  }
}
