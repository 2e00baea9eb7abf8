package org.chatrec.ranking.collaborative;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * The same minimum as {@link RowSolver}'s for many rows, at a cost that grows with what a row has
 * observed and not with factors³: most users have chosen few items. The others are rotated to where
 * their YᵀY is diagonal (dot products stay), so that a row's equations are a diagonal plus one term
 * for each of its m observations, and are solved by the identity of Woodbury (Golub and Van Loan,
 * "Matrix Computations", 4th edition, section 2.1.4): {@code (D + ZᵀZ)⁻¹ = D⁻¹ − D⁻¹Zᵀ(I +
 * ZD⁻¹Zᵀ)⁻¹ZD⁻¹}, a system of m equations. Not thread-safe.
 */
final class RotatedRowSolver {

  /** Beside one, and beside any regularisation, this is nothing. */
  private static final double NEGLIGIBLE = 1e-40;

  private final AlsSettings settings;
  private final double[] eigenvalues;
  private final double @Nullable [][] basis;
  private final RowSolver dense;
  private final DMatrixRMaj left = new DMatrixRMaj(1, 1);
  private final DMatrixRMaj right = new DMatrixRMaj(1, 1);
  private final DMatrixRMaj solution = new DMatrixRMaj(1, 1);
  private final LinearSolverDense<DMatrixRMaj> solver;

  /**
   * @param others the rows of Y; rotated in place
   */
  RotatedRowSolver(AlsSettings settings, double[][] others) {
    int k = settings.factors();
    this.settings = settings;
    this.eigenvalues = new double[k];
    this.solver = LinearSolverFactory_DDRM.chol(k);
    double[] gram = RowSolver.gram(others, k);
    double largest = Arrays.stream(gram).map(Math::abs).reduce(0, Math::max);
    this.basis = basis(gram, largest);
    rotate(others);
    this.dense = new RowSolver(settings, basis == null ? gram : diagonal(eigenvalues));
  }

  /**
   * Finds the eigenvalues, too; the basis has an eigenvector a row. Factors that too little speaks
   * for shrink with each iteration, to where products of two are hardly numbers any more: the
   * matrix is taken by its largest number, beside which they are nothing.
   *
   * @return null where none is found, as where all is nothing; rows are solved as they are then
   */
  private double @Nullable [][] basis(double[] gram, double largest) {
    int k = eigenvalues.length;
    DMatrixRMaj scaled = new DMatrixRMaj(k, k);
    for (int i = 0; i < gram.length; i++) {
      scaled.data[i] = Math.abs(gram[i]) < NEGLIGIBLE * largest ? 0 : gram[i] / largest;
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(k, true, true);
    if (largest < NEGLIGIBLE || !eigen.decompose(scaled)) {
      return null;
    }
    double[][] basis = new double[k][];
    for (int i = 0; i < k; i++) {
      eigenvalues[i] = Math.max(eigen.getEigenvalue(i).getReal(), 0) * largest;
      basis[i] = eigen.getEigenVector(i).data;
    }
    return basis;
  }

  /** Turns other vectors of the space that the others were in as they were turned. */
  void rotate(double[][] rows) {
    if (basis != null) {
      rotate(rows, basis);
    }
  }

  private static void rotate(double[][] rows, double[][] basis) {
    double[] rotated = new double[basis.length];
    for (double[] row : rows) {
      for (int i = 0; i < rotated.length; i++) {
        rotated[i] = dot(row, basis[i]);
      }
      System.arraycopy(rotated, 0, row, 0, rotated.length);
    }
  }

  private static double[] diagonal(double[] values) {
    double[] square = new double[values.length * values.length];
    for (int i = 0; i < values.length; i++) {
      square[i * values.length + i] = values[i];
    }
    return square;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * The vector of one row, in the rotated basis; zeros if it has no observations.
   *
   * @param observed rows of Y as they are rotated
   * @param expected where the row is pulled to, rotated as well; null for zero
   */
  double[] solve(double[][] observed, float[] confidences, double @Nullable [] expected) {
    return basis == null || observed.length == 0 || observed.length >= settings.factors()
        ? dense.solve(observed, confidences, expected)
        : fewer(observed, confidences, expected);
  }

  private double[] fewer(double[][] observed, float[] confidences, double @Nullable [] expected) {
    int m = observed.length;
    int k = eigenvalues.length;
    double regularisation = settings.regularisationOf(m);
    // YᵀCp + λ·expected, and then what it is without the term of rank m
    double[] wanted = new double[k];
    for (int i = 0; expected != null && i < k; i++) {
      wanted[i] = regularisation * expected[i];
    }
    double[][] roots = new double[m][k]; // Z D^(-1/2)
    for (int n = 0; n < m; n++) {
      double extra = settings.alpha() * confidences[n];
      double root = Math.sqrt(extra);
      for (int i = 0; i < k; i++) {
        wanted[i] += (1 + extra) * observed[n][i];
        roots[n][i] = root * observed[n][i] / Math.sqrt(eigenvalues[i] + regularisation);
      }
    }
    for (int i = 0; i < k; i++) {
      wanted[i] /= Math.sqrt(eigenvalues[i] + regularisation);
    }
    double[] part = solveSmall(roots, wanted);
    for (int n = 0; n < m; n++) {
      for (int i = 0; i < k; i++) {
        wanted[i] -= part[n] * roots[n][i];
      }
    }
    for (int i = 0; i < k; i++) {
      wanted[i] /= Math.sqrt(eigenvalues[i] + regularisation);
    }
    return wanted;
  }

  /** Solves (I + RRᵀ)·part = R·wanted. */
  private double[] solveSmall(double[][] roots, double[] wanted) {
    int m = roots.length;
    left.reshape(m, m);
    right.reshape(m, 1);
    solution.reshape(m, 1);
    for (int n = 0; n < m; n++) {
      right.data[n] = dot(roots[n], wanted);
      for (int o = 0; o <= n; o++) {
        double product = dot(roots[n], roots[o]);
        left.data[n * m + o] = product;
        left.data[o * m + n] = product;
      }
      left.data[n * m + n] += 1;
    }
    if (!solver.setA(left)) {
      throw new ArithmeticException("the normal equations are not positive definite");
    }
    solver.solve(right, solution);
    return solution.data;
  }
}
