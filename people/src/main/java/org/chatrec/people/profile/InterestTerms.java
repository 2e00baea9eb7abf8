package org.chatrec.people.profile;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.catalog.FieldRole;
import org.jspecify.annotations.Nullable;

/**
 * Words for an interest: the values that most of its items have in common, and where these have
 * none, the words of their titles, and where these have none either, the first one's title. What
 * says how large, how old or how many an item is, for whom, or in which language it may be had,
 * says nothing of an interest: values that are numbers, dates or sizes are left out, and fields in
 * such roles. Of values that as many items have, those of the field that the catalogue names first
 * come first.
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

  /** Fields that say in which forms a thing is there, not what it is. */
  private static final Set<FieldRole> FORMS =
      EnumSet.of(
          FieldRole.SIZE, FieldRole.GENDER, FieldRole.AGE, FieldRole.STOCK, FieldRole.LANGUAGE);

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}'’-]+");
  private static final int SHORTEST_WORD = 4;

  private InterestTerms() {}

  /**
   * The terms of an interest, those of most items first.
   *
   * @param items of the interest
   * @param others the items of the person's other interests
   */
  static List<String> of(
      Catalog catalog, List<Map<String, Object>> items, List<Map<String, Object>> others) {
    int shared = items.size() > 1 ? 2 : 1;
    Map<String, Integer> values = values(catalog, items);
    return Stream.<Supplier<List<String>>>of(
            () -> frequent(apart(values, items.size(), catalog, others), shared),
            () -> frequent(values, shared),
            () -> frequent(words(catalog, items), shared),
            () -> titles(catalog, items))
        .map(Supplier::get)
        .filter(terms -> !terms.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The first title; items that are alike by meaning alone have nothing else that names them. */
  private static List<String> titles(Catalog catalog, List<Map<String, Object>> items) {
    return items.stream()
        .flatMap(item -> texts(catalog.value(item, catalog.titleField())).stream())
        .filter(title -> !title.isBlank())
        .limit(1)
        .toList();
  }

  /** How many items have each value, in the order of the catalogue's fields. */
  private static Map<String, Integer> values(Catalog catalog, List<Map<String, Object>> items) {
    List<String> telling =
        catalog.filterFields().stream()
            .filter(field -> !FORMS.contains(catalog.roles().meaning(field)))
            .toList();
    Map<String, Set<Integer>> having = new LinkedHashMap<>();
    for (String field : telling) {
      for (int i = 0; i < items.size(); i++) {
        for (String value : new TreeSet<>(texts(catalog.value(items.get(i), field)))) {
          having.computeIfAbsent(value, unseen -> new HashSet<>()).add(i);
        }
      }
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    having.forEach((value, its) -> counts.put(value, its.size()));
    counts.keySet().removeIf(value -> !isDescriptive(value));
    return counts;
  }

  /** Values that a larger share of these items has than of the others. */
  private static Map<String, Integer> apart(
      Map<String, Integer> values, int items, Catalog catalog, List<Map<String, Object>> others) {
    Map<String, Integer> elsewhere = values(catalog, others);
    Map<String, Integer> apart = new LinkedHashMap<>(values);
    apart
        .entrySet()
        .removeIf(
            value ->
                elsewhere.getOrDefault(value.getKey(), 0) * items
                    >= value.getValue() * Math.max(1, others.size()));
    return apart;
  }

  private static Map<String, Integer> words(Catalog catalog, List<Map<String, Object>> items) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Map<String, Object> item : items) {
      words(catalog.value(item, catalog.titleField()))
          .forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    return counts;
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
        .sorted(Comparator.comparing(term -> -term.getValue())) // among equals, as they are given
        .limit(SHOWN)
        .map(Map.Entry::getKey)
        .toList();
  }
}
