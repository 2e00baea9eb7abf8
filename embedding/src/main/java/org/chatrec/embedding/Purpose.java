package org.chatrec.embedding;

/** What a text is embedded for; some models were trained with a different prefix for each. */
public enum Purpose {
  /** A question to be matched against documents. */
  QUERY,
  /** A text to be found. */
  DOCUMENT
}
