package org.chatrec.conversation.catalog;

/** A value of the catalogue that some words name. */
public record ValueMatch(CardField field, String value, long count, Quality quality) {

  /** How surely, best first. */
  public enum Quality {
    EXACT,
    SYNONYM,
    PART,
    LAST_NAME,
    SPELLING
  }
}
