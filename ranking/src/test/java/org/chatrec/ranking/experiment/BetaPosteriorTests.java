package org.chatrec.ranking.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BetaPosteriorTests {

  @Test
  void ofNothingKnownEveryRateIsAsLikely() {
    assertThat(BetaPosterior.UNKNOWN.mean()).isEqualTo(0.5);
    BetaPosterior.Interval interval = BetaPosterior.UNKNOWN.interval(0.95);
    assertThat(interval.low()).isCloseTo(0.025, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.975, within(1e-6));
  }

  /** Quantiles of Beta(1,n+1) have a closed form: 1 - (1-q)^(1/(n+1)). */
  @Property
  void quantilesOfFailuresAloneAreExact(@ForAll @IntRange(max = 100_000) int failures) {
    BetaPosterior.Interval interval = new BetaPosterior(0, failures).interval(0.9);
    double low = 1 - Math.pow(0.95, 1.0 / (failures + 1));
    double high = 1 - Math.pow(0.05, 1.0 / (failures + 1));
    assertThat(interval.low()).isCloseTo(low, within(0.01 * high));
    assertThat(interval.high()).isCloseTo(high, within(0.01 * high));
  }

  @Property
  void theIntervalHoldsTheMeanAndIsMirroredWithTheCounts(
      @ForAll @IntRange(max = 1_000_000) int successes,
      @ForAll @IntRange(max = 1_000_000) int failures) {
    BetaPosterior posterior = new BetaPosterior(successes, failures);
    BetaPosterior.Interval interval = posterior.interval(0.95);
    assertThat(interval.low()).isLessThan(posterior.mean()).isBetween(0.0, 1.0);
    assertThat(interval.high()).isGreaterThan(posterior.mean()).isBetween(0.0, 1.0);
    BetaPosterior.Interval mirrored = new BetaPosterior(failures, successes).interval(0.95);
    assertThat(mirrored.low()).isCloseTo(1 - interval.high(), within(1e-6));
  }

  @Test
  void wrongCountsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BetaPosterior(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BetaPosterior(0, Double.NaN));
    assertThat(BetaPosterior.of(7, 5)).isEqualTo(new BetaPosterior(5, 0));
  }
}
