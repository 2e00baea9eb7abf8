package org.chatrec.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LatenciesTests {

  @Test
  void percentilesAreMeasuredTimes() {
    Latencies latencies = new Latencies();
    for (int i = 1000; i >= 1; i--) {
      latencies.addMillis(i);
    }
    assertThat(latencies.percentile(50)).isEqualTo(500);
    assertThat(latencies.percentile(99)).isEqualTo(990);
    assertThat(latencies.percentile(100)).isEqualTo(1000);
  }

  @Test
  void nothingMeasuredIsNoFigure() {
    assertThatIllegalStateException().isThrownBy(() -> new Latencies().percentile(50));
  }
}
