package org.chatrec.benchmarks.report;

import java.util.Arrays;

/** Measured times, every one of them kept, so that percentiles are exact. */
public final class Latencies {

  private double[] millis = new double[256];
  private int size;

  /** Adds one time. */
  public void addNanos(long nanos) {
    addMillis(nanos / 1e6);
  }

  /** Adds one time. */
  public void addMillis(double value) {
    if (size == millis.length) {
      millis = Arrays.copyOf(millis, 2 * size);
    }
    millis[size++] = value;
  }

  /** Adds the times of another. */
  public void addAll(Latencies other) {
    for (int i = 0; i < other.size; i++) {
      addMillis(other.millis[i]);
    }
  }

  /** The smallest time that so many percent of all do not exceed (nearest rank). */
  public double percentile(double percent) {
    if (size == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    double[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * size);
    return sorted[Math.max(0, rank - 1)];
  }
}
