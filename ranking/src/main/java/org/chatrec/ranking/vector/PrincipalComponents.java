package org.chatrec.ranking.vector;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The directions in which a sample of vectors differs most (Jolliffe 2002, "Principal Component
 * Analysis", section 1.1), by the eigenvectors of its covariance; where vectors have more
 * coordinates than the sample has vectors, by those of their products (section 3.5), so that time
 * and memory grow with the smaller of the two. Projected vectors are scaled so that the mean square
 * of their coordinates over the sample is 1. The same sample in the same order gives the same bits.
 * Immutable.
 */
public final class PrincipalComponents {

  /** Variance below this share of the largest direction's is rounding. */
  private static final double NEGLIGIBLE = 1e-9;

  private final float[] mean;
  private final double[][] directions;

  private PrincipalComponents(float[] mean, double[][] directions) {
    this.mean = mean;
    this.directions = directions;
  }

  /**
   * Finds them.
   *
   * @param sample vectors of one length
   * @param most how many directions at most; there are fewer where the sample differs in fewer
   */
  public static PrincipalComponents of(List<float[]> sample, int most) {
    float[] mean = mean(sample);
    double[][] apart = sample.stream().map(vector -> apart(vector, mean)).toArray(double[][]::new);
    boolean wide = mean.length > sample.size();
    DMatrixRMaj square = wide ? products(apart) : covariance(apart);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(square.numRows, true, true);
    if (square.numRows == 0 || !eigen.decompose(square)) {
      return new PrincipalComponents(mean, new double[0][]);
    }
    UnaryOperator<double[]> direction = wide ? mix -> unit(mixed(apart, mix)) : mix -> mix;
    return new PrincipalComponents(mean, directions(eigen, most, direction));
  }

  /** How many coordinates a projected vector has. */
  public int count() {
    return directions.length;
  }

  /**
   * A vector's coordinates along the directions, those in which the sample differs most first.
   *
   * @throws IllegalArgumentException if it is not as long as the vectors of the sample
   */
  public float[] project(float[] vector) {
    if (vector.length != mean.length) {
      throw new IllegalArgumentException(
          "a vector of " + vector.length + " coordinates among those of " + mean.length);
    }
    float[] projected = new float[directions.length];
    for (int n = 0; n < projected.length; n++) {
      double sum = 0;
      for (int i = 0; i < mean.length; i++) {
        sum += directions[n][i] * (vector[i] - mean[i]);
      }
      projected[n] = (float) sum;
    }
    return projected;
  }

  private static double[][] directions(
      EigenDecomposition_F64<DMatrixRMaj> eigen, int most, UnaryOperator<double[]> direction) {
    List<Integer> order =
        IntStream.range(0, eigen.getNumberOfEigenvalues())
            .boxed()
            .sorted((a, b) -> Double.compare(value(eigen, b), value(eigen, a)))
            .toList();
    double least = NEGLIGIBLE * Math.max(value(eigen, order.getFirst()), Double.MIN_NORMAL);
    List<Integer> kept = order.stream().filter(n -> value(eigen, n) > least).limit(most).toList();
    double variance = kept.stream().mapToDouble(n -> value(eigen, n)).average().orElse(1);
    return kept.stream()
        .map(n -> scaled(direction.apply(eigen.getEigenVector(n).data), 1 / Math.sqrt(variance)))
        .toArray(double[][]::new);
  }

  private static double value(EigenDecomposition_F64<DMatrixRMaj> eigen, int n) {
    return eigen.getEigenvalue(n).getReal();
  }

  private static double[] scaled(double[] vector, double by) {
    double[] scaled = new double[vector.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = vector[i] * by;
    }
    return scaled;
  }

  private static float[] mean(List<float[]> sample) {
    int length = sample.isEmpty() ? 0 : sample.getFirst().length;
    double[] sum = new double[length];
    for (float[] vector : sample) {
      for (int i = 0; i < length; i++) {
        sum[i] += vector[i];
      }
    }
    float[] mean = new float[length];
    for (int i = 0; i < length; i++) {
      mean[i] = (float) (sum[i] / sample.size());
    }
    return mean;
  }

  private static double[] apart(float[] vector, float[] mean) {
    double[] apart = new double[mean.length];
    for (int i = 0; i < apart.length; i++) {
      apart[i] = vector[i] - mean[i];
    }
    return apart;
  }

  /** AᵀA / n of n rows: as many rows as a vector has coordinates. */
  private static DMatrixRMaj covariance(double[][] apart) {
    int k = apart.length == 0 ? 0 : apart[0].length;
    DMatrixRMaj sum = new DMatrixRMaj(k, k);
    for (double[] row : apart) {
      for (int i = 0; i < k; i++) {
        for (int j = i; j < k; j++) {
          sum.data[i * k + j] += row[i] * row[j] / apart.length;
        }
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        sum.data[i * k + j] = sum.data[j * k + i];
      }
    }
    return sum;
  }

  /** AAᵀ / n, of the same eigenvalues: as many rows as there are vectors. */
  private static DMatrixRMaj products(double[][] apart) {
    int n = apart.length;
    DMatrixRMaj products = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int c = 0; c < apart[i].length; c++) {
          sum += apart[i][c] * apart[j][c];
        }
        products.data[i * n + j] = sum / n;
        products.data[j * n + i] = sum / n;
      }
    }
    return products;
  }

  private static double[] mixed(double[][] rows, double[] by) {
    double[] sum = new double[rows[0].length];
    for (int n = 0; n < rows.length; n++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += by[n] * rows[n][i];
      }
    }
    return sum;
  }

  private static double[] unit(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    return scaled(vector, 1 / Math.sqrt(squares));
  }
}
