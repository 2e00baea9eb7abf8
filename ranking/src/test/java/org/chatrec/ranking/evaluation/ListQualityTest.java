package org.chatrec.ranking.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListQualityTest {

  @Test
  void ofAnExampleByHand() {
    ListQuality quality = ListQuality.of(List.of("x", "a", "y", "b"), Set.of("a", "b", "c"), 4);
    assertThat(quality.precision()).isEqualTo(0.5);
    assertThat(quality.recall()).isCloseTo(2 / 3.0, within(1e-12));
    double ideal = 1 + 1 / (Math.log(3) / Math.log(2)) + 0.5;
    double gain = 1 / (Math.log(3) / Math.log(2)) + 1 / (Math.log(5) / Math.log(2));
    assertThat(quality.ndcg()).isCloseTo(gain / ideal, within(1e-12));
  }

  @Test
  void isOneForAPerfectListHoweverShort() {
    assertThat(ListQuality.of(List.of("a"), Set.of("a"), 10).ndcg()).isEqualTo(1);
    assertThat(ListQuality.of(List.of("a", "b", "z"), Set.of("b", "a"), 10).ndcg()).isEqualTo(1);
    assertThat(ListQuality.of(List.of(), Set.of("a"), 10).ndcg()).isZero();
  }

  @Test
  void anEstimateOfFewSaysNothing() {
    double[] one = new double[Estimate.LEAST - 1];
    double[] none = new double[one.length];
    java.util.Arrays.fill(one, 1);
    assertThat(Estimate.ofDifference(one, none).isGain()).isFalse();
    double[] enough = new double[Estimate.LEAST];
    java.util.Arrays.fill(enough, 1);
    assertThat(Estimate.ofDifference(enough, new double[enough.length]).isGain()).isTrue();
  }

  @Test
  void theStandardErrorIsThatOfTheMean() {
    Estimate estimate = Estimate.of(new double[] {1, 2, 3, 4});
    assertThat(estimate.mean()).isEqualTo(2.5);
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(5 / 3.0 / 4), within(1e-12));
    assertThat(estimate.low()).isLessThan(estimate.high());
  }
}
