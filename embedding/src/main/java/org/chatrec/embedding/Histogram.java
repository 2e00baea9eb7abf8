package org.chatrec.embedding;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets of which eight make a doubling, so a percentile read from it is at
 * most one eighth above the true one. Many threads write, few read.
 */
final class Histogram {
  private static final int BITS = 3;
  private static final int BUCKETS = (64 - BITS) << BITS;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
  private final AtomicLong longest = new AtomicLong();

  void add(long nanos) {
    long value = Math.max(0, nanos);
    counts.incrementAndGet(bucket(value));
    longest.accumulateAndGet(value, Math::max);
  }

  Percentiles percentiles() {
    long[] now = new long[BUCKETS];
    long all = 0;
    for (int i = 0; i < BUCKETS; i++) {
      now[i] = counts.get(i);
      all += now[i];
    }
    return new Percentiles(
        all, at(now, all, 0.5), at(now, all, 0.95), at(now, all, 0.99), longest.get());
  }

  /** The upper end of the bucket that holds the value of this rank, or the longest if smaller. */
  private long at(long[] now, long all, double share) {
    long rank = (long) Math.ceil(share * all);
    long seen = 0;
    for (int i = 0; i < now.length && rank > 0; i++) {
      seen += now[i];
      if (seen >= rank) {
        return Math.min(upperEnd(i), longest.get());
      }
    }
    return 0;
  }

  /** Small values have a bucket each; above, the leading bits choose it. */
  static int bucket(long value) {
    int shift = Math.max(0, 63 - BITS - Long.numberOfLeadingZeros(value));
    return (shift << BITS) + (int) (value >>> shift);
  }

  static long upperEnd(int bucket) {
    int shift = Math.max(0, (bucket >> BITS) - 1);
    long first = bucket - ((long) shift << BITS);
    return ((first + 1) << shift) - 1;
  }
}
