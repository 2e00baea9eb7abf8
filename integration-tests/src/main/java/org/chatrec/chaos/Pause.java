package org.chatrec.chaos;

import java.util.concurrent.locks.LockSupport;

/** Lets time pass, which is what faults take. */
final class Pause {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Pause() {}

  static void millis(long millis) {
    long until = System.nanoTime() + millis * NANOS_PER_MILLI;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted");
      }
      LockSupport.parkNanos(left);
    }
  }
}
