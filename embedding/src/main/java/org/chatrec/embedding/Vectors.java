package org.chatrec.embedding;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Sums and lengths, in loops that the JIT compiler turns into vector instructions. */
final class Vectors {

  private Vectors() {}

  /**
   * Adds {@code rows} consecutive rows, the first of which begins at {@code start}, into {@code
   * sum}.
   */
  static void addRows(FloatBuffer matrix, int start, int rows, float[] row, float[] sum) {
    for (int r = 0; r < rows; r++) {
      matrix.get(start + r * sum.length, row);
      addScaled(sum, row, 1f);
    }
  }

  /** As {@link #addRows}, from numbers of 16 bits; the sum has 32. */
  static void addHalfRows(ShortBuffer matrix, int start, int rows, short[] row, float[] sum) {
    for (int r = 0; r < rows; r++) {
      matrix.get(start + r * sum.length, row);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += Float.float16ToFloat(row[i]);
      }
    }
  }

  static void addScaled(float[] sum, float[] other, float factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other[i];
    }
  }

  /**
   * Scales to length one, in place.
   *
   * @return false if there is no direction: zero, infinite or not a number
   */
  static boolean normalise(float[] vector) {
    double squares = 0;
    for (float v : vector) {
      squares += (double) v * v;
    }
    double length = Math.sqrt(squares);
    if (!(length > 1e-12) || Double.isInfinite(length)) {
      return false;
    }
    float factor = (float) (1 / length);
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
    return true;
  }
}
