package org.chatrec.conversation.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Words of a language that stand together and are searched for together, and what a catalogue in
 * English calls them: a "cold war" is no war film that is cold. The phrases of several words in the
 * {@code topics.txt} of the languages that part words by blanks. Immutable.
 */
public final class Collocations {
  private static final String ENGLISH = "en";

  private static final List<String> LANGUAGES = List.of(ENGLISH, "de");

  private final Map<String, Map<String, String>> byLanguage = new HashMap<>();
  private int longest = 1;

  /** The list that travels with chatrec. */
  public static Collocations builtIn() {
    Collocations collocations = new Collocations();
    LANGUAGES.forEach(
        code ->
            Resources.lines("languages/" + code + "/topics.txt")
                .forEach(line -> collocations.add(code, line)));
    return collocations;
  }

  private Collocations() {}

  private void add(String language, String line) {
    String[] sides = line.split("=>", 2);
    Arrays.stream(sides[0].split(","))
        .map(Tokenizer::key)
        .filter(phrase -> phrase.indexOf(' ') > 0)
        .forEach(phrase -> put(language, phrase, sides[1].strip()));
  }

  private void put(String language, String phrase, String english) {
    byLanguage.computeIfAbsent(language, code -> new HashMap<>()).put(phrase, english);
    longest = Math.max(longest, phrase.split(" ").length);
  }

  /** Words of the longest phrase. */
  public int longest() {
    return longest;
  }

  /**
   * What a phrase is called in English; English ones are said in any language ("In-Ears").
   *
   * @param key as {@link Tokenizer#key} makes it
   * @param language ISO 639-1
   */
  public Optional<String> meaning(String key, String language) {
    return Optional.ofNullable(byLanguage.getOrDefault(language, Map.of()).get(key))
        .or(() -> Optional.ofNullable(byLanguage.getOrDefault(ENGLISH, Map.of()).get(key)));
  }
}
