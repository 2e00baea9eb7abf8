package org.chatrec.embedding;

/** What happens to a text with more tokens than the model takes in one run. */
public enum LongText {
  /** Overlapping windows are embedded, and their vectors averaged, weighted by their tokens. */
  MEAN,
  /** Only the beginning that fits is embedded. */
  TRUNCATE
}
