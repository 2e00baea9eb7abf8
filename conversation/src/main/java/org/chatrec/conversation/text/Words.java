package org.chatrec.conversation.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Normal forms of words. */
public final class Words {
  private static final String APOSTROPHES = "\u2018\u2019\u02BC\u0060\u00B4";

  private static final Set<String> SMALL = Set.of("the", "a", "an", "and", "of", "to", "for");

  private Words() {}

  /** Lower case, compatibility forms unfolded, diacritics removed. May be empty. */
  public static String normal(String text) {
    // marks go first: putting thousands in a row into their order takes the square of their number
    String unfolded = Normalizer.normalize(withoutMarks(withPlainApostrophes(text)), Form.NFKD);
    return Normalizer.normalize(withoutMarks(unfolded).toLowerCase(Locale.ROOT), Form.NFC);
  }

  private static String withPlainApostrophes(String text) {
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i < plain.length(); i++) {
      if (APOSTROPHES.indexOf(plain.charAt(i)) >= 0) {
        plain.setCharAt(i, '\'');
      }
    }
    return plain.toString();
  }

  private static String withoutMarks(String text) {
    return Characters.without(text, Characters::isMark);
  }

  /**
   * A word without its English plural or possessive ending. Only endings that rarely mislead: the
   * S-stemmer of Harman (1991, "How effective is suffixing?", section 2), plus "-ches", "-shes",
   * "-xes" and "-sses".
   */
  public static String stem(String norm) {
    String word = norm.endsWith("'s") ? norm.substring(0, norm.length() - 2) : norm;
    if (word.length() < 4 || !word.endsWith("s") || word.endsWith("ss")) {
      return word;
    }
    if (word.endsWith("ies")
        && !word.endsWith("eies")
        && !word.endsWith("aies")
        && word.length() > 5) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("ches")
        || word.endsWith("shes")
        || word.endsWith("xes")
        || word.endsWith("sses")) {
      return word.substring(0, word.length() - 2);
    }
    return word.endsWith("us") || word.endsWith("is") ? word : word.substring(0, word.length() - 1);
  }

  /** A key without articles, prepositions and conjunctions: "easy to clean" is "easy clean". */
  public static String content(String key) {
    return Arrays.stream(key.split(" "))
        .filter(word -> !SMALL.contains(word))
        .collect(Collectors.joining(" "));
  }

  public static boolean isHan(int codePoint) {
    return UnicodeScript.of(codePoint) == UnicodeScript.HAN;
  }
}
