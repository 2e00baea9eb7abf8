package org.chatrec.conversation.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.text.Digraphs;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * The tables of one language, as its folder holds them. Phrases are joined norms of tokens.
 *
 * @param code ISO 639-1
 * @param cues lines of phrases that steer understanding, by kind
 * @param degrees lines of graded words
 * @param words what the rules call a word, by how the language says it
 * @param numbers by word; what multiplies is negative
 * @param joiner what may stand inside a number that is written in one word; empty for none
 * @param units by phrase
 * @param prefixes units before the number ("aged"), by phrase
 * @param fields what a field is about, by what people call it
 * @param calendar words of dates, by phrase; one may stand for several
 * @param opposites what a word for a property is the opposite of ("wired": wireless)
 * @param currencies which of them (ISO 4217) a word can mean
 * @param function words that say nothing of a text that has them
 * @param tones how something feels or looks, which texts seldom say of themselves
 * @param spoken words that name values, for telling languages apart
 * @param named the words of what those are called in English
 */
record LanguagePack(
    String code,
    List<String> cues,
    List<String> degrees,
    Map<String, String> words,
    Map<String, Double> numbers,
    String joiner,
    Map<String, Unit> units,
    Map<String, Unit> prefixes,
    Map<String, String> fields,
    Map<String, List<CalendarWord>> calendar,
    Map<String, String> opposites,
    Map<String, Set<String>> currencies,
    Set<String> function,
    Set<String> tones,
    Set<String> spoken,
    Set<String> named) {

  private static final String BEFORE = "BEFORE-";

  /** In letters. */
  private static final int LEAST_NAME = 2;

  static LanguagePack read(String code) {
    String folder = "languages/" + code + "/";
    Map<String, Double> numbers = new HashMap<>();
    String joiner = "";
    for (String line : Resources.linesIfAny(folder + "numbers.txt")) {
      String[] sides = line.split(" = ", 2);
      if (sides[0].equals("joiner")) {
        joiner = sides[1];
      } else {
        numbers.put(phrase(sides[0]), number(sides[1]));
      }
    }
    return new LanguagePack(
        code,
        Resources.linesIfAny(folder + "cues.txt"),
        Resources.linesIfAny(folder + "degrees.txt"),
        words(Resources.linesIfAny(folder + "words.txt")),
        numbers,
        joiner,
        units(Resources.linesIfAny(folder + "units.txt"), false),
        units(Resources.linesIfAny(folder + "units.txt"), true),
        words(Resources.linesIfAny(folder + "fields.txt")),
        calendar(Resources.linesIfAny(folder + "calendar.txt")),
        words(Resources.linesIfAny(folder + "opposites.txt")),
        currencies(Resources.linesIfAny(folder + "currencies.txt")),
        all(Resources.linesIfAny(folder + "function.txt")),
        all(Resources.linesIfAny(folder + "tones.txt")),
        spoken(translations(folder)),
        named(translations(folder)));
  }

  private static List<String> translations(String folder) {
    return Stream.of("synonyms.txt", "topics.txt")
        .flatMap(file -> Resources.linesIfAny(folder + file).stream())
        .toList();
  }

  /** A phrase as it is looked up: the norms of its words and signs, joined by blanks. */
  static String phrase(String text) {
    return Tokenizer.tokens(text).stream().map(Token::norm).collect(Collectors.joining(" "));
  }

  /** All words that the language's tables know, those of phrases one by one. */
  Set<String> vocabulary() {
    Set<String> all = steering();
    all.addAll(spoken);
    return all;
  }

  /**
   * English names that are none of the language's words but such names: "hat" is a small word of
   * German, and a code ("de", "it") one of others.
   */
  Set<String> meant() {
    Set<String> steering = steering();
    return named.stream()
        .filter(word -> word.length() > LEAST_NAME && !steering.contains(word))
        .collect(Collectors.toSet());
  }

  /** Small words that are names in English: "hat". */
  Set<String> ambiguous() {
    Set<String> both = steering();
    both.retainAll(named);
    return both;
  }

  private Set<String> steering() {
    Set<String> all = new HashSet<>(words.keySet());
    all.addAll(numbers.keySet());
    all.addAll(units.keySet());
    all.addAll(calendar.keySet());
    opposites.keySet().forEach(phrase -> all.addAll(Arrays.asList(phrase.split(" "))));
    List<String> lines = new ArrayList<>(cues);
    lines.addAll(degrees);
    for (String line : lines) {
      for (String phrase : phrases(line)) {
        all.addAll(Arrays.asList(phrase(phrase).split(" ")));
      }
    }
    return all;
  }

  private static double number(String text) {
    return text.startsWith("x") ? -Double.parseDouble(text.substring(1)) : Double.parseDouble(text);
  }

  private static Map<String, String> words(List<String> lines) {
    Map<String, String> words = new HashMap<>();
    for (String line : lines) {
      String canonical = line.substring(0, line.indexOf(':'));
      phrases(line).forEach(spoken -> words.put(phrase(spoken), canonical));
    }
    return words;
  }

  private static Map<String, Unit> units(List<String> lines, boolean before) {
    Map<String, Unit> units = new HashMap<>();
    for (String line : lines.stream().filter(l -> l.startsWith(BEFORE) == before).toList()) {
      String[] head = line.replace(BEFORE, "").split(":", 2)[0].split(" ");
      Unit unit = new Unit(Dimension.valueOf(head[0]), Double.parseDouble(head[1]));
      phrases(line).forEach(spoken -> units.put(phrase(spoken), unit));
    }
    return units;
  }

  private static Map<String, List<CalendarWord>> calendar(List<String> lines) {
    Map<String, List<CalendarWord>> calendar = new HashMap<>();
    for (String line : lines) {
      String[] head = line.substring(0, line.indexOf(':')).split(" ");
      CalendarWord word =
          new CalendarWord(CalendarWord.Kind.valueOf(head[0]), Integer.parseInt(head[1]));
      for (String spoken : phrases(line)) {
        calendar.computeIfAbsent(phrase(spoken), p -> new ArrayList<>(1)).add(word);
      }
    }
    return calendar;
  }

  private static Map<String, Set<String>> currencies(List<String> lines) {
    Map<String, Set<String>> currencies = new HashMap<>();
    for (String line : lines) {
      Set<String> codes = Set.of(line.substring(0, line.indexOf(':')).split(" "));
      phrases(line).forEach(spoken -> currencies.put(phrase(spoken), codes));
    }
    return currencies;
  }

  private static Set<String> all(List<String> lines) {
    return lines.stream()
        .flatMap(line -> phrases(line).stream())
        .map(LanguagePack::phrase)
        .collect(Collectors.toSet());
  }

  private static Set<String> spoken(List<String> lines) {
    return single(lines.stream().map(line -> line.split("=>", 2)[0]));
  }

  private static Set<String> named(List<String> lines) {
    return single(
        lines.stream().filter(line -> line.contains("=>")).map(line -> line.split("=>+", 2)[1]));
  }

  private static Set<String> single(Stream<String> lists) {
    return lists
        .flatMap(list -> Arrays.stream(list.split("[=,]")))
        .map(LanguagePack::phrase)
        .flatMap(phrase -> Arrays.stream(phrase.split(" ")))
        .collect(Collectors.toSet());
  }

  private static List<String> phrases(String line) {
    return Arrays.stream(line.substring(line.indexOf(':') + 1).split(" \\| "))
        .map(String::strip)
        .flatMap(phrase -> Digraphs.spellings(phrase).stream())
        .toList();
  }
}
