package org.chatrec.benchmarks.relevance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianNoiseTest {

  @ParameterizedTest
  @CsvSource({"0.1, 1e-5", "1, 1e-5", "10, 1e-6", "1000, 1e-3"})
  void noiseGivesWhatWasAsked(double epsilon, double delta) {
    assertThat(GaussianNoise.of(epsilon, delta).epsilon(delta))
        .isCloseTo(epsilon, within(1e-9 * epsilon + 1e-12));
  }

  /** ε = 1 and δ = 1e-5: √ρ = √(11.513 + 1) − √11.513 = .1443, σ = √2 / .1443. */
  @Test
  void noiseIsThatOfThePaper() {
    assertThat(GaussianNoise.of(1, 1e-5).deviation()).isCloseTo(9.80, within(0.01));
    assertThat(GaussianNoise.of(10, 1e-5).deviation()).isCloseTo(1.136, within(0.001));
  }

  @Test
  void aVectorIsAsFarAwayAsTheNoiseSays() {
    float[] vector = new float[40_000];
    float[] noisy = new GaussianNoise(0.5).on(vector, new Random(3));
    double sum = 0;
    for (float value : noisy) {
      sum += value * value;
    }
    assertThat(Math.sqrt(sum / noisy.length)).isCloseTo(0.5, within(0.01));
    assertThat(vector).containsOnly(0);
    assertThat(GaussianNoise.NONE.on(new float[] {1, 2}, new Random(3))).containsExactly(1, 2);
  }
}
