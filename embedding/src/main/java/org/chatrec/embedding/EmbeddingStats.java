package org.chatrec.embedding;

/**
 * Counts since start, over all models of one service.
 *
 * @param texts texts received
 * @param tokens tokens computed, padding not counted
 * @param batches runs of a model
 * @param failures texts that got no vector
 * @param truncations texts of which a part was left out
 * @param inferenceNanos time spent inside the models, summed over threads
 */
public record EmbeddingStats(
    long texts, long tokens, long batches, long failures, long truncations, long inferenceNanos) {}
