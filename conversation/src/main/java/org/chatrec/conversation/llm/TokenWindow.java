package org.chatrec.conversation.llm;

import java.util.function.LongSupplier;

/**
 * Counts the tokens of the last 60 minutes, to the minute. What a call may take is reserved before
 * it starts, so that calls side by side cannot exceed the limit together. Thread-safe.
 */
public final class TokenWindow {
  private static final int MINUTES = 60;
  private static final long MILLIS = 60_000;

  private final LongSupplier millisClock;
  private final long[] tokens = new long[MINUTES];
  private final long[] minuteOf = new long[MINUTES];
  private long reserved;

  public TokenWindow(LongSupplier millisClock) {
    this.millisClock = millisClock;
  }

  /** Reserves tokens if the limit allows them; a limit of 0 always does. */
  synchronized boolean reserve(long wanted, long limit) {
    if (limit > 0 && used() + wanted > limit) {
      return false;
    }
    reserved += wanted;
    return true;
  }

  /** Replaces a reservation by what the call took. */
  synchronized void settle(long wanted, long taken) {
    reserved -= wanted;
    long minute = millisClock.getAsLong() / MILLIS;
    int slot = Math.floorMod(minute, MINUTES);
    if (minuteOf[slot] != minute) {
      minuteOf[slot] = minute;
      tokens[slot] = 0;
    }
    tokens[slot] += taken;
  }

  /** Tokens of the last 60 minutes, those reserved included. */
  public synchronized long used() {
    long oldest = millisClock.getAsLong() / MILLIS - MINUTES;
    long sum = reserved;
    for (int slot = 0; slot < MINUTES; slot++) {
      sum += minuteOf[slot] > oldest ? tokens[slot] : 0;
    }
    return sum;
  }
}
