package org.chatrec.conversation.llm;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A point in time by a monotonic clock, until which something has to be done. Immutable. */
public final class Deadline {
  private final LongSupplier nanoClock;
  private final long atNanos;

  private Deadline(LongSupplier nanoClock, long atNanos) {
    this.nanoClock = nanoClock;
    this.atNanos = atNanos;
  }

  public static Deadline after(Duration budget) {
    return after(budget, System::nanoTime);
  }

  /** With a clock of one's own, for tests. */
  public static Deadline after(Duration budget, LongSupplier nanoClock) {
    return new Deadline(nanoClock, nanoClock.getAsLong() + budget.toNanos());
  }

  /** The time left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanos - nanoClock.getAsLong()));
  }

  public boolean expired() {
    return remaining().isZero();
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
    return new Deadline(nanoClock, nanoClock.getAsLong() + nanos);
  }
}
