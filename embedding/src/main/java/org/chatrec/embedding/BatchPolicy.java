package org.chatrec.embedding;

/**
 * What a run may hold.
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

  boolean hasRoom(int rows, int width) {
    return (rows + 1L) * width <= tokens;
  }

  /** The shortest window worth padding to a width. */
  int shortest(int width) {
    return width - overhead;
  }
}
