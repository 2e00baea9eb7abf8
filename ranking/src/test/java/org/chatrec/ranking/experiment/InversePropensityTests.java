package org.chatrec.ranking.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.evaluation.Estimate;
import org.junit.jupiter.api.Test;

class InversePropensityTests {

  private static final int RUNS = 400;
  private static final int EACH = 600;

  /** An arm that was given mostly in quiet times, and what came of its answers. */
  private static InversePropensity run(Random random) {
    InversePropensity arm = InversePropensity.NONE;
    for (int n = 0; n < 2 * EACH; n++) {
      boolean quiet = n >= EACH;
      double propensity = quiet ? 0.9 : 0.1;
      double rate = quiet ? 0.1 : 0.5;
      if (random.nextDouble() < propensity) {
        arm = arm.plusAnswers(1, propensity);
        arm = random.nextDouble() < rate ? arm.plusReward(propensity) : arm;
      }
    }
    return arm;
  }

  @Test
  void whenAnArmWasGivenIsNoMeritOfTheArm() {
    Random random = new Random(5);
    int inside = 0;
    double sum = 0;
    for (int n = 0; n < RUNS; n++) {
      Estimate rate = run(random).rate();
      sum += rate.mean();
      inside += rate.low() <= 0.3 && 0.3 <= rate.high() ? 1 : 0;
    }
    assertThat(sum / RUNS).as("the rate of both times alike").isCloseTo(0.3, within(0.01));
    assertThat((double) inside / RUNS).as("intervals of 95 %").isBetween(0.91, 0.98);
  }

  @Property(tries = 50)
  void ofOnePropensityItIsTheShare(
      @ForAll @DoubleRange(min = 0.05, max = 1) double propensity,
      @ForAll @IntRange(min = 1, max = 5_000) int answers,
      @ForAll @IntRange(max = 5_000) int rewards) {
    int rewarded = Math.min(rewards, answers);
    InversePropensity arm = InversePropensity.NONE.plusAnswers(answers, propensity);
    for (int n = 0; n < rewarded; n++) {
      arm = arm.plusReward(propensity);
    }
    double share = (double) rewarded / answers;
    assertThat(arm.rate().mean()).isCloseTo(share, within(1e-9));
    assertThat(arm.rate().standardError())
        .isCloseTo(Math.sqrt(share * (1 - share) / answers), within(1e-6));
    assertThat(arm.effective()).isCloseTo(answers, within(1e-6 * answers));
  }

  @Test
  void nothingIsKnownBeforeAnAnswerAndNoAnswerIsImpossible() {
    assertThat(InversePropensity.NONE.rate()).isEqualTo(new Estimate(0, 0, 0));
    assertThat(InversePropensity.NONE.effective()).isZero();
    for (double wrong : new double[] {0, -0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> InversePropensity.NONE.plusAnswers(1, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
