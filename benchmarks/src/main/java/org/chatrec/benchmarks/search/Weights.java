package org.chatrec.benchmarks.search;

/**
 * What the parts of the rescored score count; the pivot is the first-pass score that counts half.
 */
public record Weights(
    double lexical, double content, double collaborative, double popularity, double pivot) {

  /** Every part as it is. */
  static final Weights ONES = new Weights(1, 1, 1, 1, 10);
}
