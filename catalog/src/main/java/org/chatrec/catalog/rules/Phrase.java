package org.chatrec.catalog.rules;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Words that a request has to have, in this order, whatever their case and whatever stands between
 * words. They begin and end where words do; in scripts that write no blanks they may begin and end
 * anywhere.
 */
final class Phrase {

  private static final Set<UnicodeScript> WITHOUT_BLANKS =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private Phrase() {}

  /** Whether there is a letter or a digit in it. */
  static boolean isAny(String words) {
    return !plain(words).isEmpty();
  }

  /** Whether a text has the words. */
  static boolean isIn(String text, String words) {
    String wanted = plain(words);
    String all = plain(text);
    for (int at = wanted.isEmpty() ? -1 : all.indexOf(wanted);
        at >= 0;
        at = all.indexOf(wanted, at + 1)) {
      if (isEdge(all, at) && isEdge(all, at + wanted.length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether one word ends and another may begin at a place. */
  private static boolean isEdge(String text, int at) {
    if (at == 0 || at == text.length()) {
      return true;
    }
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at);
    return before == ' ' || after == ' ' || isWithoutBlanks(before) || isWithoutBlanks(after);
  }

  private static boolean isWithoutBlanks(int character) {
    return WITHOUT_BLANKS.contains(UnicodeScript.of(character));
  }

  /** Letters and digits, with the marks that belong to them, and one blank for all else. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}]+", " ")
        .strip();
  }
}
