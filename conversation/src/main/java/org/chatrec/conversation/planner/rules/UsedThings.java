package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Things that something is done with, or where it is done: who wants "to carry a laptop on a bike"
 * looks for neither. Their names are words to search for, and no kinds. What is done with things
 * stands in the {@code words.txt} of each language, under {@code carry}, and where under {@code
 * inside}.
 */
final class UsedThings {
  /** In Han signs. */
  private static final int LONGEST_NAME = 5;

  private static final Set<String> RELATIVES = Set.of("der", "die", "das");
  private static final Set<String> NEEDING =
      Set.of(
          "need", "needs", "want", "wants", "wanted", "lost", "without", "needed", "braucht",
          "sucht", "will", "möchte", "wünscht");

  private UsedThings() {}

  /** Whether the things that these tokens name are only used. */
  static boolean are(Message message, int from, int to) {
    return isObject(message, from)
        || isObjectBefore(message, from, to)
        || isPlace(message, from)
        || isOfPerson(message, from);
  }

  /**
   * "A present for a colleague who bikes to work", "für einen Freund, der Gitarre spielt": what
   * somebody does tells of them, unless it is that they need the thing.
   */
  private static boolean isOfPerson(Message message, int from) {
    int who = from - 1;
    while (who > 0 && !isRelative(message, who) && !message.isBreak(who)) {
      who--;
    }
    return isRelative(message, who)
        && IntStream.range(0, who).anyMatch(i -> message.word(i).equals("for"))
        && IntStream.range(who, message.size()).noneMatch(i -> NEEDING.contains(message.norm(i)));
  }

  private static boolean isRelative(Message message, int i) {
    return message.norm(i).equals("who")
        || message.norm(i - 1).equals(",") && RELATIVES.contains(message.norm(i));
  }

  /** "Carry a laptop", "fits a 15 inch laptop", 装下15寸笔记本. */
  private static boolean isObject(Message message, int from) {
    boolean marked = message.token(from).isHan() || isPlural(message, from);
    int i = from - 1;
    while (i >= 0 && !isVerb(message, i) && isBetween(message, i)) {
      marked |= isDeterminer(message, i);
      i--;
    }
    return marked && isVerb(message, i);
  }

  /** "Fahrrad reparieren": where the verb comes last. */
  private static boolean isObjectBefore(Message message, int from, int to) {
    return !message.token(from).isHan()
        && isVerb(message, to)
        && !message.norm(to).equals(message.word(to));
  }

  /** "On a bike", where something else is told that is sought there. */
  private static boolean isPlace(Message message, int from) {
    int at = from - 1;
    while (at > 0 && message.isArticle(at)) {
      at--;
    }
    boolean told = at < from - 1 || message.word(at).equals("within");
    return told && isInside(message, at) && hasContent(message, at);
  }

  /** "Strings for a guitar", "Saiten für eine Gitarre": a kind that is for another. */
  static boolean arePurpose(Message message, Draft draft, int from) {
    int at = from - 1;
    while (at > 0 && (message.isArticle(at) || message.word(at).equals("my"))) {
      at--;
    }
    int end = at;
    return message.word(at).equals("for")
        && draft.values().stream()
            .anyMatch(hit -> hit.to() == end && hit.field().isKind() && !hit.negated());
  }

  /** 吉他的琴弦: what stands before 的 and another kind is what that is for. */
  static boolean areOf(Message message, RulesContext context, int from, int to) {
    int next = to + 1;
    return message.token(from).isHan()
        && message.norm(to).equals("的")
        && IntStream.rangeClosed(next + 1, Math.min(message.size(), next + LONGEST_NAME))
            .mapToObj(end -> context.find(message.key(next, end)))
            .flatMap(List::stream)
            .anyMatch(match -> match.field().isKind());
  }

  private static boolean isInside(Message message, int i) {
    return switch (message.word(i)) {
      case "in", "on", "into", "onto", "inside", "within" -> true;
      default -> false;
    };
  }

  private static boolean hasContent(Message message, int to) {
    for (int i = 0; i < to; i++) {
      if (message.token(i).isWord() && message.cueAt(i) == null) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVerb(Message message, int i) {
    return message.word(i).equals("carry");
  }

  private static boolean isBetween(Message message, int i) {
    return isDeterminer(message, i)
        || message.is(i, CueKind.STOP)
        || message.is(i, CueKind.IN)
        || message.is(i, CueKind.DEGREE);
  }

  private static boolean isDeterminer(Message message, int i) {
    return message.word(i).equals("a")
        || message.word(i).equals("an")
        || message.word(i).equals("the")
        || message.at(i, Quantity.class).isPresent();
  }

  private static boolean isPlural(Message message, int i) {
    return !message.token(i).isHan() && !message.norm(i).equals(message.token(i).stem());
  }
}
