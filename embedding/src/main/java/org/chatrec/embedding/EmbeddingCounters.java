package org.chatrec.embedding;

import java.util.concurrent.atomic.LongAdder;

/** Where embedders count; many threads write, few read. */
public final class EmbeddingCounters {
  final LongAdder texts = new LongAdder();
  final LongAdder tokens = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder truncations = new LongAdder();
  final LongAdder inferenceNanos = new LongAdder();

  /** The sums of this moment; sums taken while others write may differ by what is under way. */
  public EmbeddingStats snapshot() {
    return new EmbeddingStats(
        texts.sum(),
        tokens.sum(),
        batches.sum(),
        failures.sum(),
        truncations.sum(),
        inferenceNanos.sum());
  }
}
