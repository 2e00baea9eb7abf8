package org.chatrec.ranking.collaborative;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * Finds the vector of one user given the items they chose (or of one item given its users): the
 * minimum of {@code Σ c·(p − x·y)² + λ|x − e|²} over all items, where c is 1 + α·confidence and p
 * is 1 for observed items, and c is 1 and p is 0 for all others; e is what is expected of x, zero
 * if nothing is. In closed form (Hu, Koren and Volinsky 2008, equation 4) {@code x = (YᵀY +
 * Yᵀ(C−I)Y + λI)⁻¹ (YᵀCp + λe)}, where only observed items enter but for YᵀY, which all rows share.
 * Not thread-safe.
 */
final class RowSolver {

  private final AlsSettings settings;
  private final double[] gram;
  private final DMatrixRMaj left;
  private final DMatrixRMaj right;
  private final DMatrixRMaj solution;
  private final LinearSolverDense<DMatrixRMaj> solver;

  /** Solves against rows whose YᵀY is given row by row. */
  RowSolver(AlsSettings settings, double[] gram) {
    int k = settings.factors();
    this.settings = settings;
    this.gram = gram;
    this.left = new DMatrixRMaj(k, k);
    this.right = new DMatrixRMaj(k, 1);
    this.solution = new DMatrixRMaj(k, 1);
    this.solver = LinearSolverFactory_DDRM.chol(k);
  }

  /** YᵀY of the rows, row by row. */
  static double[] gram(double[][] rows, int factors) {
    DMatrixRMaj sum = new DMatrixRMaj(factors, factors);
    for (double[] row : rows) {
      addOuter(sum.data, row, 1);
    }
    mirror(sum.data, factors);
    return sum.data;
  }

  /** The vector of one row of which nothing is expected; zeros if it has no observations. */
  double[] solve(double[][] observed, float[] confidences) {
    return solve(observed, confidences, null);
  }

  /**
   * The vector of one row; zeros if it has no observations.
   *
   * @param expected where the row is pulled to; null for zero
   */
  double[] solve(double[][] observed, float[] confidences, double @Nullable [] expected) {
    int k = settings.factors();
    if (observed.length == 0) {
      return new double[k];
    }
    System.arraycopy(gram, 0, left.data, 0, gram.length);
    right.zero();
    for (int n = 0; n < observed.length; n++) {
      double extra = settings.alpha() * confidences[n];
      addOuter(left.data, observed[n], extra);
      for (int i = 0; i < k; i++) {
        right.data[i] += (1 + extra) * observed[n][i];
      }
    }
    double regularisation = settings.regularisationOf(observed.length);
    for (int i = 0; expected != null && i < k; i++) {
      right.data[i] += regularisation * expected[i];
    }
    return solve(regularisation);
  }

  private double[] solve(double regularisation) {
    int k = settings.factors();
    for (int i = 0; i < k; i++) {
      left.data[i * k + i] += regularisation;
    }
    mirror(left.data, k);
    if (!solver.setA(left)) {
      throw new ArithmeticException("the normal equations are not positive definite");
    }
    solver.solve(right, solution);
    return solution.data.clone();
  }

  /** Adds to the upper triangle. */
  private static void addOuter(double[] sum, double[] row, double weight) {
    int k = row.length;
    for (int i = 0; i < k; i++) {
      double scaled = weight * row[i];
      int start = i * k;
      for (int j = i; j < k; j++) {
        sum[start + j] += scaled * row[j];
      }
    }
  }

  private static void mirror(double[] square, int k) {
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        square[i * k + j] = square[j * k + i];
      }
    }
  }
}
