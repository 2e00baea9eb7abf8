package org.chatrec.conversation.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.ValueMatch.Quality;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.EditDistance;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Words;

/**
 * A gazetteer over a card's values: finds the value that some words name, by exact words, synonym,
 * part of a compound ("Action & Adventure"), last name, or spelling. Keys are those of {@link
 * Tokenizer#key}. Immutable once built.
 */
public final class ValueIndex {
  private static final Comparator<ValueMatch> BEST_FIRST =
      Comparator.comparing(ValueMatch::quality)
          .thenComparing(Comparator.comparingLong(ValueMatch::count).reversed());

  /** Nobody says a value in more words; without a bound, each message would be tried as long. */
  private static final int MOST_WORDS = 16;

  /** Of a compound; what stands behind is found by the whole value alone. */
  private static final int MOST_PARTS = 16;

  /** Longer words are compared with no misspelt one: that takes the square of their length. */
  private static final int MOST_SPELT = 48;

  /** Shorter, what remains of a value without its small words is no name of it. */
  private static final int LEAST_CONTENT = 4;

  private static final int SHORT = 6;

  private static final int LEAST_NAME = 5;

  private static final int LONGEST_PARTICLE = 3;

  /** Of the letters that a word needs to be taken for a misspelt one. */
  private static final int LEAST_SPELT = 4;

  private final Map<String, List<ValueMatch>> byKey = new HashMap<>();
  private final Map<String, List<ValueMatch>> byLastName = new HashMap<>();
  private final Map<String, List<ValueMatch>> byJoined = new HashMap<>();
  private final Map<String, List<ValueMatch>> byHead = new HashMap<>();
  private final Map<String, Map<String, List<ValueMatch>>> byLanguage = new HashMap<>();
  private final Map<Character, List<String>> keysByInitial = new HashMap<>();
  private final Map<String, Map<Character, List<String>>> initialsByLanguage = new HashMap<>();
  private final Synonyms synonyms;
  private boolean complete = true;
  private int longest = 1;

  /** Of all values, however long that takes. */
  public ValueIndex(CatalogCard card, Synonyms synonyms) {
    this(card, synonyms, () -> false);
  }

  /**
   * @param late asked before each value; once it says so, the values that follow are left out
   */
  public ValueIndex(CatalogCard card, Synonyms synonyms, BooleanSupplier late) {
    this.synonyms = synonyms;
    for (CardField field : card.fields()) {
      if (field.kind() == FieldKind.KEYWORD) {
        addAll(field, late);
      }
    }
    byKey.values().forEach(matches -> matches.sort(BEST_FIRST));
    byLastName.values().forEach(matches -> matches.sort(BEST_FIRST));
    byJoined.values().forEach(matches -> matches.sort(BEST_FIRST));
    byHead.values().forEach(matches -> matches.sort(BEST_FIRST));
    byLanguage.values().forEach(keys -> keys.values().forEach(matches -> matches.sort(BEST_FIRST)));
    byKey.keySet().forEach(key -> addForSpelling(keysByInitial, key));
    byLanguage.forEach(
        (language, keys) -> {
          Map<Character, List<String>> initials = new HashMap<>();
          keys.keySet().forEach(key -> addForSpelling(initials, key));
          initialsByLanguage.put(language, initials);
        });
  }

  private void addAll(CardField field, BooleanSupplier late) {
    boolean person = FieldRole.of(field).isPerson();
    for (FieldValue value : field.values()) {
      if (late.getAsBoolean()) {
        complete = false;
        return;
      }
      add(field, value, person);
    }
  }

  /** Whether all values are in it; otherwise the time was not enough. */
  public boolean isComplete() {
    return complete;
  }

  /** The most words that a value, or a synonym of one, has. */
  public int longestInWords() {
    return longest;
  }

  /** Values that the words name, best first; of one field, the best only. */
  public List<ValueMatch> find(String key) {
    return byKey.getOrDefault(key, List.of());
  }

  /** Values that the words of one language name, and of no other: "Jacke". */
  public List<ValueMatch> find(String key, String language) {
    List<ValueMatch> known = find(key);
    List<ValueMatch> apart =
        byLanguage.getOrDefault(language, Map.of()).getOrDefault(key, List.of());
    return apart.isEmpty() ? known : Stream.concat(known.stream(), apart.stream()).toList();
  }

  /**
   * Values that are the same letters, however they are parted: "northface", "de longhi", "tshirt".
   *
   * @param key of several words, or of one; blanks and apostrophes do not count
   */
  public List<ValueMatch> findJoined(String key) {
    return byJoined.getOrDefault(joined(key), List.of());
  }

  /**
   * Values whose last word this is ("Hiking Boots" and "Rain Boots" for "boot"), or of which it is
   * the broader word ("beech" and "walnut" for "wood").
   */
  public List<ValueMatch> findHead(String key) {
    return byHead.getOrDefault(key, List.of());
  }

  /** Values of person fields whose last name this is, in its normal form, most frequent first. */
  public List<ValueMatch> findLastName(String key) {
    return byLastName.getOrDefault(key, List.of());
  }

  /** Persons whose last name is spelt nearly so: "Kubrik". */
  public List<ValueMatch> findLastNameSpelling(String name) {
    return name.length() < LEAST_NAME || name.length() > MOST_SPELT
        ? List.of()
        : byLastName.entrySet().stream()
            .filter(entry -> entry.getKey().charAt(0) == name.charAt(0))
            .filter(entry -> EditDistance.within(name, entry.getKey(), 1))
            .flatMap(entry -> entry.getValue().stream())
            .sorted(BEST_FIRST)
            .toList();
  }

  /** Values whose spelling is close, nearest length first; empty for short words. */
  public List<ValueMatch> findSpelling(String key) {
    int tolerance = EditDistance.tolerance(key);
    if (key.length() == LEAST_SPELT) {
      return lackingOne(key);
    }
    if (tolerance == 0 || key.length() > MOST_SPELT) {
      return List.of();
    }
    return close(key, keysByInitial, byKey);
  }

  /** The same, and words of one language: "Wanderschue". */
  public List<ValueMatch> findSpelling(String key, String language) {
    List<ValueMatch> known = findSpelling(key);
    return known.isEmpty() && EditDistance.tolerance(key) > 0 && key.length() <= MOST_SPELT
        ? close(
            key,
            initialsByLanguage.getOrDefault(language, Map.of()),
            byLanguage.getOrDefault(language, Map.of()))
        : known;
  }

  private static List<ValueMatch> close(
      String key, Map<Character, List<String>> initials, Map<String, List<ValueMatch>> matches) {
    int tolerance = EditDistance.tolerance(key);
    // Misspellings rarely touch the first letter, and common words differ there from values.
    return initials.getOrDefault(sound(key).charAt(0), List.of()).stream()
        .filter(
            known ->
                EditDistance.within(key, known, tolerance)
                        && !isAnotherWord(key, known)
                        && isCloseWordByWord(key, known)
                    || sound(key).equals(sound(known)))
        .flatMap(known -> matches.get(known).stream())
        .sorted(BEST_FIRST)
        .map(m -> new ValueMatch(m.field(), m.value(), m.count(), Quality.SPELLING))
        .toList();
  }

  /** Spellings of one sound, as "headfone" and "headphone", are the same here. */
  private static String sound(String key) {
    return key.replace("ph", "f").replace("ck", "k").replaceAll("(.)\\1", "$1");
  }

  /** A "sleeping mat" is no misspelt sleeping bag: the errors are not all in one short word. */
  private static boolean isCloseWordByWord(String key, String known) {
    List<String> typed = Characters.split(key, c -> c == ' ', MOST_WORDS);
    List<String> meant = Characters.split(known, c -> c == ' ', MOST_WORDS);
    return typed.size() == meant.size()
        && IntStream.range(0, typed.size()).allMatch(i -> isClose(typed.get(i), meant.get(i)));
  }

  private static boolean isClose(String typed, String meant) {
    return EditDistance.within(typed, meant, Math.max(1, EditDistance.tolerance(typed)))
        && (typed.length() >= LEAST_SPELT || typed.equals(meant));
  }

  /** "Aple": of a word so short, one letter of the value may be missing, and nothing else. */
  private List<ValueMatch> lackingOne(String key) {
    return keysByInitial.getOrDefault(sound(key).charAt(0), List.of()).stream()
        .filter(known -> known.length() == key.length() + 1 && lacksOne(key, known))
        .flatMap(known -> byKey.get(known).stream())
        .filter(m -> m.quality() == Quality.EXACT && FieldRole.of(m.field()) == FieldRole.BRAND)
        .map(m -> new ValueMatch(m.field(), m.value(), m.count(), Quality.SPELLING))
        .sorted(BEST_FIRST)
        .toList();
  }

  private static boolean lacksOne(String key, String known) {
    int at = 0;
    while (at < key.length() && key.charAt(at) == known.charAt(at)) {
      at++;
    }
    return key.substring(at).equals(known.substring(at + 1));
  }

  /** Short words that differ in one letter are mostly two words: "block" is not "black". */
  private static boolean isAnotherWord(String key, String known) {
    return key.length() == known.length()
        && key.length() <= SHORT
        && !Arrays.equals(key.chars().sorted().toArray(), known.chars().sorted().toArray());
  }

  /** The value of one field that a text most likely means. */
  public Optional<String> snap(String fieldName, String text) {
    String key = Tokenizer.key(text);
    String name = Words.normal(text).strip();
    return List.of(find(key), findLastName(name), findSpelling(key)).stream()
        .flatMap(List::stream)
        .filter(match -> match.field().name().equals(fieldName))
        .map(ValueMatch::value)
        .findFirst();
  }

  private void add(CardField field, FieldValue value, boolean person) {
    String key = Tokenizer.key(value.value());
    if (key.isEmpty()) {
      return;
    }
    put(byKey, key, field, value, Quality.EXACT);
    String content = Words.content(key);
    if (!content.equals(key) && content.length() >= LEAST_CONTENT) {
      put(byKey, content, field, value, Quality.SYNONYM);
    }
    synonyms.spokenFor(key).forEach(s -> put(byKey, s, field, value, Quality.SYNONYM));
    for (String language : synonyms.languages()) {
      Map<String, List<ValueMatch>> keys =
          byLanguage.computeIfAbsent(language, code -> new HashMap<>());
      synonyms.spokenFor(key, language).forEach(s -> put(keys, s, field, value, Quality.SYNONYM));
    }
    if (person) {
      addLastName(field, value, key);
    } else {
      addParts(field, value);
      addJoined(field, value, key, content);
      addHead(field, value, key);
      synonyms.broaderFor(key).forEach(s -> put(byHead, s, field, value, Quality.HEAD));
    }
  }

  private void addJoined(CardField field, FieldValue value, String key, String content) {
    Set<String> spoken = new HashSet<>(synonyms.spokenFor(key));
    spoken.add(key);
    spoken.add(content);
    spoken.add(letters(value.value()));
    spoken.stream()
        .map(ValueIndex::joined)
        .distinct()
        .filter(joined -> joined.length() >= 2)
        .forEach(joined -> put(byJoined, joined, field, value, Quality.JOINED));
  }

  /** Of kinds and colours, "light blue" is a blue. */
  private void addHead(CardField field, FieldValue value, String key) {
    FieldRole role = FieldRole.of(field);
    int space = key.lastIndexOf(' ');
    if (space > 0 && (role == FieldRole.GENRE || role == FieldRole.COLOUR)) {
      String head = key.substring(space + 1);
      for (int at = key.indexOf(' '); at < space; at = key.indexOf(' ', at + 1)) {
        put(byHead, key.substring(at + 1), field, value, Quality.HEAD); // "car seat" of a child
      }
      Set<String> spoken = new HashSet<>(synonyms.spokenFor(head));
      synonyms.languages().forEach(code -> spoken.addAll(synonyms.spokenFor(head, code)));
      spoken.add(head);
      spoken.removeAll(synonyms.broaderFor(key)); // they name it already
      spoken.forEach(s -> put(byHead, s, field, value, Quality.HEAD));
    }
  }

  /** "Levi's" is "levis", "H&M" is "hm". */
  private static String letters(String value) {
    return Characters.without(Words.normal(value), c -> !Character.isLetterOrDigit(c));
  }

  private static String joined(String key) {
    return Characters.without(key, c -> c == ' ' || c == '\'' || c == '-');
  }

  private void addParts(CardField field, FieldValue value) {
    List<String> parts = Characters.split(value.value(), ValueIndex::joins, MOST_PARTS);
    if (parts.size() < 2) {
      return;
    }
    for (String part : parts) {
      String key = Tokenizer.key(part);
      put(byKey, key, field, value, Quality.PART);
      synonyms.spokenFor(key).forEach(s -> put(byKey, s, field, value, Quality.PART));
    }
  }

  private static boolean joins(int c) {
    return c == '&' || c == '/' || c == '|';
  }

  private void addLastName(CardField field, FieldValue value, String key) {
    // not the stem: "birds" are no Brad Bird
    String name = Words.normal(value.value()).strip();
    int space = name.lastIndexOf(' ');
    if (key.indexOf(' ') > 0 && space > 0) {
      int hyphen = name.indexOf('-', space);
      String family =
          isFamilyFirst(value.value().strip())
              ? name.substring(0, space)
              : name.substring(Math.max(space, hyphen) + 1);
      put(byLastName, family, field, value, Quality.LAST_NAME);
      String particle = withParticle(name);
      if (!particle.isEmpty()) {
        put(byKey, Tokenizer.key(particle), field, value, Quality.LAST_NAME);
      }
    }
  }

  /** "De Niro", "von Trier": a short word between first and last name belongs to the latter. */
  private static String withParticle(String name) {
    int last = name.lastIndexOf(' ');
    int before = name.lastIndexOf(' ', last - 1);
    boolean particle =
        before > 0
            && last - before - 1 <= LONGEST_PARTICLE
            && last - before - 1 > 1
            && name.substring(before + 1, last).chars().allMatch(Character::isLetter);
    return particle ? name.substring(before + 1) : "";
  }

  /** Chinese and Korean names begin with the family's: "Wong Kar-wai", not "Daniel Day-Lewis". */
  private static boolean isFamilyFirst(String name) {
    int space = name.indexOf(' ');
    int hyphen = name.indexOf('-', space + 1);
    return space > 0
        && hyphen > space + 1
        && hyphen + 1 < name.length()
        && Character.isUpperCase(name.codePointAt(space + 1))
        && Character.isLowerCase(name.codePointAt(hyphen + 1))
        && name.codePoints().skip(name.codePointCount(0, space + 1)).allMatch(ValueIndex::isOfName);
  }

  private static boolean isOfName(int c) {
    return c == '-' || Character.isLetter(c);
  }

  private void put(
      Map<String, List<ValueMatch>> index,
      String key,
      CardField field,
      FieldValue value,
      Quality quality) {
    int words = words(key);
    if (key.isEmpty() || words > MOST_WORDS) {
      return;
    }
    longest = Math.max(longest, words);
    index
        .computeIfAbsent(key, k -> new ArrayList<>(1))
        .add(new ValueMatch(field, value.value(), value.count(), quality));
  }

  private static void addForSpelling(Map<Character, List<String>> initials, String key) {
    if (EditDistance.tolerance(key) > 0 && key.length() <= MOST_SPELT) {
      initials.computeIfAbsent(sound(key).charAt(0), k -> new ArrayList<>()).add(key);
    }
  }

  private static int words(String key) {
    return 1 + (int) key.chars().filter(c -> c == ' ').count();
  }
}
