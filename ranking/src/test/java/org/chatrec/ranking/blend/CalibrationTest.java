package org.chatrec.ranking.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final double[] ODD = {
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    -1e300,
    -1,
    -0.0,
    0,
    1e-300,
    1,
    1e300,
    Double.POSITIVE_INFINITY
  };

  private static List<Scale> scales(double mean, double deviation) {
    return List.of(
        new Calibration(mean, deviation),
        new Calibration(mean, deviation, true),
        new Ratio(1 + Math.abs(mean)),
        new Saturation(1 + Math.abs(mean)),
        new Unscaled());
  }

  @Property
  void partsLieInRangeAndNeverFall(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double mean,
      @ForAll @DoubleRange(min = 0, max = 1e6) double deviation,
      @ForAll double one,
      @ForAll double other) {
    for (Scale scale : scales(mean, deviation)) {
      assertThat(scale.of(one)).isBetween(0.0, 1.0);
      assertThat(scale.of(Math.max(one, other))).isGreaterThanOrEqualTo(scale.of(one));
      assertThat(scale.explain("number", one).getValue().doubleValue()).isEqualTo(scale.of(one));
    }
  }

  @Test
  void oddNumbersHaveAPlace() {
    for (Scale scale : scales(0.5, 0.1)) {
      for (double odd : ODD) {
        assertThat(scale.of(odd)).as("%s of %s", scale, odd).isBetween(0.0, 1.0);
      }
    }
  }

  @Property
  void theUsualIsAThirdAndEachDeviationATwelfth(
      @ForAll @DoubleRange(min = -100, max = 100) double mean,
      @ForAll @DoubleRange(min = 0.01, max = 100) double deviation,
      @ForAll @DoubleRange(min = -4, max = 5) double z) {
    Calibration usual = new Calibration(mean, deviation);
    assertThat(usual.of(mean + z * deviation)).isCloseTo((z + 4) / 12, within(1e-9));
    assertThat(usual.of(mean)).isCloseTo(Calibration.USUAL, within(1e-12));
  }

  /** What is learned from behaviour has a long tail, and its order is what is asked for. */
  @Property
  void farAboveTheUsualTheBetterStillHasMore(
      @ForAll @DoubleRange(min = -4, max = 60) double z,
      @ForAll @DoubleRange(min = 0.1, max = 20) double more) {
    Calibration usual = new Calibration(0.5, 0.01);
    double less = usual.of(0.5 + z * 0.01);
    double better = usual.of(0.5 + (z + more) * 0.01);
    assertThat((float) better).isGreaterThan((float) less).isLessThan(1);
    assertThat(better - less).isLessThanOrEqualTo(more / 12 + 1e-9);
  }

  @Test
  void whereNothingDiffersEverythingIsUsual() {
    Calibration constant = Calibration.of(new double[] {7, 7, 7});
    assertThat(constant.deviation()).isZero();
    for (double value : new double[] {6, 7, 8, Double.NaN, 1e300}) {
      assertThat(constant.of(value)).isEqualTo(Calibration.USUAL);
    }
    assertThat(Calibration.of(new double[0]).of(3)).isEqualTo(Calibration.USUAL);
    assertThat(Calibration.ofCounts(new double[] {0, 0}).of(12)).isEqualTo(Calibration.USUAL);
  }

  @Property
  void momentsAreThoseOfTheTextbook(
      @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = -1e3, max = 1e3) Double> numbers) {
    double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    Calibration usual = Calibration.of(values);
    assertThat(usual.mean()).isCloseTo(mean, within(1e-8));
    assertThat(usual.deviation()).isCloseTo(Math.sqrt(variance), within(1e-6));
  }

  @Test
  void whatIsNoNumberDoesNotCount() {
    assertThat(Calibration.of(new double[] {1, Double.NaN, 3, Double.POSITIVE_INFINITY}))
        .isEqualTo(Calibration.of(new double[] {1, 3}));
  }

  @Property
  void poolingIsTheMomentsOfAllTogether(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -10, max = 10) Double> some,
      @ForAll @IntRange(min = 1, max = 20) int others) {
    double[] values = some.stream().mapToDouble(Double::doubleValue).toArray();
    double[] constants = new double[others];
    Arrays.fill(constants, 4);
    double[] all = Arrays.copyOf(values, values.length + others);
    Arrays.fill(all, values.length, all.length, 4);
    Calibration pooled =
        Calibration.of(values).pooled(values.length, Calibration.of(constants), others);
    assertThat(pooled.mean()).isCloseTo(Calibration.of(all).mean(), within(1e-9));
    assertThat(pooled.deviation()).isCloseTo(Calibration.of(all).deviation(), within(1e-7));
  }

  @Test
  void countsAreComparedByTheirLogarithms() {
    Calibration usual = Calibration.ofCounts(new double[] {0, 1, 9, 99, 999, -5});
    assertThat(usual.logarithmic()).isTrue();
    double[] logarithms = {0, Math.log(2), Math.log(10), Math.log(100), Math.log(1000), 0};
    assertThat(usual.mean()).isCloseTo(Calibration.of(logarithms).mean(), within(1e-12));
    assertThat(usual.of(-1)).isEqualTo(usual.of(0));
    assertThat(usual.of(99)).isGreaterThan(usual.of(9));
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calibration(Double.NaN, 1))
        .withMessageContaining("[mean]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Calibration(0, -1))
        .withMessageContaining("[deviation]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ratio(0))
        .withMessageContaining("[best]");
  }
}
