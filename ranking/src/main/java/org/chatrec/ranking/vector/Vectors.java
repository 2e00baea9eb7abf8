package org.chatrec.ranking.vector;

/**
 * Arithmetic on vectors that gives the same bits whenever and wherever it runs: profiles that are
 * made anew are to equal those before, and a search's constants those of its next page. Lucene's
 * vectorised loops do not: the order in which they add up is left to the compiler, and with Lucene
 * 10.3 on Java 25 more than half of all dot products of 64 and of 384 coordinates have other last
 * bits once the loop is compiled.
 */
public final class Vectors {

  private static final int LANES = 4;

  private Vectors() {}

  /**
   * The dot product of two vectors of the same length.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static float dot(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors of " + a.length + " and " + b.length + " coordinates");
    }
    float one = 0;
    float two = 0;
    float three = 0;
    float four = 0;
    int whole = a.length - a.length % LANES;
    for (int i = 0; i < whole; i += LANES) { // sums that do not wait for one another
      one += a[i] * b[i];
      two += a[i + 1] * b[i + 1];
      three += a[i + 2] * b[i + 2];
      four += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < a.length; i++) {
      one += a[i] * b[i];
    }
    return (one + two) + (three + four);
  }

  /** The cosine of the angle between two vectors, in [-1,1]; 0 if one of them is all zeros. */
  public static double cosine(float[] a, float[] b) {
    double norms = norm(a) * norm(b);
    return norms == 0 ? 0 : Math.max(-1, Math.min(1, dot(a, b) / norms));
  }

  /** Euclidean length. */
  public static double norm(float[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  /**
   * A copy of unit length.
   *
   * @throws IllegalArgumentException if the vector is all zeros or has a value that is not finite
   */
  public static float[] normalise(float[] vector) {
    if (!hasDirection(vector)) {
      throw new IllegalArgumentException("a vector must have finite values, not all of them zero");
    }
    return scaled(vector, largest(vector));
  }

  /** Whether all values are finite and not all of them zero. */
  public static boolean hasDirection(float[] vector) {
    return largest(vector) > 0;
  }

  /** The largest absolute value, NaN if one is not finite. */
  private static double largest(float[] vector) {
    double largest = 0;
    for (float value : vector) {
      largest = Math.max(largest, Float.isFinite(value) ? Math.abs(value) : Double.NaN);
    }
    return largest;
  }

  /** Dividing by the largest value first keeps squares of huge and tiny values in range. */
  private static float[] scaled(float[] vector, double largest) {
    double squares = 0;
    for (float value : vector) {
      squares += (value / largest) * (value / largest);
    }
    double norm = Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / largest / norm);
    }
    return unit;
  }
}
