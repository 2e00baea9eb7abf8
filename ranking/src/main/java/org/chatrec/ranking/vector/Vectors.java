package org.chatrec.ranking.vector;

import org.apache.lucene.util.VectorUtil;

/** Arithmetic on vectors, by Lucene's vectorised loops. */
public final class Vectors {

  private Vectors() {}

  /** The dot product of two vectors of the same length. */
  public static float dot(float[] a, float[] b) {
    return VectorUtil.dotProduct(a, b);
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
