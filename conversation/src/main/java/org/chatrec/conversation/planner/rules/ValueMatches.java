package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.text.Words;

/**
 * The values that words of a message may name, by the first way that finds any: as they stand, by
 * their content, joined or split, by the last word of a value, by a last name, misspelt.
 */
final class ValueMatches {
  private static final int LONG_WORD = 6;
  private static final int LEAST_JOINED = 4;
  private static final int MOST_JOINED = 4;

  private ValueMatches() {}

  static List<ValueMatch> at(Message message, RulesContext context, Draft draft, int from, int to) {
    if (ValuePlausibility.areCountedPersons(message, from)) {
      return List.of();
    }
    String key = message.key(from, to);
    List<ValueMatch> found = context.find(key);
    if (!found.isEmpty()
        && found.stream()
            .allMatch(match -> ValuePlausibility.isCharacter(message, from, to, match))) {
      return List.of();
    }
    List<ValueMatch> exact =
        found.stream()
            .filter(m -> ValuePlausibility.isPlausible(message, context, draft, from, to, m))
            .toList();
    if (exact.stream()
        .anyMatch(match -> ValuePlausibility.isCounted(message, draft, from, match))) {
      return List.of();
    }
    if (!exact.isEmpty() || ValuePlausibility.isOwned(message, context, from, key)) {
      return exact;
    }
    List<ValueMatch> content =
        to - from < 3 ? List.of() : byContent(message, context, from, to, key);
    if (!content.isEmpty()) {
      return content;
    }
    List<ValueMatch> joined = joined(message, context, draft, from, to, key);
    if (!joined.isEmpty()) {
      return joined;
    }
    boolean single = to - from == 1;
    if (single && message.cueAt(from) != null) {
      return List.of();
    }
    if (single && isCounted(message, context, from)) {
      return List.of();
    }
    List<ValueMatch> heads =
        single && !(message.token(from).isHan() && context.isInTopic(message, draft, from))
                || !single
            ? context.index().findHead(key)
            : List.of();
    if (!heads.isEmpty()) {
      return isOtherMachine(message, context, from, heads) ? List.of() : heads;
    }
    List<ValueMatch> names = single ? LastNames.of(message, context, draft, from, key) : List.of();
    return names.isEmpty() ? misspelt(message, context, draft, from, to, key) : names;
  }

  /** "A bass with 5 strings": what a field of that name counts is no set of strings. */
  private static boolean isCounted(Message message, RulesContext context, int i) {
    return i > 0
        && NumberReader.at(message, i - 1).filter(number -> number.to() == i).isPresent()
        && context
            .fieldNamed(message.token(i).stem())
            .filter(field -> field.kind().isNumeric() && FieldRole.of(field) == FieldRole.OTHER)
            .isPresent();
  }

  /**
   * A "kitchen machine" makes no coffee: what ends with a word for many kinds of things is of a
   * kind only by what stands before.
   */
  private static boolean isOtherMachine(
      Message message, RulesContext context, int i, List<ValueMatch> heads) {
    return message.word(i).equals("machine")
        && i > 0
        && message.token(i - 1).isWord()
        && message.cueAt(i - 1) == null
        && !isValue(message, context, i - 1)
        && heads.stream().noneMatch(head -> resembles(message.norm(i - 1), head.value()))
        && context.titles().with(message.key(i - 1, i + 1)).isEmpty();
  }

  /** "Gardening tools" are garden tools. */
  private static boolean resembles(String word, String value) {
    return word.length() >= LEAST_JOINED && value.startsWith(word.substring(0, LEAST_JOINED));
  }

  /** "Northface", "de longhi", "tshirt"; "hm" only beside a value, for it is a sound as well. */
  private static List<ValueMatch> joined(
      Message message, RulesContext context, Draft draft, int from, int to, String key) {
    String letters = key.replace(" ", "");
    boolean cues = true;
    boolean han = false;
    for (int i = from; i < to; i++) {
      cues &= message.cueAt(i) != null;
      han |= message.token(i).isHan();
    }
    boolean enough =
        letters.length() >= LEAST_JOINED
            || to - from == 1
                && (message.at(to, NamedValue.class).isPresent()
                    || isValue(message, context, to)
                    || from > 0 && isValue(message, context, from - 1));
    return cues || han || to - from > MOST_JOINED || !enough
        ? List.of()
        : Stream.of(key, message.phrase(from, to))
            .flatMap(words -> context.index().findJoined(words).stream())
            .filter(m -> FieldRole.of(m.field()) != FieldRole.TAG)
            .filter(m -> !SizeAnnotator.isLabel(m))
            .toList();
  }

  static boolean isValue(Message message, RulesContext context, int i) {
    return i < message.size() && !context.find(message.key(i, i + 1)).isEmpty();
  }

  /** "Easy to clean" is the value "Easy clean"; the small words stand inside, not at the ends. */
  private static List<ValueMatch> byContent(
      Message message, RulesContext context, int from, int to, String key) {
    String content = Words.content(key);
    boolean inside =
        content.startsWith(message.token(from).stem())
            && content.endsWith(message.token(to - 1).stem());
    return inside && !content.equals(key) ? context.find(content) : List.of();
  }

  private static List<ValueMatch> misspelt(
      Message message, RulesContext context, Draft draft, int from, int to, String key) {
    for (int i = from; i < to; i++) {
      if (message.cueAt(i) != null || message.token(i).isHan()) {
        return List.of();
      }
    }
    List<ValueMatch> close = new ArrayList<>(context.index().findSpelling(key, context.language()));
    // One common word is a letter away from some brand or name too easily.
    boolean open =
        to - from > 1
            || message.token(from).isCapitalised() && from > 0
            || isValue(message, context, to)
            || from > 0 && isValue(message, context, from - 1)
            || FieldChoice.hasPersonCue(message, draft, from);
    close.removeIf(m -> FieldRole.of(m.field()) == FieldRole.TAG);
    close.removeIf(m -> !open && !isClosedClass(FieldRole.of(m.field()), key));
    return close;
  }

  private static boolean isClosedClass(FieldRole role, String key) {
    return switch (role) {
      case GENRE, LANGUAGE, COUNTRY, COLOUR -> true;
      case BRAND -> key.length() >= LONG_WORD;
      default -> false;
    };
  }
}
