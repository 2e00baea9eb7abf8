package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.planner.rules.Draft.Signal;

/**
 * "I'll take the second one", "great, that one", "就这个": one of what was shown is chosen, and
 * nothing is sought. Where the message does not say which, and the conversation neither, nothing is
 * guessed.
 */
final class Selection {
  /** What takes a message elsewhere, whatever else is in it. */
  private static final List<CueKind> ELSEWHERE =
      List.of(
          CueKind.EXPLAIN,
          CueKind.COMPARE,
          CueKind.QUESTION,
          CueKind.LIKE,
          CueKind.DISLIKE,
          CueKind.NEGATION,
          CueKind.CONTINUE,
          CueKind.RECOMMEND,
          CueKind.MORE_LIKE,
          CueKind.MORE_LIKE_THIS,
          CueKind.SIMILAR,
          CueKind.RESET,
          CueKind.FORGET);

  /** Words that mean little, and approve where they stand by themselves. */
  private static final Set<String> APPROVING =
      Set.of(
          "yes", "sure", "ok", "okay", "great", "nice", "cool", "good", "fine", "perfect",
          "awesome", "好", "行");

  /** The same, wherever they stand. */
  private static final Set<String> APPROVING_ANYWHERE = Set.of("不错", "很不错", "挺不错", "挺好", "很好");

  /** Of the words that open a wish, those that ask to be shown or to find, not to have. */
  private static final Set<String> LOOKING =
      Set.of("show", "find", "search", "look", "looking", "searching", "找", "搜");

  private Selection() {}

  static boolean isMade(Message message, RulesContext context, Draft draft, String query) {
    if (context.shown().isEmpty() || !query.isEmpty() || asksForMore(message, draft)) {
      return false;
    }
    if (draft.references().isEmpty()) {
      return isOnlyApproval(message) && (message.has(CueKind.SELECT) || pointsAtOne(message));
    }
    return message.accepts()
        || context.askedWhich()
        || approves(message)
        || wants(message)
        || isOrdered(message);
  }

  /** Positions of what is chosen; empty where that is not clear. */
  static List<Integer> of(RulesContext context, Draft draft) {
    if (!draft.references().isEmpty()) {
      return draft.references();
    }
    Optional<Integer> only = context.shown().size() == 1 ? Optional.of(1) : context.lastReference();
    return only.map(List::of).orElse(List.of());
  }

  private static boolean asksForMore(Message message, Draft draft) {
    return draft.hasConstraints()
        || !draft.preferences().isEmpty()
        || !draft.liked().isEmpty()
        || !draft.dropped().isEmpty()
        || draft.size().isPresent()
        || List.of(Signal.values()).stream().anyMatch(draft::has)
        || ELSEWHERE.stream().anyMatch(message::has)
        || message.cues(CueKind.DEGREE).stream()
            .anyMatch(cue -> draft.isFree(cue.from(), cue.to()));
  }

  private static boolean approves(Message message) {
    return message.cues().stream()
        .filter(cue -> cue.kind() == CueKind.GREETING || cue.kind() == CueKind.STOP)
        .anyMatch(cue -> approves(message, cue));
  }

  private static boolean approves(Message message, Cue cue) {
    boolean opens = cue.from() == 0 || message.isBreak(cue.from() - 1);
    String said = message.raw(cue.from(), cue.to());
    return opens && APPROVING.contains(message.word(cue.from()))
        || APPROVING_ANYWHERE.contains(said);
  }

  /** "Number 2, please". */
  private static boolean isOrdered(Message message) {
    return message.endsWithPlease() && !message.has(CueKind.OPENER);
  }

  /** "I want the second one"; "show me the second one" asks about it. */
  private static boolean wants(Message message) {
    return message.cues(CueKind.OPENER).stream()
        .anyMatch(cue -> !LOOKING.contains(message.word(cue.from())));
  }

  /** "Great, that one". */
  private static boolean pointsAtOne(Message message) {
    return approves(message)
        && message.cues(CueKind.PRONOUN_ITEM).stream().anyMatch(cue -> cue.to() - cue.from() > 1);
  }

  /** Nothing is said but that something is right. */
  private static boolean isOnlyApproval(Message message) {
    for (int i = 0; i < message.size(); i++) {
      Cue cue = message.cueAt(i);
      if (message.token(i).isWord() && (cue == null || !isForm(cue.kind()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isForm(CueKind kind) {
    return switch (kind) {
      case SELECT, ACCEPT, GREETING, STOP, PRONOUN_ITEM, THAT, ONLY, REFINE, CONNECT_AND -> true;
      default -> false;
    };
  }
}
