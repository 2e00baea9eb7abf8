package org.chatrec.conversation.answer;

import java.util.List;

/**
 * What an item says of something.
 *
 * @param kind how it says so
 * @param field that says it; empty where nothing does
 * @param words the values, or the sentence
 */
record Finding(Kind kind, String field, List<String> words) {

  enum Kind {
    /** A field that is true or false. */
    FLAG_YES,
    FLAG_NO,
    /** A value that was asked for, or another one in its place. */
    VALUE_YES,
    VALUE_NO,
    /** A sentence with the words, one that denies them, and one that may do either. */
    TEXT_YES,
    TEXT_NO,
    TEXT_SAYS,
    UNKNOWN
  }

  static final Finding UNKNOWN = new Finding(Kind.UNKNOWN, "", List.of());

  static Finding of(Kind kind, String field, String words) {
    return new Finding(kind, field, List.of(words));
  }

  boolean isYes() {
    return kind == Kind.FLAG_YES || kind == Kind.VALUE_YES || kind == Kind.TEXT_YES;
  }

  boolean isKnown() {
    return kind != Kind.UNKNOWN;
  }
}
