package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class BatchTunerTest {
  private static final int FALLBACK = 16_384;

  private final AtomicLong now = new AtomicLong();
  private final List<Integer> measured = new ArrayList<>();

  private int tune(Duration limit, IntToLongFunction nanosOfARun) {
    BatchTuner.Trial device =
        (rows, width) -> {
          measured.add(rows * width);
          now.addAndGet(nanosOfARun.applyAsLong(rows * width));
        };
    return new BatchTuner(device, now::get, limit).tokens(FALLBACK, 256);
  }

  @Test
  void stopsWhereLargerRunsBringNothing() {
    // a start of 2 ms, then a microsecond a token, and from 8,192 on twice that
    int tokens = tune(Duration.ofMinutes(1), n -> 2_000_000 + n * 1_000L * (n > 8_192 ? 2 : 1));
    assertThat(tokens).isEqualTo(8_192);
    assertThat(measured.getLast()).isEqualTo(16_384);
  }

  @Test
  void takesTheSmallestThatIsNearlyTheBest() {
    // 4 % from 1,024 to the limit: not worth the waiting
    assertThat(tune(Duration.ofMinutes(1), n -> 40_000 + n * 1_000L)).isEqualTo(1_024);
  }

  @Test
  void goesToTheLimitOnADeviceThatAlwaysGains() {
    assertThat(tune(Duration.ofMinutes(1), n -> 1_000_000_000)).isEqualTo(65_536);
  }

  @Test
  void endsInTime() {
    int tokens = tune(Duration.ofSeconds(2), n -> 1_000_000_000);
    assertThat(tokens).isEqualTo(1_024);
    assertThat(measured).hasSize(3);
  }

  @Test
  void whatTheDeviceCannotDoEndsIt() {
    BatchTuner.Trial device =
        (rows, width) -> {
          if (rows * width > 4_096) {
            throw new IOException("out of memory");
          }
          now.addAndGet(1_000_000);
        };
    assertThat(new BatchTuner(device, now::get, Duration.ofMinutes(1)).tokens(FALLBACK, 256))
        .isEqualTo(4_096);
  }

  @Test
  void withoutAnyMeasurementTheFallbackIsTaken() {
    BatchTuner.Trial broken =
        (rows, width) -> {
          throw new IOException("no");
        };
    assertThat(new BatchTuner(broken, now::get, Duration.ofMinutes(1)).tokens(FALLBACK, 256))
        .isEqualTo(FALLBACK);
  }

  @Test
  void aModelMeasuresItself() throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    EmbeddingOptions options = BareSession.options().withDevice(Device.CPU);
    try (EmbeddingService service =
        new EmbeddingService(List.of(BareSession.MODELS), options, pool)) {
      assertThat(service.status("all-minilm-l6-v2").batchTokens()).isNull();
      service
          .embed("all-minilm-l6-v2", List.of("a"), Purpose.QUERY, LongText.MEAN)
          .toCompletableFuture()
          .join();
      assertThat(service.status("all-minilm-l6-v2").batchTokens()).isEqualTo(128);
    } finally {
      pool.shutdown();
    }
  }
}
