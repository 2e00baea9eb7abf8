package org.chatrec.ranking.collaborative;

import java.util.List;

/**
 * What is needed of a training to find, in closed form, the vector of a user by the items they
 * chose: YᵀY of all items' factors, and the length that scaled them. A few kilobytes, whatever the
 * number of items; the vectors of the chosen items are handed in. Immutable.
 */
public final class UserFolding {

  private final AlsSettings settings;
  private final double[] gram;
  private final double longest;

  /**
   * As stored.
   *
   * @param gram YᵀY, row by row
   * @param longest length of the longest item's factors
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public UserFolding(AlsSettings settings, double[] gram, double longest) {
    if (gram.length != settings.factors() * settings.factors()) {
      throw new IllegalArgumentException(
          "[gram] of " + settings.factors() + " factors has " + gram.length + " numbers");
    }
    this.settings = settings;
    this.gram = gram.clone();
    this.longest = longest;
  }

  /** How the factors were learned. */
  public AlsSettings settings() {
    return settings;
  }

  /** YᵀY, row by row. */
  public double[] gram() {
    return gram.clone();
  }

  /** Length of the longest item's factors. */
  public double longest() {
    return longest;
  }

  /**
   * The unit vector of a user, to compare with {@link ItemFactors#cosineVectors(int)}.
   *
   * @param items vectors of the chosen items, as {@link ItemFactors#cosineVectors(int)} gives them
   * @param confidences one per item, positive
   * @return of the items' dimension; of length 0 if nothing was chosen
   */
  public float[] cosineUser(List<float[]> items, float[] confidences) {
    if (items.isEmpty()) {
      return new float[0];
    }
    double[][] factors = new double[items.size()][];
    for (int n = 0; n < factors.length; n++) {
      factors[n] = CosineSpace.factors(items.get(n), longest, settings.factors());
    }
    double[] user = new RowSolver(settings, gram).solve(factors, confidences);
    return CosineSpace.user(user, items.getFirst().length);
  }
}
