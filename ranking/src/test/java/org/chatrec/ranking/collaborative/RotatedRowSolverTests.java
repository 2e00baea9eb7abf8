package org.chatrec.ranking.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Rows solved in the rotated basis say the same of every item as rows solved as they are. */
class RotatedRowSolverTests {

  private static final double CLOSE = 1e-8;

  @Property(tries = 300)
  void predictionsAreThoseOfTheNormalEquations(
      @ForAll @IntRange(min = 1, max = 24) int factors,
      @ForAll @IntRange(min = 0, max = 40) int observations,
      @ForAll @IntRange(min = 0, max = 30) int more,
      @ForAll @IntRange(min = 0, max = 3) int alike,
      @ForAll long seed) {
    Random random = new Random(seed);
    AlsSettings settings = new AlsSettings(factors, 3, 0.5, 0.5, 1, 1);
    double[][] others = rows(random, observations + more, factors);
    for (int i = 0; i < Math.min(alike, others.length); i++) {
      others[i] = new double[factors]; // nobody chose these: YᵀY may have no full rank
    }
    float[] confidences = new float[observations];
    for (int i = 0; i < observations; i++) {
      confidences[i] = 0.01F + 2 * random.nextFloat();
    }
    double[][] pulls = random.nextBoolean() ? rows(random, 1, factors) : null; // expected or not
    double[] plain =
        new RowSolver(settings, RowSolver.gram(others, factors))
            .solve(
                Arrays.copyOf(others, observations),
                confidences,
                pulls == null ? null : pulls[0].clone());
    double[] products = products(others, plain);
    RotatedRowSolver solver = new RotatedRowSolver(settings, others);
    if (pulls != null) {
      solver.rotate(pulls);
    }
    double[] rotated =
        solver.solve(
            Arrays.copyOf(others, observations), confidences, pulls == null ? null : pulls[0]);
    assertThat(products(others, rotated)).containsExactly(products, within(CLOSE));
    assertThat(product(rotated, rotated)).isCloseTo(product(plain, plain), within(CLOSE));
  }

  /** With few people everything may shrink to nothing: that is a solution, and no failure. */
  @Property(tries = 50)
  void factorsThatVanishAreSolvedAsWell(
      @ForAll @IntRange(min = 0, max = 200) int magnitude, @ForAll long seed) {
    AlsSettings settings = new AlsSettings(12, 1, 2, 0.5, 1, 1);
    double[][] others = rows(new Random(seed), 9, 12);
    for (double[] row : others) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= Math.pow(10, -magnitude);
      }
    }
    float[] sure = {1, 1, 0.5F};
    double[] plain =
        new RowSolver(settings, RowSolver.gram(others, 12)).solve(Arrays.copyOf(others, 3), sure);
    double length = Math.sqrt(product(plain, plain));
    RotatedRowSolver solver = new RotatedRowSolver(settings, others);
    double[] rotated = solver.solve(Arrays.copyOf(others, 3), sure, null);
    assertThat(Math.sqrt(product(rotated, rotated))).isCloseTo(length, within(CLOSE * length));
  }

  @Property(tries = 20)
  void rowsOfDifferentLengthsDoNotDisturbEachOther(@ForAll long seed) {
    Random random = new Random(seed);
    AlsSettings settings = new AlsSettings(8, 1, 2, 0.5, 1, 1);
    double[][] others = rows(random, 20, 8);
    RotatedRowSolver solver = new RotatedRowSolver(settings, others);
    float[] sure = new float[20];
    Arrays.fill(sure, 1);
    double[] first = solver.solve(Arrays.copyOf(others, 3), sure, null);
    double[] unused = solver.solve(Arrays.copyOf(others, 7), sure, null);
    double[] dense = solver.solve(Arrays.copyOf(others, 15), sure, null);
    assertThat(dense).isNotEqualTo(first);
    assertThat(solver.solve(Arrays.copyOf(others, 3), sure, null)).isEqualTo(first);
  }

  private static double[][] rows(Random random, int count, int factors) {
    double[][] rows = new double[count][factors];
    for (double[] row : rows) {
      for (int i = 0; i < factors; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return rows;
  }

  private static double[] products(double[][] rows, double[] with) {
    return Arrays.stream(rows).mapToDouble(row -> product(row, with)).toArray();
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
