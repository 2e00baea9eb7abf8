package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.text.Tokenizer;

/**
 * A thing and what is said of it in one word, as German writes it: a "Wollmantel" is a coat, of
 * wool; a "Regenjacke" is a jacket, and "rain" is searched for. English has a few: "handbag".
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
   * @param head the kinds of things that it ends with; empty where that is no value
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
    Optional<Compound> english = german ? Optional.empty() : english(context, key, message.norm(i));
    return english.isPresent() ? english : german(context, key, german);
  }

  /** "Handbag": what it ends with is a kind, and what stands before is in titles, too. */
  private static Optional<Compound> english(RulesContext context, String key, String word) {
    return IntStream.rangeClosed(LEAST_MODIFIER + 1, key.length() - LEAST_MODIFIER)
        .filter(cut -> !values(context, key.substring(cut)).isEmpty())
        .boxed()
        .findFirst()
        .filter(cut -> isTitled(context, key.substring(0, cut)) && !isTitled(context, key))
        .map(cut -> new Compound(values(context, key.substring(cut)), Optional.empty(), word));
  }

  /** Kinds that are called just so: no "headphone" ends with a phone. */
  private static List<ValueMatch> values(RulesContext context, String key) {
    return context.index().find(key).stream()
        .filter(match -> match.field().isKind() && Tokenizer.key(match.value()).equals(key))
        .toList();
  }

  private static boolean isTitled(RulesContext context, String word) {
    return !context.titles().with(word).isEmpty();
  }

  private static Optional<Compound> german(RulesContext context, String key, boolean german) {
    return IntStream.rangeClosed(LEAST_MODIFIER, key.length() - LEAST_HEAD)
        // one word alone tells no language, unless all of it is German
        .filter(cut -> german || isKnown(context, key.substring(0, cut)))
        .mapToObj(cut -> cut(context, key, cut))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Compound> cut(RulesContext context, String key, int cut) {
    String end = key.substring(cut);
    List<ValueMatch> head = kinds(context, end);
    if (!head.isEmpty() && isOfKind(context, key, head)) {
      return Optional.of(compound(context, key, cut, head));
    }
    return cut <= LEAST_MODIFIER || context.meaning(key, LANGUAGE).isPresent()
        ? Optional.empty()
        : context.meaning(end, LANGUAGE).map(meant -> named(context, key, cut, meant));
  }

  /** "Handschuhe" are no shoes: what the whole word means, where that is known, tells. */
  private static boolean isOfKind(RulesContext context, String key, List<ValueMatch> head) {
    return context
        .meaning(key, LANGUAGE)
        .map(meant -> kinds(context, meant.substring(meant.lastIndexOf(' ') + 1)))
        .map(kinds -> kinds.stream().anyMatch(kind -> head.stream().anyMatch(isSame(kind))))
        .orElse(true);
  }

  private static Predicate<ValueMatch> isSame(ValueMatch kind) {
    return match -> match.field().equals(kind.field()) && match.value().equals(kind.value());
  }

  /** "Herrensocken": for men, and socks are searched for. */
  private static Compound named(RulesContext context, String key, int cut, String meant) {
    String before = key.substring(0, cut);
    Optional<ValueMatch> modifier = modifier(context, before);
    String words =
        modifier.isPresent() ? meant : meaning(context, before).orElse(before) + " " + meant;
    return new Compound(List.of(), modifier, words);
  }

  private static List<ValueMatch> kinds(RulesContext context, String key) {
    return Stream.concat(
            context.index().find(key, LANGUAGE).stream(), context.index().findHead(key).stream())
        .filter(match -> match.field().isKind())
        .distinct()
        .toList();
  }

  private static boolean isKnown(RulesContext context, String before) {
    return meaning(context, before).isPresent();
  }

  private static Compound compound(
      RulesContext context, String key, int cut, List<ValueMatch> head) {
    String before = key.substring(0, cut);
    Optional<ValueMatch> modifier = modifier(context, before);
    String words =
        modifier.isPresent()
            ? ""
            : context.meaning(key, LANGUAGE).or(() -> meaning(context, before)).orElse(before);
    return new Compound(head, modifier, words);
  }

  private static Optional<ValueMatch> modifier(RulesContext context, String before) {
    return forms(before)
        .flatMap(form -> context.index().find(form, LANGUAGE).stream())
        .filter(match -> !match.field().isKind() && !SizeAnnotator.isLabel(match))
        .findFirst();
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
