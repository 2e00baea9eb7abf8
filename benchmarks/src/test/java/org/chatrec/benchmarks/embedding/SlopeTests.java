package org.chatrec.benchmarks.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlopeTests {

  @Test
  void onlyTheSecondHalfCounts() {
    Slope slope = new Slope();
    for (int minute = 0; minute <= 10; minute++) {
      slope.add(minute, minute < 5 ? 100 * minute : 500 + 2 * minute);
    }
    assertThat(slope.ofSecondHalf()).isCloseTo(2, within(1e-9));
    assertThat(slope.last()).isEqualTo(520);
    assertThat(slope.most()).isEqualTo(520);
  }

  @Test
  void onePointGrowsNothing() {
    Slope slope = new Slope();
    slope.add(0, 7);
    assertThat(slope.ofSecondHalf()).isZero();
  }
}
