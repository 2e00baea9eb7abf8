package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.ValueMatch;

/**
 * German writes a thing and what is said of it in one word: a "Wollmantel" is a coat, of wool; a
 * "Regenjacke" is a jacket, and "rain" is searched for.
 */
final class Compounds {
  private static final String LANGUAGE = Locale.GERMAN.getLanguage();
  private static final int LEAST_HEAD = 4;
  private static final int LEAST_MODIFIER = 3;

  /** What may stand between the parts ("Kinder-", "Damen-" have none of their own). */
  private static final List<String> JOINTS = List.of("s", "n", "en", "er", "e");

  private Compounds() {}

  /**
   * A word in its parts.
   *
   * @param head the kinds of things that it ends with
   * @param modifier the value that it begins with, if that is one
   * @param words what is to be searched for; empty if the modifier says all
   */
  record Compound(List<ValueMatch> head, Optional<ValueMatch> modifier, String words) {}

  /** The parts of one word; the longest known end counts. */
  static Optional<Compound> at(Message message, RulesContext context, int i) {
    String key = message.key(i, i + 1);
    if (message.cueAt(i) != null || message.token(i).isHan()) {
      return Optional.empty();
    }
    boolean german = context.language().equals(LANGUAGE);
    for (int cut = LEAST_MODIFIER; cut <= key.length() - LEAST_HEAD; cut++) {
      List<ValueMatch> head = kinds(context, key.substring(cut));
      // one word alone tells no language, unless all of it is German
      if (!head.isEmpty() && (german || isKnown(context, key.substring(0, cut)))) {
        return Optional.of(compound(context, key, cut, head));
      }
    }
    return Optional.empty();
  }

  private static List<ValueMatch> kinds(RulesContext context, String key) {
    return Stream.concat(
            context.index().find(key, LANGUAGE).stream(), context.index().findHead(key).stream())
        .filter(match -> ValueFilters.isKind(match.field()))
        .distinct()
        .toList();
  }

  private static boolean isKnown(RulesContext context, String before) {
    return meaning(context, before).isPresent();
  }

  private static Compound compound(
      RulesContext context, String key, int cut, List<ValueMatch> head) {
    String before = key.substring(0, cut);
    Optional<ValueMatch> modifier =
        forms(before)
            .flatMap(form -> context.index().find(form, LANGUAGE).stream())
            .filter(match -> !ValueFilters.isKind(match.field()) && !SizeAnnotator.isLabel(match))
            .findFirst();
    String words =
        modifier.isPresent()
            ? ""
            : context.meaning(key, LANGUAGE).or(() -> meaning(context, before)).orElse(before);
    return new Compound(head, modifier, words);
  }

  private static Optional<String> meaning(RulesContext context, String before) {
    return forms(before).flatMap(form -> context.meaning(form, LANGUAGE).stream()).findFirst();
  }

  /** "Woll-" is of "Wolle", "Arbeits-" of "Arbeit". */
  private static Stream<String> forms(String before) {
    return Stream.concat(
        Stream.of(before, before + "e"),
        JOINTS.stream()
            .filter(joint -> before.endsWith(joint) && before.length() > joint.length() + 2)
            .map(joint -> before.substring(0, before.length() - joint.length())));
  }
}
