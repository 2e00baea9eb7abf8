package org.chatrec.plugin;

import java.util.concurrent.atomic.AtomicReference;
import org.chatrec.embedding.EmbeddingBusyException;
import org.chatrec.embedding.MemoryAccount;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.breaker.CircuitBreakingException;
import org.opensearch.indices.breaker.BreakerSettings;
import org.opensearch.monitor.jvm.JvmInfo;

/**
 * What embedding holds in memory, as a circuit breaker of the node: texts that wait, their vectors,
 * and tensors. The server makes the breaker before it makes the parts that use it.
 */
final class EmbeddingBreaker implements MemoryAccount {

  /** Its name in the node's stats, and in {@code breaker.<name>.limit}. */
  static final String NAME = "chatrec_embedding";

  /** Of the heap, unless the administrator says otherwise. */
  private static final double SHARE = 0.2;

  private final AtomicReference<@Nullable CircuitBreaker> breaker = new AtomicReference<>();

  static BreakerSettings settings(Settings settings) {
    long heap = JvmInfo.jvmInfo().getMem().getHeapMax().getBytes();
    return BreakerSettings.updateFromSettings(
        new BreakerSettings(
            NAME,
            (long) (heap * SHARE),
            1.0,
            CircuitBreaker.Type.MEMORY,
            CircuitBreaker.Durability.TRANSIENT),
        settings);
  }

  void use(CircuitBreaker made) {
    breaker.set(made);
  }

  @Override
  public void reserve(long bytes) {
    CircuitBreaker now = breaker.get();
    if (now == null) {
      return;
    }
    try {
      now.addEstimateBytesAndMaybeBreak(bytes, "texts to embed");
    } catch (CircuitBreakingException e) {
      throw new EmbeddingBusyException("there is no memory for more texts to embed", e);
    }
  }

  @Override
  public void release(long bytes) {
    CircuitBreaker now = breaker.get();
    if (now != null) {
      now.addWithoutBreaking(-bytes);
    }
  }
}
