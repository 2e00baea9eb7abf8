package org.chatrec.embedding;

/**
 * Token ids around every window of one purpose.
 *
 * @param opening special tokens and prefix before it; of a pair, its first text as well
 * @param closing special tokens after it
 * @param type token type of the window and of what follows it; what comes before has 0
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
record Frame(long[] opening, long[] closing, int type) {
  /** Around a text that is alone. */
  Frame(long[] opening, long[] closing) {
    this(opening, closing, 0);
  }

  int tokens() {
    return opening.length + closing.length;
  }
}
