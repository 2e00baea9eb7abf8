package org.chatrec.benchmarks.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * EASE, the linear item-item model in closed form (Steck 2019): B = I − P · diag(1 /
 * P<sub>jj</sub>) with P = (XᵀX + λI)⁻¹. There are far fewer people than items here, so P is had
 * from the small matrix of people: P = (I − Xᵀ (XXᵀ + λI)⁻¹ X) / λ, and is never written down.
 */
final class Ease {

  /** Chosen on MovieLens-100K with the values (stars − 1) / 4. */
  static final double REGULARISATION = 200;

  private final Ratings ratings;
  private final double lambda;
  private final DMatrixRMaj inverse;
  private final double[] diagonal;

  Ease(Ratings ratings, double lambda) {
    this.ratings = ratings;
    this.lambda = lambda;
    this.inverse = inverse(ratings, lambda);
    this.diagonal = diagonal();
  }

  /** What each item is worth to a person, by column. */
  double[] scores(Ratings.Row person) {
    double[] x = dense(person);
    double[] products = new double[ratings.rows().size()];
    Arrays.setAll(products, user -> dot(ratings.rows().get(user), x));
    DMatrixRMaj through = new DMatrixRMaj(products.length, 1);
    CommonOps_DDRM.mult(inverse, new DMatrixRMaj(products.length, 1, true, products), through);
    double[] scores = new double[x.length];
    for (int user = 0; user < products.length; user++) {
      Ratings.Row row = ratings.rows().get(user);
      for (int n = 0; n < row.columns().length; n++) {
        scores[row.columns()[n]] += through.get(user) * row.value(n);
      }
    }
    for (int item = 0; item < scores.length; item++) {
      scores[item] = x[item] - (x[item] - scores[item]) / lambda / diagonal[item];
    }
    return scores;
  }

  private static DMatrixRMaj inverse(Ratings ratings, double lambda) {
    int people = ratings.rows().size();
    DMatrixRMaj gram = new DMatrixRMaj(people, people);
    double[] row = new double[ratings.items().size()];
    for (int a = 0; a < people; a++) {
      fill(row, ratings.rows().get(a));
      for (int b = 0; b < people; b++) {
        gram.set(a, b, dot(ratings.rows().get(b), row) + (a == b ? lambda : 0));
      }
      Arrays.fill(row, 0);
    }
    if (!CommonOps_DDRM.invert(gram)) {
      throw new IllegalStateException(
          "a matrix with " + lambda + " on its diagonal has an inverse");
    }
    return gram;
  }

  private double[] diagonal() {
    List<List<double[]>> columns = new ArrayList<>();
    ratings.items().forEach(item -> columns.add(new ArrayList<>()));
    for (int user = 0; user < ratings.rows().size(); user++) {
      Ratings.Row row = ratings.rows().get(user);
      for (int n = 0; n < row.columns().length; n++) {
        columns.get(row.columns()[n]).add(new double[] {user, row.value(n)});
      }
    }
    return columns.stream().mapToDouble(this::ownEntry).toArray();
  }

  private double ownEntry(List<double[]> column) {
    double sum = 0;
    for (double[] a : column) {
      for (double[] b : column) {
        sum += a[1] * b[1] * inverse.get((int) a[0], (int) b[0]);
      }
    }
    return (1 - sum) / lambda;
  }

  private double[] dense(Ratings.Row person) {
    double[] row = new double[ratings.items().size()];
    fill(row, person);
    return row;
  }

  private static void fill(double[] dense, Ratings.Row row) {
    for (int n = 0; n < row.columns().length; n++) {
      dense[row.columns()[n]] = row.value(n);
    }
  }

  private static double dot(Ratings.Row row, double[] dense) {
    double sum = 0;
    for (int n = 0; n < row.columns().length; n++) {
      sum += row.value(n) * dense[row.columns()[n]];
    }
    return sum;
  }
}
