package org.chatrec.benchmarks.search;

/**
 * How words and vectors are mixed in the first pass.
 *
 * @param neighbours how many nearest films are added to those with the words
 * @param boost what (1 + cosine) / 2 is multiplied by before it is added to BM25
 */
public record Mix(int neighbours, double boost) {

  /** Candidates that are rescored. */
  static final int WINDOW = 200;
}
