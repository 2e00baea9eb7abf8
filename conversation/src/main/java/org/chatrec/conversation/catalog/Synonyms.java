package org.chatrec.conversation.catalog;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chatrec.conversation.text.Digraphs;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Words that people use for values that catalogues call differently. Both sides are compared by
 * {@link Tokenizer#key}.
 */
public final class Synonyms {
  /** Read in every message: Chinese is told by its characters, English names are everywhere. */
  private static final List<String> COMMON = List.of("en", "zh");

  /** Words that are others in English ("kind", "hose"), and count in messages of their language. */
  private static final List<String> APART = List.of("de");

  private static final int LEAST_PLURAL = 5;

  private final Map<String, Set<String>> spokenByValue = new HashMap<>();
  private final Map<String, Set<String>> broaderByValue = new HashMap<>();
  private final Map<String, String> meanings = new HashMap<>();
  private final Map<String, Synonyms> byLanguage = new HashMap<>();

  /** Of languages apart, words are known in their dative and without umlauts as well. */
  private final boolean inflected;

  private Synonyms(List<String> lines, boolean inflected) {
    this.inflected = inflected;
    lines.forEach(this::add);
  }

  /** The list that travels with chatrec. */
  public static Synonyms builtIn() {
    Synonyms common = new Synonyms(COMMON.stream().flatMap(Synonyms::lines).toList(), false);
    Resources.lines("languages/zh/topics.txt").forEach(common::addTopic);
    APART.forEach(code -> common.byLanguage.put(code, apart(code)));
    return common;
  }

  private static Synonyms apart(String code) {
    Synonyms synonyms = new Synonyms(lines(code).toList(), true);
    Resources.lines("languages/" + code + "/topics.txt").forEach(synonyms::addTopic);
    return synonyms;
  }

  /** What is searched for in texts, but in catalogues that have a value of that name. */
  private void addTopic(String line) {
    String[] sides = line.split("=>", 2);
    List<String> spoken = spoken(sides[0]);
    spoken.forEach(word -> meanings.putIfAbsent(word, sides[1].strip()));
    spokenByValue
        .computeIfAbsent(Tokenizer.key(sides[1]), v -> new LinkedHashSet<>())
        .addAll(spoken);
  }

  private static Stream<String> lines(String code) {
    return Resources.lines("languages/" + code + "/synonyms.txt").stream();
  }

  /** Languages whose words count only in messages that are written in them, ISO 639-1. */
  Set<String> languages() {
    return byLanguage.keySet();
  }

  /** What people may say in such a language for a value with this key, as keys. */
  public Set<String> spokenFor(String valueKey, String language) {
    Synonyms spoken = byLanguage.get(language);
    return spoken == null ? Set.of() : spoken.spokenFor(valueKey);
  }

  /** What people may say for a value with this key, as keys. */
  public Set<String> spokenFor(String valueKey) {
    return spokenByValue.getOrDefault(valueKey, Set.of());
  }

  /** What people may say for all values of its kind, as "wood" for "beech", as keys. */
  Set<String> broaderFor(String valueKey) {
    Set<String> broader = new LinkedHashSet<>(broaderByValue.getOrDefault(valueKey, Set.of()));
    byLanguage.values().forEach(spoken -> broader.addAll(spoken.broaderFor(valueKey)));
    return broader;
  }

  /** What a word of such a language mostly means, as a key of a value. */
  public Optional<String> meaning(String spokenKey, String language) {
    Synonyms spoken = byLanguage.get(language);
    return spoken == null ? Optional.empty() : Optional.ofNullable(spoken.meanings.get(spokenKey));
  }

  private void add(String line) {
    String[] broader = line.split("=>>", 2);
    if (broader.length == 2) {
      List<String> spoken = spoken(broader[0]);
      keys(broader[1], ",")
          .forEach(
              value ->
                  broaderByValue.computeIfAbsent(value, v -> new LinkedHashSet<>()).addAll(spoken));
      return;
    }
    String[] sides = line.split("=>", 2);
    if (sides.length == 2) {
      connect(spoken(sides[0]), keys(sides[1], ","));
    } else {
      List<String> group = keys(line, "=");
      connect(group, group);
    }
  }

  private void connect(List<String> spoken, List<String> values) {
    spoken.forEach(word -> meanings.putIfAbsent(word, values.getFirst()));
    for (String value : values) {
      spokenByValue.computeIfAbsent(value, v -> new LinkedHashSet<>()).addAll(spoken);
    }
  }

  private List<String> spoken(String side) {
    return inflected
        ? Arrays.stream(side.split(","))
            .map(String::strip)
            .flatMap(Synonyms::forms)
            .map(Tokenizer::key)
            .distinct()
            .toList()
        : keys(side, ",");
  }

  /** "Handschuhe", "Handschuhen"; "Gürtel", "Guertel". */
  private static Stream<String> forms(String word) {
    boolean plural = word.length() >= LEAST_PLURAL && (word.endsWith("e") || word.endsWith("er"));
    return Stream.concat(
        Digraphs.spellings(word).stream(),
        plural ? Digraphs.spellings(word + "n").stream() : Stream.of());
  }

  private static List<String> keys(String side, String separator) {
    return Arrays.stream(side.split(separator)).map(Tokenizer::key).distinct().toList();
  }
}
