package org.chatrec.embedding;

/**
 * How long something took, in nanoseconds. The percentiles are at most one eighth too long.
 *
 * @param count how often it was measured
 * @param p50 the median
 * @param p95 not exceeded by 95 %
 * @param p99 not exceeded by 99 %
 * @param longest the longest
 */
public record Percentiles(long count, long p50, long p95, long p99, long longest) {}
