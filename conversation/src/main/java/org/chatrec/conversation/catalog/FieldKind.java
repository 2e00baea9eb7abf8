package org.chatrec.conversation.catalog;

/** What the values of a catalogue field are, as far as filters are concerned. */
public enum FieldKind {
  KEYWORD,
  TEXT,
  INTEGER,
  DECIMAL,
  /** ISO-8601 dates; a plan's bounds on it are strings such as {@code 1990-01-01}. */
  DATE,
  BOOLEAN;

  /** Whether greater and less make sense. */
  public boolean isOrdered() {
    return this == INTEGER || this == DECIMAL || this == DATE;
  }

  public boolean isNumeric() {
    return this == INTEGER || this == DECIMAL;
  }
}
