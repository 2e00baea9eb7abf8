package org.chatrec.embedding;

/**
 * Token ids around every window of one purpose.
 *
 * @param opening special tokens and prefix before it
 * @param closing special tokens after it
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
record Frame(long[] opening, long[] closing) {
  int tokens() {
    return opening.length + closing.length;
  }
}
