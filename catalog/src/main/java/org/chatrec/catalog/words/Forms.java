package org.chatrec.catalog.words;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Plural and singular of an English word (the S-stemmer of Harman 1991). Items are indexed in
 * whatever way their owner chose, mostly without stems, so both forms are looked for.
 */
final class Forms {

  private static final int SHORTEST = 3;

  private Forms() {}

  /** The word itself first. */
  static Set<String> of(String word) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(word);
    if (word.length() >= SHORTEST && word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      String singular = singular(word);
      forms.add(singular);
      forms.add(plural(singular));
    }
    return forms;
  }

  /** What a word and its plural have in common. */
  static String singular(String word) {
    int length = word.length();
    if (length < SHORTEST || !word.endsWith("s")) {
      return word;
    }
    if (word.matches(".*[^ae]ies")) {
      return word.substring(0, length - 3) + "y";
    }
    if (word.matches(".+(ss|sh|ch|x|z)es")) {
      return word.substring(0, length - 2);
    }
    return word.matches(".*(us|ss|is)") ? word : word.substring(0, length - 1);
  }

  private static String plural(String word) {
    if (word.matches(".*(s|x|z|ch|sh)")) {
      return word + "es";
    }
    return word.matches(".*[^aeiou]y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }
}
