package org.chatrec.embedding;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Where the service and its models count; many threads write, few read. */
final class EmbeddingCounters {
  final LongAdder texts = new LongAdder();
  final LongAdder tokens = new LongAdder();
  final LongAdder computedTokens = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder truncations = new LongAdder();
  final LongAdder inferenceNanos = new LongAdder();
  final LongAdder cacheHits = new LongAdder();
  final LongAdder reused = new LongAdder();
  final LongAdder refusals = new LongAdder();
  final LongAdder retries = new LongAdder();
  final Histogram queueTimes = new Histogram();
  final Histogram inferenceTimes = new Histogram();

  void count(List<EmbeddingOutcome> outcomes) {
    texts.add(outcomes.size());
    for (EmbeddingOutcome outcome : outcomes) {
      switch (outcome) {
        case EmbeddingFailure failure -> failures.increment();
        case Embedded embedded -> truncations.add(embedded.truncated() ? 1 : 0);
      }
    }
  }

  /**
   * One run of a model.
   *
   * @param used tokens of its texts
   * @param computed the same with padding
   */
  void run(long used, long computed, long nanos) {
    batches.increment();
    tokens.add(used);
    computedTokens.add(computed);
    inferenceNanos.add(nanos);
    inferenceTimes.add(nanos);
  }

  /** The sums of this moment; sums taken while others write may differ by what is under way. */
  EmbeddingStats snapshot(int waiting, long busyNanos) {
    return new EmbeddingStats(
        texts.sum(),
        tokens.sum(),
        computedTokens.sum(),
        batches.sum(),
        failures.sum(),
        truncations.sum(),
        cacheHits.sum(),
        reused.sum(),
        refusals.sum(),
        retries.sum(),
        waiting,
        busyNanos,
        inferenceNanos.sum(),
        inferenceTimes.percentiles(),
        queueTimes.percentiles());
  }
}
