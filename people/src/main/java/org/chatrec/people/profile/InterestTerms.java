package org.chatrec.people.profile;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * Words for an interest: the values that most of its items have in common, and where these have
 * none, the words of their titles. What says how large, how old or how many an item is says nothing
 * of an interest: values that are numbers, dates or sizes are left out.
 */
final class InterestTerms {

  /** Terms named per interest. */
  private static final int SHOWN = 5;

  /** Long values are texts. */
  private static final int LONGEST = 60;

  /** Digits with at most a unit, a sign or the name of a size scale beside them. */
  private static final Pattern MEASURE =
      Pattern.compile("\\P{L}*\\p{L}{0,3}\\P{L}*\\d\\P{L}*\\p{L}{0,3}\\P{L}*");

  private static final Pattern SIZE =
      Pattern.compile("(x{0,4}[sl]|m|\\d+xl|one size|onesize|small|medium|large|x-?large)");

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}'’-]+");
  private static final int SHORTEST_WORD = 4;

  private InterestTerms() {}

  /** The terms of these items, those of most items first. */
  static List<String> of(Catalog catalog, List<Map<String, Object>> items) {
    Map<String, Integer> values = new HashMap<>();
    Map<String, Integer> words = new HashMap<>();
    for (Map<String, Object> item : items) {
      Set<String> own = new HashSet<>();
      for (String field : catalog.filterFields()) {
        own.addAll(texts(catalog.value(item, field)));
      }
      own.removeIf(value -> !isDescriptive(value));
      own.forEach(value -> values.merge(value, 1, Integer::sum));
      words(catalog.value(item, catalog.titleField()))
          .forEach(word -> words.merge(word, 1, Integer::sum));
    }
    int shared = items.size() > 1 ? 2 : 1;
    List<String> terms = frequent(values, shared);
    return terms.isEmpty() ? frequent(words, shared) : terms;
  }

  /** Whether a value describes what a thing is. */
  static boolean isDescriptive(String value) {
    String text = value.strip().toLowerCase(Locale.ROOT);
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.codePoints().anyMatch(Character::isLetter)
        && !MEASURE.matcher(text).matches()
        && !SIZE.matcher(text).matches();
  }

  private static List<String> texts(@Nullable Object value) {
    return switch (value) {
      case Collection<?> many -> many.stream().flatMap(one -> texts(one).stream()).toList();
      case String text -> List.of(text);
      case null, default -> List.of();
    };
  }

  private static Set<String> words(@Nullable Object title) {
    Set<String> words = new HashSet<>();
    for (String text : texts(title)) {
      for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT))) {
        boolean han = word.codePoints().anyMatch(Character::isIdeographic);
        if ((han || word.length() >= SHORTEST_WORD) && isDescriptive(word)) {
          words.add(word);
        }
      }
    }
    return words;
  }

  private static List<String> frequent(Map<String, Integer> counts, int least) {
    return counts.entrySet().stream()
        .filter(term -> term.getValue() >= least)
        .sorted(
            Comparator.comparing((Map.Entry<String, Integer> term) -> -term.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(SHOWN)
        .map(Map.Entry::getKey)
        .toList();
  }
}
