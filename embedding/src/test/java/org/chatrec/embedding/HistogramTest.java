package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Property
  void percentilesAreTheTrueOnesOrUpToAnEighthAbove(
      @ForAll @Size(min = 1, max = 300) List<@LongRange(min = 0, max = 1L << 50) Long> values) {
    Histogram histogram = new Histogram();
    values.forEach(histogram::add);
    List<Long> sorted = values.stream().sorted().toList();
    Percentiles read = histogram.percentiles();
    assertThat(read.count()).isEqualTo(values.size());
    assertThat(read.longest()).isEqualTo(sorted.getLast());
    near(read.p50(), sorted, 0.5);
    near(read.p95(), sorted, 0.95);
    near(read.p99(), sorted, 0.99);
  }

  private static void near(long read, List<Long> sorted, double share) {
    long exact = sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    assertThat(read).isBetween(exact, exact + exact / 8);
  }

  @Property
  void bucketsFollowEachOtherWithoutAGap(@ForAll @LongRange(min = 0, max = 1L << 60) long value) {
    int bucket = Histogram.bucket(value);
    assertThat(value).isLessThanOrEqualTo(Histogram.upperEnd(bucket));
    if (bucket > 0) {
      assertThat(value).isGreaterThan(Histogram.upperEnd(bucket - 1));
    }
  }

  @Test
  void nothingMeasuredAndExtremes() {
    assertThat(new Histogram().percentiles()).isEqualTo(new Percentiles(0, 0, 0, 0, 0));
    Histogram histogram = new Histogram();
    histogram.add(Long.MAX_VALUE);
    histogram.add(-5);
    assertThat(histogram.percentiles().longest()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.percentiles().p50()).isZero();
  }
}
