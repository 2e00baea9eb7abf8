package org.chatrec.ranking.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PropensitiesTests {

  private static List<BetaPosterior> posteriors(Random random, int arms, int trials) {
    List<BetaPosterior> posteriors = new ArrayList<>();
    for (int i = 0; i < arms; i++) {
      int of = random.nextInt(trials + 1);
      posteriors.add(BetaPosterior.of(Math.floor(of * random.nextDouble()), of));
    }
    return posteriors;
  }

  @Property(tries = 200)
  void theyAddUpToOneAndNoneIsForgotten(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 8) int arms,
      @ForAll @IntRange(max = 1_000_000) int trials) {
    Propensities thompson = Propensities.thompson(posteriors(new Random(seed), arms, trials));
    assertThat(Arrays.stream(thompson.probabilities()).sum()).isCloseTo(1, within(1e-9));
    for (double each : thompson.probabilities()) {
      assertThat(each).isGreaterThanOrEqualTo(Propensities.EXPLORED / arms - 1e-12);
    }
  }

  /** What Thompson did: draw a rate of each arm, take the highest. */
  @Property(tries = 20)
  void theyAreThoseOfDrawing(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int arms) {
    Random random = new Random(seed);
    List<BetaPosterior> posteriors = posteriors(random, arms, 30);
    double[] shares = new double[arms];
    int draws = 20_000;
    for (int draw = 0; draw < draws; draw++) {
      double[] rates = posteriors.stream().mapToDouble(p -> rate(p, random)).toArray();
      int best = 0;
      for (int i = 1; i < arms; i++) {
        best = rates[i] > rates[best] ? i : best;
      }
      shares[best] += 1.0 / draws;
    }
    Propensities thompson = Propensities.thompson(posteriors);
    for (int i = 0; i < arms; i++) {
      double expected = 0.95 * shares[i] + 0.05 / arms;
      assertThat(thompson.of(i)).isCloseTo(expected, within(0.02));
    }
  }

  /** By the share of successes among whole numbers of uniform draws: Beta(a,b) is an order. */
  private static double rate(BetaPosterior posterior, Random random) {
    int successes = (int) posterior.successes();
    int failures = (int) posterior.failures();
    double[] uniform = random.doubles(successes + failures + 1).sorted().toArray();
    return uniform[successes];
  }

  @Test
  void theBetterArmIsTakenAndTheOrderOfArmsIsNoDifference() {
    List<BetaPosterior> arms =
        new ArrayList<>(
            List.of(
                BetaPosterior.of(10, 1_000),
                BetaPosterior.of(60, 1_000),
                BetaPosterior.of(20, 1_000)));
    Propensities thompson = Propensities.thompson(arms);
    assertThat(thompson.of(1)).isGreaterThan(0.95);
    Collections.reverse(arms);
    Propensities reversed = Propensities.thompson(arms);
    for (int i = 0; i < 3; i++) {
      assertThat(reversed.of(i)).isCloseTo(thompson.of(2 - i), within(1e-9));
    }
    assertThat(Propensities.thompson(List.of(BetaPosterior.UNKNOWN, BetaPosterior.UNKNOWN)).of(0))
        .isCloseTo(0.5, within(1e-9));
  }

  @Property
  void eachArmIsDrawnAsOftenAsItsProbabilitySays(
      @ForAll @DoubleRange(min = 0.01, max = 0.98) double first) {
    Propensities some = new Propensities(new double[] {first, (1 - first) / 2, (1 - first) / 2});
    int[] counts = new int[3];
    int draws = 10_000;
    for (int i = 0; i < draws; i++) {
      counts[some.arm((i + 0.5) / draws)]++;
    }
    for (int i = 0; i < 3; i++) {
      assertThat(counts[i] / (double) draws).isCloseTo(some.of(i), within(2e-4));
    }
    assertThat(Propensities.equal(4).of(3)).isEqualTo(0.25);
  }
}
