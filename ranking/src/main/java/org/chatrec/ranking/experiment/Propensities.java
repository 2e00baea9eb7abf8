package org.chatrec.ranking.experiment;

import java.util.Arrays;
import java.util.List;

/**
 * With which probability each arm is chosen. Known exactly, so that what is learned from the
 * answers of one arm can be weighed by how likely it was (inverse propensities; Horvitz and
 * Thompson 1952).
 */
@SuppressWarnings("ArrayRecordComponent") // read by position, never compared
public record Propensities(double[] probabilities) {

  /** Whatever is known, an arm is tried so often, shared among all of them. */
  static final double EXPLORED = 0.05;

  private static final int CELLS = 4_000;

  /** Each arm as often as any other. */
  public static Propensities equal(int arms) {
    double[] probabilities = new double[arms];
    Arrays.fill(probabilities, 1.0 / arms);
    return new Propensities(probabilities);
  }

  /**
   * Each arm with the probability that its rate is the highest of all (Thompson 1933), and none
   * with less than its share of 5 %. It is what choosing the arm of the highest drawn rate amounts
   * to, but as a number: {@code P(i best) = ∫ f_i(x) Π_{j≠i} F_j(x) dx}.
   */
  public static Propensities thompson(List<BetaPosterior> posteriors) {
    int arms = posteriors.size();
    Grid grid =
        new Grid(
            posteriors.stream().mapToDouble(BetaPosterior::low).min().orElse(0),
            posteriors.stream().mapToDouble(BetaPosterior::high).max().orElse(1),
            CELLS * arms);
    double[][] mass = posteriors.stream().map(grid::mass).toArray(double[][]::new);
    double[] best = new double[arms];
    double[] below = new double[arms];
    for (int cell = 0; cell < grid.cells(); cell++) {
      for (int i = 0; i < arms; i++) {
        double chance = mass[i][cell];
        for (int j = 0; j < arms; j++) {
          // of two in one cell, each is the higher as often as the other
          chance *= j == i ? 1 : below[j] + mass[j][cell] / 2;
        }
        best[i] += chance;
      }
      for (int i = 0; i < arms; i++) {
        below[i] += mass[i][cell];
      }
    }
    return explored(best);
  }

  /** The chances of all arms together are 1 but for rounding and for draws in one cell. */
  private static Propensities explored(double[] best) {
    double sum = Arrays.stream(best).sum();
    double share = 1.0 / best.length;
    return new Propensities(
        Arrays.stream(best)
            .map(chance -> (1 - EXPLORED) * (sum > 0 ? chance / sum : share) + EXPLORED * share)
            .toArray());
  }

  /**
   * The arm of somebody.
   *
   * @param where a number of theirs, drawn evenly from 0 (included) to 1 (excluded); the same
   *     number gives the same arm as long as the probabilities are the same
   */
  public int arm(double where) {
    double sum = 0;
    for (int i = 0; i < probabilities.length - 1; i++) {
      sum += probabilities[i];
      if (where < sum) {
        return i;
      }
    }
    return probabilities.length - 1;
  }

  /** The probability of an arm. */
  public double of(int arm) {
    return probabilities[arm];
  }
}
