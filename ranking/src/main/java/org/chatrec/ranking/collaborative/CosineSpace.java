package org.chatrec.ranking.collaborative;

import java.util.Arrays;

/**
 * The step between factors, whose dot product counts, and unit vectors, whose cosine can be
 * compared (Bachrach et al. 2014, section 3.2): items get one more coordinate that brings all of
 * them to the same length, users get 0 there. Further coordinates are zero.
 */
final class CosineSpace {

  private CosineSpace() {}

  static float[] item(double[] factors, double longest, int dimension) {
    double rest = Math.max(0, longest * longest - norm(factors) * norm(factors));
    float[] extended = scaled(factors, longest, dimension);
    extended[factors.length] = longest > 0 ? (float) (Math.sqrt(rest) / longest) : 0;
    return extended;
  }

  static float[] user(double[] factors, int dimension) {
    return scaled(factors, norm(factors), dimension);
  }

  /** The factors that an item's unit vector was made of. */
  static double[] factors(float[] item, double longest, int factors) {
    double[] original = new double[factors];
    for (int i = 0; i < factors; i++) {
      original[i] = item[i] * longest;
    }
    return original;
  }

  static double norm(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
  }

  private static float[] scaled(double[] factors, double length, int dimension) {
    float[] scaled = new float[dimension];
    for (int i = 0; i < factors.length && length > 0; i++) {
      scaled[i] = (float) (factors[i] / length);
    }
    return scaled;
  }
}
