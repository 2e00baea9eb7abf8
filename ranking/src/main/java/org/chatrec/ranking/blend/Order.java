package org.chatrec.ranking.blend;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Positions in the order of their keys, as numbers: the windows of a busy node are large, and
 * comparing objects costs as much as comparing vectors. Many are sorted digit by digit (Knuth, The
 * Art of Computer Programming 3, section 5.2.5), by those digits alone in which the keys differ:
 * two for the documents of a segment of four million, three for scores.
 */
final class Order {

  /** Of fewer positions than this, counting digits costs more than comparing. */
  static final int FEW = 1024;

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private Order() {}

  /** All positions below {@code size}, in ascending order of key, equal keys by position. */
  static int[] ascending(int size, IntUnaryOperator key) {
    long[] keyed = new long[size];
    int first = size == 0 ? 0 : key.applyAsInt(0);
    int differing = 0;
    for (int i = 0; i < size; i++) {
      int one = key.applyAsInt(i);
      differing |= one ^ first;
      keyed[i] = ((long) one << Integer.SIZE) | i;
    }
    long[] sorted = size < FEW ? compared(keyed) : counted(keyed, differing);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = (int) sorted[i];
    }
    return order;
  }

  private static long[] compared(long[] keyed) {
    Arrays.sort(keyed);
    return keyed;
  }

  /** Stable from the last digit to the first; the positions are ascending before. */
  private static long[] counted(long[] keyed, int differing) {
    long[] from = keyed;
    long[] to = new long[keyed.length];
    for (int shift = 0; shift < Integer.SIZE; shift += DIGIT_BITS) {
      if ((differing >>> shift & (DIGITS - 1)) != 0) {
        byDigit(from, to, shift);
        long[] sorted = to;
        to = from;
        from = sorted;
      }
    }
    return from;
  }

  private static void byDigit(long[] from, long[] to, int shift) {
    int[] next = new int[DIGITS + 1];
    for (long one : from) {
      next[digit(one, shift) + 1]++;
    }
    for (int i = 1; i < DIGITS; i++) {
      next[i] += next[i - 1];
    }
    for (long one : from) {
      to[next[digit(one, shift)]++] = one;
    }
  }

  /** Negative keys come first, so the sign is turned over. */
  private static int digit(long keyed, int shift) {
    int key = (int) (keyed >>> Integer.SIZE) ^ Integer.MIN_VALUE;
    return key >>> shift & (DIGITS - 1);
  }
}
