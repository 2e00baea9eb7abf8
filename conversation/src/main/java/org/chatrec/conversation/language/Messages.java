package org.chatrec.conversation.language;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Resources;

/**
 * What is said in one language: the file {@code languages/CODE/messages.txt}, whose lines are
 * {@code KEY = TEXT}. A text has parts, as {@code {name}}; a low line stands for a blank, so that a
 * text can begin or end with one. Immutable.
 */
public final class Messages {
  private static final Pattern PART = Pattern.compile("\\{(\\w+)}");
  private static final Pattern LINE = Pattern.compile("(.+?) =(?: (.*))?");
  private static final Map<Language, Messages> ALL = all();

  private final Map<String, String> texts = new HashMap<>();

  private final Map<String, String> values = new HashMap<>();

  private Messages(Language language) {
    read(language, "messages.txt", texts);
    read(language, "values.txt", values);
  }

  private static void read(Language language, String file, Map<String, String> into) {
    for (String line : Resources.lines("languages/" + language.code() + "/" + file)) {
      Matcher sides = LINE.matcher(line);
      if (!sides.matches()) {
        throw new IllegalStateException("no message: " + line);
      }
      String text = sides.group(2) == null ? "" : sides.group(2).replace('_', ' ');
      into.put(sides.group(1), text);
    }
  }

  private static Map<Language, Messages> all() {
    Map<Language, Messages> all = new EnumMap<>(Language.class);
    Arrays.stream(Language.values()).forEach(language -> all.put(language, new Messages(language)));
    return all;
  }

  /** Those of a language. */
  public static Messages of(Language language) {
    return ALL.get(language);
  }

  /** The keys and their texts, for tests that compare languages. */
  public Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  /** What a common value of a catalogue in English is called; a value that is not known stays. */
  public String value(String value) {
    return values.getOrDefault(value.toLowerCase(Locale.ROOT), value);
  }

  /** The text of a key as it stands; empty where the language has none. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  /**
   * A text with its parts filled in.
   *
   * @param parts name, value, name, value …
   * @throws IllegalArgumentException for a key that the language has no text for
   */
  public String say(String key, String... parts) {
    return fill(
        find(key).orElseThrow(() -> new IllegalArgumentException("no message [" + key + "]")),
        parts);
  }

  /** The same with the text of the narrower key, where there is one. */
  public String sayOf(String key, String narrower, String... parts) {
    return say(texts.containsKey(narrower) ? narrower : key, parts);
  }

  /** Fills in the parts of a text; those that are not given are left out. */
  public static String fill(String text, String... parts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i + 1 < parts.length; i += 2) {
      values.put(parts[i], parts[i + 1]);
    }
    return PART.matcher(text)
        .replaceAll(part -> Matcher.quoteReplacement(values.getOrDefault(part.group(1), "")));
  }
}
