package org.chatrec.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chatrec.embedding.EmbeddingBusyException;
import org.junit.jupiter.api.Test;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.indices.breaker.BreakerSettings;
import org.opensearch.indices.breaker.HierarchyCircuitBreakerService;

class EmbeddingBreakerTests {

  /** The server's own breaker service, with this plugin's breaker in it. */
  private static CircuitBreaker breaker(BreakerSettings settings) {
    ClusterSettings cluster =
        new ClusterSettings(Settings.EMPTY, ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
    return new HierarchyCircuitBreakerService(Settings.EMPTY, java.util.List.of(settings), cluster)
        .getBreaker(EmbeddingBreaker.NAME);
  }

  @Test
  void memoryIsCountedAndRefusedAboveTheLimit() {
    Settings settings =
        Settings.builder().put("breaker." + EmbeddingBreaker.NAME + ".limit", "1mb").build();
    CircuitBreaker real = breaker(EmbeddingBreaker.settings(settings));
    EmbeddingBreaker account = new EmbeddingBreaker();
    account.use(real);
    account.reserve(1_000_000);
    assertThat(real.getUsed()).isEqualTo(1_000_000);
    assertThatThrownBy(() -> account.reserve(100_000)).isInstanceOf(EmbeddingBusyException.class);
    assertThat(real.getUsed()).as("what was refused is not counted").isEqualTo(1_000_000);
    account.release(1_000_000);
    assertThat(real.getUsed()).isZero();
  }

  @Test
  void withoutASettingItIsAShareOfTheHeap() {
    long limit = EmbeddingBreaker.settings(Settings.EMPTY).getLimit();
    assertThat(limit).isBetween(1L << 20, Runtime.getRuntime().maxMemory() / 4);
  }
}
