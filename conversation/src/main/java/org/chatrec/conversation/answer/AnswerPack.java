package org.chatrec.conversation.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Resources;

/**
 * What questions look like in one language, and how they are answered: the file {@code answers.txt}
 * of its folder, a line of which is {@code HEAD = TEXT}. Immutable.
 */
final class AnswerPack {
  private static final Map<Language, AnswerPack> ALL = all();

  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private final Map<String, String> messages = new LinkedHashMap<>();
  private final List<QuestionPattern> patterns = new ArrayList<>();
  private final AsideForms asides = new AsideForms();
  private final boolean spaced;

  private AnswerPack(Language language) {
    this.spaced = language != Language.CHINESE;
    lines(language).forEach(this::add);
  }

  /** The pack of a language; English where it has none. */
  static AnswerPack of(Language language) {
    return ALL.getOrDefault(language, ALL.get(Language.ENGLISH));
  }

  /** Of all languages. */
  static Collection<AnswerPack> packs() {
    return ALL.values();
  }

  private static Map<Language, AnswerPack> all() {
    Map<Language, AnswerPack> packs = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      if (!lines(language).isEmpty()) {
        packs.put(language, new AnswerPack(language));
      }
    }
    return packs;
  }

  private static List<String> lines(Language language) {
    return Resources.linesIfAny("languages/" + language.code() + "/answers.txt");
  }

  private void add(String line) {
    int sign = line.indexOf(" = ");
    String head = line.substring(0, sign).strip();
    String text = line.substring(sign + 3).strip();
    if (asides.add(head, text)) {
      return;
    }
    if (head.startsWith("say ")) {
      messages.put(head.substring(4), text.replace('_', ' '));
    } else if (head.startsWith("? ")) {
      patterns.add(QuestionPattern.of(head.substring(2).split(" "), text, spaced));
    } else {
      lists
          .computeIfAbsent(head, any -> new ArrayList<>())
          .addAll(Arrays.stream(text.split("\\|")).map(String::strip).toList());
    }
  }

  /** Whether words are parted by spaces. */
  boolean isSpaced() {
    return spaced;
  }

  /** What a common value of a catalogue is called in this language. */
  String value(String value) {
    return Language.of(code()).map(Messages::of).map(all -> all.value(value)).orElse(value);
  }

  /** ISO 639-1. */
  String code() {
    return list("code").getFirst();
  }

  /** What parts words. */
  String space() {
    return spaced ? " " : "";
  }

  List<QuestionPattern> patterns() {
    return patterns;
  }

  /** Messages that search for nothing. */
  AsideForms asides() {
    return asides;
  }

  /** Whether a message has the form of a question. */
  boolean asks(String message, String text) {
    return message.contains("?")
        || message.contains("？")
        || list("asks").stream()
            .anyMatch(word -> spaced ? text.startsWith(word + " ") : text.contains(word));
  }

  /** The phrases of a list, as {@code lead}; none where there is no such list. */
  List<String> list(String name) {
    return lists.getOrDefault(name, List.of());
  }

  boolean has(String list, String phrase) {
    return list(list).contains(phrase);
  }

  /** The rest of the name of the list that begins so and has the phrase. */
  Optional<String> named(String prefix, String phrase) {
    return allNamed(prefix, phrase).findFirst();
  }

  /** The same of all such lists: "stars" play in a film, and are given to a lamp. */
  Stream<String> allNamed(String prefix, String phrase) {
    return lists.entrySet().stream()
        .filter(list -> list.getKey().startsWith(prefix + " "))
        .filter(list -> list.getValue().contains(phrase))
        .map(list -> list.getKey().substring(prefix.length() + 1));
  }

  /** Whether there is such a message. */
  boolean says(String message) {
    return messages.containsKey(message);
  }

  /** A message with its parts filled in: name, value, name, value … */
  String say(String message, String... parts) {
    return Messages.fill(messages.getOrDefault(message, ""), parts);
  }
}
