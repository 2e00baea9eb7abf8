package org.chatrec.embedding;

/**
 * Counts since start, over all models of one service.
 *
 * @param texts texts that have their outcome
 * @param tokens tokens computed, padding not counted
 * @param computedTokens the same, padding counted
 * @param batches runs of a model
 * @param failures texts that got no vector
 * @param truncations texts of which a part was left out
 * @param cacheHits texts whose vector was known already
 * @param reused documents that kept the vector they were stored with
 * @param refusals texts turned away because there was no room
 * @param retries runs that failed and were repeated text by text
 * @param waiting texts that are in the house now
 * @param busyNanos time during which at least one thread was at work
 * @param inferenceNanos time spent inside the models, summed over threads
 * @param inferenceTimes of single runs
 * @param queueTimes from a text's arrival at the queue to the start of its run
 */
public record EmbeddingStats(
    long texts,
    long tokens,
    long computedTokens,
    long batches,
    long failures,
    long truncations,
    long cacheHits,
    long reused,
    long refusals,
    long retries,
    int waiting,
    long busyNanos,
    long inferenceNanos,
    Percentiles inferenceTimes,
    Percentiles queueTimes) {

  /** Tokens a second while there was something to do; padding not counted. */
  public double tokensPerSecond() {
    return busyNanos == 0 ? 0 : tokens * 1e9 / busyNanos;
  }

  /** The part of what was computed that was not padding, 0 to 1. */
  public double fill() {
    return computedTokens == 0 ? 1 : (double) tokens / computedTokens;
  }
}
