package org.chatrec.ranking.evaluation;

import java.util.Arrays;

/**
 * A mean over users with its standard error.
 *
 * @param mean of the values
 * @param standardError of the mean; 0 for fewer than two values
 * @param count of the values
 */
public record Estimate(double mean, double standardError, int count) {

  /** Two-sided 95 % of a normal distribution. */
  private static final double WIDTH = 1.96;

  /** Below this many users nothing is told from chance. */
  static final int LEAST = 30;

  /** Of one value per user. */
  public static Estimate of(double[] values) {
    int n = values.length;
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Estimate(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n), n);
  }

  /**
   * Of the differences of two values per user: users differ more than systems do.
   *
   * @param before in the same order of users
   */
  public static Estimate ofDifference(double[] now, double[] before) {
    double[] differences = new double[now.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = now[i] - before[i];
    }
    return of(differences);
  }

  /** The lower end of the interval of 95 %. */
  public double low() {
    return mean - WIDTH * standardError;
  }

  /** The upper end of the interval of 95 %. */
  public double high() {
    return mean + WIDTH * standardError;
  }

  /** Whether the mean lies above 0 beyond chance, on enough users to say so. */
  public boolean isGain() {
    return count >= LEAST && low() > 0;
  }
}
