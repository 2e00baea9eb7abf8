package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.rules.Draft.Signal;

/** What a message is for, from what was found in it. */
final class IntentChoice {
  private IntentChoice() {}

  static Intent of(Message message, RulesContext context, Draft draft, String query) {
    if (draft.has(Signal.TITLE)) {
      return Intent.SEARCH;
    }
    if (draft.has(Signal.KNOWN)) {
      return Intent.REFINE;
    }
    boolean shown = !context.shown().isEmpty();
    if (Selection.isMade(message, context, draft, query)) {
      return Intent.FEEDBACK;
    }
    if (shown && isComparison(message, context, draft)) {
      return Intent.COMPARE;
    }
    if (shown
        && message.has(CueKind.EXPLAIN)
        && (!draft.references().isEmpty() || isBareWhy(message, draft, query))) {
      return Intent.EXPLAIN;
    }
    if (!draft.preferences().isEmpty()
        && draft.liked().isEmpty()
        && !message.has(CueKind.RECOMMEND)
        && !asks(message)) {
      return Intent.FEEDBACK;
    }
    if (!draft.liked().isEmpty() || draft.has(Signal.MORE_LIKE_THIS)) {
      return Intent.SIMILAR;
    }
    if (shown && !draft.references().isEmpty() && query.isEmpty() && !draft.hasConstraints()) {
      return Intent.EXPLAIN;
    }
    return searching(message, context, draft, query);
  }

  private static boolean isComparison(Message message, RulesContext context, Draft draft) {
    boolean two = draft.references().size() >= 2;
    boolean several = context.shown().size() >= 2;
    return two && !draft.has(Signal.MORE_LIKE_THIS) && draft.preferences().isEmpty()
        || message.has(CueKind.COMPARE) && several && isMostlyForm(message, draft);
  }

  /** "Compare them", "which one is better": nothing else is asked for. */
  private static boolean isMostlyForm(Message message, Draft draft) {
    return !draft.hasConstraints()
        || message.cueAt(0) != null && message.cueAt(0).kind() == CueKind.COMPARE;
  }

  private static boolean isBareWhy(Message message, Draft draft, String query) {
    Cue first = message.cueAt(0);
    boolean opens = first != null && first.kind() == CueKind.EXPLAIN;
    return opens && !draft.hasConstraints() && query.split(" ").length <= 3;
  }

  /** A wish beside the opinion: "I love horror, show me something new". */
  private static boolean asks(Message message) {
    return message.cues(CueKind.OPENER).stream()
        .anyMatch(
            c ->
                c.to() - c.from() > 1
                    || message.word(c.from()).equals("show")
                    || message.word(c.from()).equals("find"));
  }

  private static Intent searching(
      Message message, RulesContext context, Draft draft, String query) {
    boolean empty = query.isEmpty() && !draft.hasConstraints();
    Optional<Plan> before = context.state().lastSearch();
    boolean goesOn = before.isPresent() && message.has(CueKind.CONTINUE);
    if (message.has(CueKind.RECOMMEND) && !draft.has(Signal.COMPARATIVE) && !goesOn) {
      return Intent.RECOMMEND;
    }
    if (empty && draft.has(Signal.QUESTION)) {
      return context.shown().isEmpty() ? Intent.OTHER : Intent.EXPLAIN;
    }
    boolean lifts = draft.has(Signal.REMOVAL);
    if (empty && message.accepts() && before.isPresent() && !goesOn && !lifts) {
      return Intent.OTHER;
    }
    boolean another =
        !draft.hasConstraints()
            && !Refinement.saysWhatItHas(message)
            && before.filter(p -> LongerNames.areOfAnotherKind(context, p, query)).isPresent();
    if (another) {
      return Intent.SEARCH;
    }
    if (before.filter(p -> Refinement.isRefinement(message, p, draft, query, empty)).isPresent()) {
      return Intent.REFINE;
    }
    if (!empty || draft.has(Signal.UNKNOWN_TITLE)) {
      return Intent.SEARCH;
    }
    boolean wish =
        message.has(CueKind.OPENER)
            || message.has(CueKind.NOUN)
            || draft.size().isPresent()
            || draft.has(Signal.RESET)
            || message.has(CueKind.REFINE) && !message.has(CueKind.GREETING);
    return wish ? Intent.RECOMMEND : Intent.OTHER;
  }
}
