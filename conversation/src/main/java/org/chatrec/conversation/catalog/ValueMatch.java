package org.chatrec.conversation.catalog;

/** A value of the catalogue that some words name. */
public record ValueMatch(CardField field, String value, long count, Quality quality) {

  /** How surely, best first. */
  public enum Quality {
    EXACT,
    SYNONYM,
    /** Written as one word or as two: "northface", "play mobil". */
    JOINED,
    PART,
    /** The last word of several, which says what it is: "boots" of "Hiking Boots". */
    HEAD,
    LAST_NAME,
    SPELLING
  }
}
