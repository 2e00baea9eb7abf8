package org.chatrec.embedding;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a batch and hands out what came of it. A run that fails is repeated text by text, so that
 * only the text at fault is left without a vector.
 */
final class BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  private final Inference inference;
  private final EmbeddingCounters counters;
  private final LongSupplier nanoClock;
  private final Predicate<float[]> usable;

  BatchRunner(Inference inference, EmbeddingCounters counters, LongSupplier nanoClock) {
    this(inference, counters, nanoClock, Vectors::normalise);
  }

  /**
   * @param usable brings what came out into its final form, and says whether it has one
   */
  BatchRunner(
      Inference inference,
      EmbeddingCounters counters,
      LongSupplier nanoClock,
      Predicate<float[]> usable) {
    this.usable = usable;
    this.inference = inference;
    this.counters = counters;
    this.nanoClock = nanoClock;
  }

  /** Every item has its result, or its call has failed, when this returns. */
  void run(List<Item> batch) {
    long now = nanoClock.getAsLong();
    batch.forEach(item -> counters.queueTimes.add(now - item.arrived()));
    try {
      attempt(batch);
    } catch (RuntimeException | Error e) {
      // not the model's answer to these texts: whoever waits must learn of it, whatever it is
      batch.forEach(item -> item.fail(e));
    }
  }

  private void attempt(List<Item> batch) {
    float[][] vectors;
    try {
      vectors = inference.run(batch);
    } catch (OrtException e) {
      LOG.debug("a run of {} texts failed", batch.size(), e);
      alone(batch);
      return;
    }
    for (int i = 0; i < vectors.length; i++) {
      batch.get(i).done(usable.test(vectors[i]) ? vectors[i] : null);
    }
  }

  private void alone(List<Item> batch) {
    if (batch.size() == 1) {
      batch.getFirst().done(null);
    } else {
      counters.retries.increment();
      batch.forEach(item -> attempt(List.of(item)));
    }
  }
}
