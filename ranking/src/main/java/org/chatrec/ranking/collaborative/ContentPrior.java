package org.chatrec.ranking.collaborative;

import java.util.List;
import org.chatrec.ranking.collaborative.Interactions.Row;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * What an item's factors are expected to be by its content, before anybody chose it: least squares
 * pull an item's factors there in the place of zero (Wang and Blei 2011, "Collaborative Topic
 * Modeling for Recommending Scientific Articles", section 3; here the expectation is a linear
 * function of the content, found by ridge regression on the factors of the iteration before, as
 * Agarwal and Chen do, 2009, "Regression-based Latent Factor Models", section 2). What many chose
 * has the factors that they speak for; what few chose, those of what is like it.
 *
 * <p>An item counts the more in the regression the more people chose it, n / (n + 3).
 */
final class ContentPrior {

  /** The regression's own regularisation: coordinates have a mean square of about 1. */
  private static final double RIDGE = 50;

  /** Choices that make an item count half. */
  private static final double HALF = 3;

  private final float[] @Nullable [] content;
  private final double[] counts;
  private final int length;
  private final LinearSolverDense<DMatrixRMaj> solver;

  /** For the items of these data. */
  ContentPrior(Interactions data, ItemContent known) {
    List<Row> rows = data.items();
    this.length = known.length() + 1; // and a constant
    this.content = new float[rows.size()][];
    this.counts = new double[rows.size()];
    for (int n = 0; n < counts.length; n++) {
      content[n] = withConstant(known.of(data.itemIds().get(n)));
      int chosen = rows.get(n).others().length;
      counts[n] = chosen / (chosen + HALF);
    }
    this.solver = LinearSolverFactory_DDRM.chol(length);
    if (!solver.setA(normal())) {
      throw new ArithmeticException("the regression's equations are not positive definite");
    }
  }

  private static float @Nullable [] withConstant(float @Nullable [] coordinates) {
    if (coordinates == null) {
      return null;
    }
    float[] with = new float[coordinates.length + 1];
    System.arraycopy(coordinates, 0, with, 0, coordinates.length);
    with[coordinates.length] = 1;
    return with;
  }

  /** The expectation, for one iteration. */
  @FunctionalInterface
  interface Expected {

    /**
     * @param item by its number
     * @return its factors, or null where its content is not known
     */
    double @Nullable [] factors(int item);
  }

  /**
   * Learns from the factors as they are.
   *
   * @param factors of each item
   * @param basis what the expectation is turned by: rows to take products with
   */
  Expected learn(double[][] factors, RotatedRowSolver basis) {
    double[][] weights = solved(factors); // one row a coordinate of the content
    basis.rotate(weights);
    return item -> product(content[item], weights);
  }

  private static double @Nullable [] product(float @Nullable [] content, double[][] weights) {
    if (content == null) {
      return null;
    }
    double[] sum = new double[weights[0].length];
    for (int c = 0; c < content.length; c++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += content[c] * weights[c][i];
      }
    }
    return sum;
  }

  private DMatrixRMaj normal() {
    DMatrixRMaj sum = new DMatrixRMaj(length, length);
    for (int n = 0; n < counts.length; n++) {
      float[] row = content[n];
      for (int i = 0; row != null && i < length; i++) {
        for (int j = 0; j < length; j++) {
          sum.data[i * length + j] += counts[n] * row[i] * row[j];
        }
      }
    }
    for (int i = 0; i < length; i++) {
      sum.data[i * length + i] += RIDGE;
    }
    return sum;
  }

  private double[][] solved(double[][] factors) {
    int k = factors[0].length;
    DMatrixRMaj wanted = new DMatrixRMaj(length, k);
    for (int n = 0; n < counts.length; n++) {
      float[] row = content[n];
      for (int i = 0; row != null && i < length; i++) {
        double weight = counts[n] * row[i];
        for (int j = 0; j < k; j++) {
          wanted.data[i * k + j] += weight * factors[n][j];
        }
      }
    }
    DMatrixRMaj solution = new DMatrixRMaj(length, k);
    solver.solve(wanted, solution);
    double[][] rows = new double[length][k];
    for (int i = 0; i < length; i++) {
      System.arraycopy(solution.data, i * k, rows[i], 0, k);
    }
    return rows;
  }
}
