package org.chatrec.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTests {
  private static final Period USUAL = new Period(1_000, 0, 20, 90, 400, 80, 600, 0);

  private static List<Period> twelve(IntFunction<Period> each) {
    return IntStream.range(0, 12).mapToObj(each).toList();
  }

  @Test
  void whatIsAlwaysTheSameIsWell() {
    assertThat(Trend.wrongs(Collections.nCopies(12, USUAL))).isEmpty();
  }

  /** Caches fill in the first third. */
  @Test
  void whatGrowsInTheBeginningIsWell() {
    assertThat(Trend.wrongs(twelve(i -> withHeap(Math.min(400, 100 * (i + 1)))))).isEmpty();
  }

  @Test
  void whatGoesOnGrowingIsNamedWithItsFigures() {
    assertThat(Trend.wrongs(twelve(i -> withHeap(100L * (i + 1)))))
        .containsExactly("heap grows: 600 became 1000");
    assertThat(Trend.wrongs(twelve(i -> new Period(9, 0, 20, 90, 400, 80 + 20L * i, 600, i))))
        .containsExactly("threads grows: 180 became 260", "open searches grows: 5 became 9");
    assertThat(Trend.wrongs(twelve(i -> new Period(9, 0, 5 + 5 * i, 90, 400, 80, 600, 0))))
        .containsExactly("time of an answer grows: 30 became 50");
  }

  /** One period beside the others is no trend. */
  @Test
  void oneBurstIsNone() {
    assertThat(Trend.wrongs(twelve(i -> withHeap(i == 11 ? 4_000 : 400)))).isEmpty();
  }

  @Test
  void everyFailureCounts() {
    Period failed = new Period(1_000, 1, 20, 90, 400, 80, 600, 0);
    assertThat(Trend.wrongs(List.of(failed))).containsExactly("1 requests failed");
    assertThat(Trend.wrongs(twelve(i -> i % 6 == 0 ? failed : USUAL)))
        .containsExactly("2 requests failed");
  }

  private static Period withHeap(long heap) {
    return new Period(1_000, 0, 20, 90, heap, 80, 600, 0);
  }
}
