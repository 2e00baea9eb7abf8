package org.chatrec.ranking.collaborative;

/**
 * Settings of {@link ImplicitAls}.
 *
 * @param factors length of the vectors
 * @param alpha how much more than an unobserved pair an observed one of confidence 1 counts
 * @param regularisation λ; a row with n observations is regularised by λ·n^exponent
 * @param exponent 0 regularises all rows alike, 1 by their observations (Rendle et al. 2021,
 *     section 3.2, who call it ν)
 * @param iterations how often users and items are solved for in turn
 * @param seed of the random start; the same seed and data give the same factors
 */
public record AlsSettings(
    int factors, double alpha, double regularisation, double exponent, int iterations, long seed) {

  /**
   * Chosen on a part of MovieLens latest-small that no figure is printed of: of each person's
   * ratings a fifth is set aside, and a fifth of the others, by chance or the newest, is to be
   * found among all films (NDCG@5, three seeds; docs/decisions/0080). 127 factors, and the one
   * dimension that {@link ItemFactors#cosineVectors} adds, make 128.
   */
  public static final AlsSettings DEFAULT = new AlsSettings(127, 8, 5, 0.5, 12, 42);

  /**
   * Checks ranges.
   *
   * @throws IllegalArgumentException naming the setting
   */
  public AlsSettings {
    check("factors", factors >= 1);
    check("alpha", alpha > 0 && Double.isFinite(alpha));
    check("regularisation", regularisation > 0 && Double.isFinite(regularisation));
    check("exponent", exponent >= 0 && exponent <= 1);
    check("iterations", iterations >= 1);
  }

  /** More factors cost time with their cube and bring little (docs/learning.md). */
  private static final int MAX_FACTORS = 127;

  /**
   * The same with as many factors as vectors of a dimension hold: one coordinate is for {@link
   * ItemFactors#cosineVectors(int)}.
   */
  public AlsSettings forDimension(int dimension) {
    return new AlsSettings(factorsIn(dimension), alpha, regularisation, exponent, iterations, seed);
  }

  static int factorsIn(int dimension) {
    return Math.max(1, Math.min(MAX_FACTORS, dimension - 1));
  }

  private static void check(String name, boolean inRange) {
    if (!inRange) {
      throw new IllegalArgumentException("[" + name + "] is out of range");
    }
  }

  double regularisationOf(int observations) {
    return regularisation * Math.pow(Math.max(1, observations), exponent);
  }
}
