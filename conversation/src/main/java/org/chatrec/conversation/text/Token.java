package org.chatrec.conversation.text;

/**
 * A word, a number, a Han character or a punctuation mark of a message.
 *
 * @param raw as typed
 * @param norm lower case, without diacritics, with plain apostrophes
 * @param stem the norm without an English plural ending; words are compared by it
 * @param start index of its first character in the text
 * @param end index after its last
 */
public record Token(String raw, String norm, String stem, int start, int end) {

  public boolean isWord() {
    return Character.isLetterOrDigit(norm.codePointAt(0));
  }

  public boolean isHan() {
    return Words.isHan(norm.codePointAt(0));
  }

  public boolean isCapitalised() {
    return Character.isUpperCase(raw.codePointAt(0));
  }
}
