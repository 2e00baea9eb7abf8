package org.chatrec.conversation.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.conversation.text.Words;

/**
 * What a message's words can mean in the languages that it is read in. Immutable. Words are norms
 * of tokens; phrases are norms joined by blanks.
 */
public final class Vocabulary {
  /** In letters; "ein" before a shorter unit begins another word. */
  private static final int LEAST_NUMBER = 3;

  private static final int LEAST_UNIT = 5;

  /** Kinds of cues that stand between the words of what is sought, as well as anywhere. */
  private static final Set<String> SMALL =
      Set.of("STOP", "IN", "WITH", "FROM", "BY", "THAT", "CONNECT_AND", "CONNECT_OR");

  private static final String OCCASION = "OCCASION";

  private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");

  private final List<LanguagePack> packs;
  private final Set<String> own;
  private final Set<String> small = new HashSet<>();
  private final Set<String> occasions = new HashSet<>();
  private final Map<String, String> words = new HashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private final List<String> joiners = new ArrayList<>();
  private final Map<String, Unit> units = new HashMap<>();
  private final Map<String, Unit> prefixes = new HashMap<>();
  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, String> opposites = new HashMap<>();
  private final Map<String, List<CalendarWord>> calendar = new HashMap<>();

  /**
   * @param packs the first counts most
   */
  Vocabulary(List<LanguagePack> packs) {
    this.packs = List.copyOf(packs);
    this.own = packs.getFirst().vocabulary();
    for (LanguagePack pack : packs.reversed()) {
      pack.cues().forEach(this::addCue);
      words.putAll(pack.words());
      numbers.putAll(pack.numbers());
      units.putAll(pack.units());
      prefixes.putAll(pack.prefixes());
      fields.putAll(pack.fields());
      opposites.putAll(pack.opposites());
      if (!pack.joiner().isEmpty()) {
        joiners.add(pack.joiner());
      }
      pack.calendar()
          .forEach(
              (word, are) -> calendar.computeIfAbsent(word, w -> new ArrayList<>()).addAll(are));
    }
  }

  private void addCue(String line) {
    int colon = line.indexOf(':');
    String kind = colon > 0 ? line.substring(0, colon) : "";
    String phrases = line.substring(colon + 1).strip();
    if (SMALL.contains(kind)) {
      BAR.splitAsStream(phrases).map(Words::normal).forEach(small::add);
    } else if (kind.equals(OCCASION)) {
      BAR.splitAsStream(phrases).map(LanguagePack::phrase).forEach(occasions::add);
    }
  }

  /** Whether a text is what something is for ("birthday present"), which no item says of itself. */
  public boolean isOccasion(String text) {
    return occasions.contains(LanguagePack.phrase(text));
  }

  /**
   * Whether a text says nothing but how something is to feel or to look: "tense", "cosy and chic".
   */
  public boolean isTone(String text) {
    List<String> telling =
        Tokenizer.tokens(text).stream()
            .filter(Token::isWord)
            .map(Token::norm)
            .filter(word -> !isSmall(word))
            .toList();
    return packs.stream().anyMatch(pack -> pack.tones().contains(LanguagePack.phrase(text)))
        || !telling.isEmpty()
            && telling.stream()
                .allMatch(word -> packs.stream().anyMatch(pack -> pack.tones().contains(word)));
  }

  /** Which currencies, as ISO 4217 codes, a word can mean; none for other words. */
  public Set<String> currencies(String norm) {
    return packs.stream()
        .map(pack -> pack.currencies().getOrDefault(norm, Set.of()))
        .filter(codes -> !codes.isEmpty())
        .findFirst()
        .orElse(Set.of());
  }

  /** Whether a word tells nothing of a text that has it: "about", "whose". */
  public boolean isFunction(String norm) {
    return packs.stream().anyMatch(pack -> pack.function().contains(norm));
  }

  /** Whether a word says nothing of what is sought: "in", "the", "und". */
  public boolean isSmall(String norm) {
    return small.contains(norm);
  }

  /** The language that counts most, ISO 639-1. */
  public String language() {
    return packs.getFirst().code();
  }

  /** Whether the language that counts most has a word. */
  boolean knows(String word) {
    return own.contains(word);
  }

  /** Lines of cues, those of the language that counts most last. */
  public List<String> cues() {
    return packs.reversed().stream().flatMap(pack -> pack.cues().stream()).toList();
  }

  /** Lines of graded words, likewise. */
  public List<String> degrees() {
    return packs.reversed().stream().flatMap(pack -> pack.degrees().stream()).toList();
  }

  /** What the rules call a word: "aber" is "but"; most words are what they are. */
  public String canonical(String norm) {
    return words.getOrDefault(norm, norm);
  }

  /** The words that say what the rules call so. */
  public List<String> saying(String canonical) {
    List<String> all = new ArrayList<>(List.of(canonical));
    words.forEach(
        (word, is) -> {
          if (is.equals(canonical)) {
            all.add(word);
          }
        });
    return all;
  }

  /** The number that a word is; "fünfundzwanzig" is 25. */
  public OptionalDouble number(String word) {
    Double known = numbers.get(word);
    if (known != null) {
      return OptionalDouble.of(Math.abs(known));
    }
    return joiners.isEmpty() || word.length() < 5
        ? OptionalDouble.empty()
        : compound(word).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /** Whether a word multiplies the number before it: "hundred". */
  public boolean isMultiplier(String word) {
    Double known = numbers.get(word);
    return known != null && known < 0;
  }

  /** The unit that a phrase is. */
  public Optional<Unit> unit(String phrase) {
    return Optional.ofNullable(units.get(phrase));
  }

  /** A number and what it counts in one word: "dreijährig", "zweipersonenzelt". */
  public Optional<Counted> counted(String word) {
    return joiners.isEmpty()
        ? Optional.empty()
        : IntStream.rangeClosed(LEAST_NUMBER, word.length() - LEAST_UNIT)
            .boxed()
            .filter(cut -> number(word.substring(0, cut)).isPresent())
            .flatMap(
                cut ->
                    unit(word.substring(cut)).stream()
                        .map(
                            unit ->
                                new Counted(number(word.substring(0, cut)).getAsDouble(), unit)))
            .findFirst();
  }

  /** So many of a unit. */
  public record Counted(double number, Unit unit) {}

  /** The unit that a phrase before a number is: "aged". */
  public Optional<Unit> prefix(String phrase) {
    return Optional.ofNullable(prefixes.get(phrase));
  }

  /** What people call fields beside their names, and what such a field is about. */
  public Map<String, String> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** The phrases that deny a property, by its English name: "wired" is not wireless. */
  public List<String> opposites(String property) {
    return opposites.entrySet().stream()
        .filter(entry -> entry.getValue().equals(property))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** What a phrase means in dates, if it is of this kind. */
  public Optional<CalendarWord> calendar(String phrase, CalendarWord.Kind kind) {
    return calendar.getOrDefault(phrase, List.of()).stream()
        .filter(word -> word.kind() == kind)
        .findFirst();
  }

  /** A number in one word: its parts added up, and multiplied where a part multiplies. */
  private Optional<Double> compound(String word) {
    return parts(word, 0)
        .map(
            parts -> {
              double total = 0;
              double group = 0;
              for (double part : parts) {
                if (part <= -1000) {
                  total += Math.max(1, group) * -part;
                  group = 0;
                } else {
                  group = part < 0 ? Math.max(1, group) * -part : group + part;
                }
              }
              return total + group;
            });
  }

  private Optional<List<Double>> parts(String word, int depth) {
    if (word.isEmpty()) {
      return Optional.of(List.of());
    }
    if (depth > 8) {
      return Optional.empty();
    }
    for (int end = word.length(); end > 1; end--) {
      String part = word.substring(0, end);
      Double number = numbers.get(part);
      if (number != null || depth > 0 && joiners.contains(part)) {
        Optional<List<Double>> rest = parts(word.substring(end), depth + 1);
        if (rest.isPresent()) {
          return number == null
              ? rest
              : Optional.of(Stream.concat(Stream.of(number), rest.get().stream()).toList());
        }
      }
    }
    return Optional.empty();
  }
}
