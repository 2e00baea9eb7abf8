package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks back from a phrase for the word that decides whether it is wanted: "not", "I hate", "I
 * love". The look ends at a comma or "but", except inside a list ("no horror, romance or
 * musicals"), and after a few other words.
 */
final class Negation {
  /** Other words that may stand between "not" and what it denies ("not a boring comedy"). */
  private static final int MAX_STRAY = 2;

  private Negation() {}

  static boolean before(Message message, Draft draft, int from) {
    return governor(message, draft, from, from + 1).filter(Negation::denies).isPresent();
  }

  /**
   * Whether a denial stands before a bound with nothing but form between: "no films before 1990".
   */
  static boolean directlyBefore(Message message, int from) {
    int i = from - 1;
    while (i >= 0 && !message.isBreak(i)) {
      Cue cue = message.cueAt(i);
      if (cue == null || cue.kind() != CueKind.NOUN && cue.kind() != CueKind.STOP) {
        return cue != null && cue.kind() == CueKind.NEGATION;
      }
      i = cue.from() - 1;
    }
    return false;
  }

  static boolean denies(Cue cue) {
    return cue.kind() == CueKind.NEGATION
        || cue.kind() == CueKind.DISLIKE
        || cue.kind() == CueKind.FORGET;
  }

  /** The governing cue of the phrase at these tokens: a negation, a like, a dislike, or none. */
  static Optional<Cue> governor(Message message, Draft draft, int from, int to) {
    int stray = 0;
    boolean preposition = false;
    int i = from - 1;
    while (i >= 0) {
      ValueHit hit = hitAt(draft, i);
      Cue cue = message.cueAt(i);
      if (hit != null) {
        // A list shares its governor: what holds for its neighbour holds for this one.
        return hit.negated() && !preposition
            ? governor(message, draft, hit.from(), hit.to())
            : Optional.empty();
      }
      if (message.isBreak(i)) {
        if (!isListComma(message, draft, i, to)) {
          return Optional.empty();
        }
        i--;
      } else if (cue == null) {
        if (++stray > MAX_STRAY) {
          return Optional.empty();
        }
        i--;
      } else {
        if (draft.isDenial(cue.from())) {
          return Optional.of(new Cue(CueKind.NEGATION, cue.from(), cue.to(), null));
        }
        if (isGovernor(cue) && !isPrefixOfAnother(message, cue, from) && isCommand(message, cue)) {
          return Optional.of(cue);
        }
        if (isRatherThan(message, cue) || isLess(message, cue, from)) {
          return Optional.of(new Cue(CueKind.NEGATION, cue.from(), cue.to(), null));
        }
        if (stops(cue, message, preposition) || isModifier(message, draft, cue, stray)) {
          return Optional.empty();
        }
        preposition |= isPreposition(cue);
        i = cue.from() - 1;
      }
    }
    return Optional.empty();
  }

  /** "Non-toxic and eco-friendly": a prefix denies its own word only. */
  private static boolean isPrefixOfAnother(Message message, Cue cue, int from) {
    boolean hyphen = message.word(cue.to()).equals("-") && cue.to() - cue.from() == 1;
    boolean prefix = hyphen || message.word(cue.from()).equals("non");
    return prefix && from > cue.to() + (hyphen ? 1 : 0);
  }

  private static boolean isGovernor(Cue cue) {
    return denies(cue) || cue.kind() == CueKind.LIKE || cue.kind() == CueKind.NOT_ONLY;
  }

  /** "Clear the genre" begins with it; in "a clear green case" it is a property. */
  private static boolean isCommand(Message message, Cue cue) {
    if (cue.kind() != CueKind.FORGET || cue.to() - cue.from() > 1) {
      return true;
    }
    int before = cue.from() - 1;
    return before < 0 || message.isBreak(before) || message.cueAt(before) != null;
  }

  private static boolean stops(Cue cue, Message message, boolean preposition) {
    return switch (cue.kind()) {
      case REFINE ->
          message.word(cue.from()).equals("but") || message.word(cue.from()).equals("instead");
      // "not too long a comedy", "不要太长的喜剧": the word on its length is what is denied
      case DEGREE -> message.word(cue.from()).equals("too") || message.word(cue.from()).equals("太");
      case ONLY, ALSO, SIMILAR, RECOMMEND, MORE_LIKE, EXCEPT_END -> true;
      // "not a comedy and with Tom Hanks": the second half is a wish of its own.
      case CONNECT_AND -> preposition;
      case OPENER -> true;
      default -> false;
    };
  }

  /** "Less scary" is "not so scary"; "less expensive" is a degree, and no such cue. */
  private static boolean isLess(Message message, Cue cue, int from) {
    return cue.kind() == CueKind.STOP
        && cue.to() == from
        && message.word(cue.from()).equals("less");
  }

  /** "Rather a comedy than a drama". */
  private static boolean isRatherThan(Message message, Cue cue) {
    if (!message.word(cue.from()).equals("than")) {
      return false;
    }
    for (int i = cue.from() - 1; i >= 0 && !message.isBreak(i); i--) {
      if (message.word(i).equals("rather")) {
        return true;
      }
    }
    return false;
  }

  /** "不要耐克的鞋", "不要耐克的新款鞋": what stands before 的 is denied, not what it describes. */
  private static boolean isModifier(Message message, Draft draft, Cue cue, int stray) {
    int before = cue.from() - 1;
    return before >= 0
        && message.word(cue.from()).equals("的")
        && message.cueAt(before) == null
        && (stray == 0 || hitAt(draft, before) != null);
  }

  private static boolean isPreposition(Cue cue) {
    return switch (cue.kind()) {
      case WITH, FROM, IN, BY, BY_CAST, BY_DIRECTOR, BY_AUTHOR -> true;
      default -> false;
    };
  }

  private static boolean isListComma(Message message, Draft draft, int comma, int to) {
    ValueHit before = hitAt(draft, comma - 1);
    boolean continues =
        message.is(to, CueKind.CONNECT_OR)
            || message.word(to).equals(",")
            || message.word(to).equals("、");
    boolean enumeration = message.word(comma).equals("、");
    return before != null && before.negated() && (continues || enumeration);
  }

  private static @Nullable ValueHit hitAt(Draft draft, int i) {
    for (ValueHit hit : draft.values()) {
      if (hit.from() <= i && i < hit.to()) {
        return hit;
      }
    }
    return null;
  }
}
