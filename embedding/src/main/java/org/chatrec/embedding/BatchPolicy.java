package org.chatrec.embedding;

/**
 * What a run may hold, and what it costs: starting it, and each token computed, padding included.
 *
 * @param tokens per run, padding included; a longer window runs alone
 * @param overhead cost of starting a run, in tokens: a window joins a run only where padding it
 *     costs less than a run of its own
 */
record BatchPolicy(int tokens, int overhead) {

  /** The same for other runs; 0 for these. */
  BatchPolicy orTokens(int other) {
    return other == 0 ? this : new BatchPolicy(other, overhead);
  }

  /** Most windows of a run; a single one always fits. */
  int rows(int width) {
    return Math.max(1, tokens / width);
  }

  /** The shortest window worth padding to a width. */
  int shortest(int width) {
    return width - overhead;
  }

  /** The longest window to whose width one is worth padding. */
  int longest(int width) {
    return width + overhead;
  }

  /** What a run costs for each token that somebody asked for. */
  double cost(int rows, int width, long used) {
    return (overhead + (double) rows * width) / used;
  }
}
