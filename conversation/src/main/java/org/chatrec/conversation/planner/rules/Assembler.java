package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Contradictions;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.planner.rules.Draft.Signal;
import org.chatrec.conversation.planner.rules.Refinement.Choice;
import org.chatrec.conversation.state.ShownItem;

/** Puts what the annotators found, and the conversation so far, together into a plan. */
final class Assembler {
  /** "More like this" with several on show: like the first few. */
  private static final int LIKE_SHOWN = 3;

  private Assembler() {}

  static Plan plan(Message message, RulesContext context, Draft draft, int defaultSize) {
    String query = context.inCatalogLanguage(Leftover.query(message, context, draft));
    Intent intent = IntentChoice.of(message, context, draft, query);
    List<Filter> filters = new ArrayList<>(ValueFilters.of(message, draft.values()));
    filters.addAll(draft.filters());
    Plan own =
        new Plan(
            intent,
            query,
            Contradictions.resolve(filters),
            likeItems(context, draft),
            draft.sorts(),
            draft.size().orElse(defaultSize),
            references(context, draft, intent),
            draft.preferences());
    return inContext(message, context, draft, own).withScope(scope(message, context, draft, own));
  }

  private static Scope scope(Message message, RulesContext context, Draft draft, Plan own) {
    boolean others =
        Refinement.asksForOthers(message, draft) && !draft.has(Signal.RESET)
            || draft.has(Signal.MORE_LIKE_THIS);
    return switch (own.intent()) {
      case SEARCH, REFINE, RECOMMEND, SIMILAR ->
          others && !context.state().everShown().isEmpty() ? Scope.OTHERS : Scope.ALL;
      case FEEDBACK ->
          Selection.isMade(message, context, draft, own.query()) ? Scope.REFERENCED : Scope.ALL;
      case EXPLAIN, COMPARE, OTHER -> Scope.ALL;
    };
  }

  private static Plan inContext(Message message, RulesContext context, Draft draft, Plan own) {
    Plan before =
        earlier(message, context, draft)
            .or(() -> context.state().lastSearch())
            .orElse(Plan.of(Intent.SEARCH, own.size()));
    return switch (own.intent()) {
      case REFINE -> refined(message, context, draft, before, own);
      case FEEDBACK ->
          Selection.isMade(message, context, draft, own.query())
              ? chosen(context, draft, before, own)
              : withFeedback(draft, before, own);
      case EXPLAIN ->
          draft.has(Signal.QUESTION)
              ? inForce(before, own)
              : Plan.of(own.intent(), own.size()).withReferences(own.references());
      case COMPARE -> Plan.of(own.intent(), own.size()).withReferences(own.references());
      case OTHER -> inForce(before, own);
      case SIMILAR ->
          draft.has(Signal.MORE_LIKE_THIS) ? refined(message, context, draft, before, own) : own;
      default -> own;
    };
  }

  /** "No, the phones again", "back to the coats": the latest search for them, with all it had. */
  private static Optional<Plan> earlier(Message message, RulesContext context, Draft draft) {
    boolean back =
        message.cues(CueKind.REFINE).stream()
            .map(cue -> message.word(cue.to() - 1))
            .anyMatch(word -> word.equals("again") || word.equals("to"));
    return back
        ? draft.values().stream()
            .filter(hit -> !hit.negated())
            .findFirst()
            .flatMap(hit -> context.state().searchFor(hit.field().name(), hit.value()))
        : Optional.empty();
  }

  /**
   * Small talk, or a question on what was shown, changes nothing: the constraints so far stay in
   * force.
   */
  private static Plan inForce(Plan before, Plan own) {
    return new Plan(
        own.intent(),
        before.query(),
        before.filters(),
        before.likeItems(),
        before.sort(),
        before.size(),
        own.references(),
        List.of());
  }

  private static Plan refined(
      Message message, RulesContext context, Draft draft, Plan earlier, Plan own) {
    boolean kind =
        Refinement.namesAnotherKind(earlier, draft) && choice(message, draft) == Choice.INSTEAD;
    Plan before =
        kind
            ? KindChange.of(earlier, context)
            : !Refinement.saysWhatItHas(message)
                    && LongerNames.nameOthers(context, earlier, own.query())
                ? KindChange.ofNamed(earlier, context)
                : NamedBefore.widened(earlier, own, context);
    boolean instead =
        message.cues(CueKind.REFINE).stream()
            .anyMatch(c -> message.word(c.from()).equals("instead"));
    return new Plan(
        own.intent(),
        instead && !own.query().isEmpty() ? own.query() : joined(before.query(), own.query()),
        Refinement.merge(before.filters(), own.filters(), draft, choice(message, draft)),
        own.likeItems().isEmpty() ? before.likeItems() : own.likeItems(),
        sorts(before, own),
        draft.size().orElse(before.size()),
        own.references(),
        own.preferences());
  }

  private static Choice choice(Message message, Draft draft) {
    // "about music", "for the whole family"
    boolean about =
        draft.values().stream()
            .filter(v -> FieldRole.of(v.field()).isManyValued())
            .anyMatch(
                v ->
                    message.cueBefore(v.from(), k -> k == CueKind.AROUND).isPresent()
                        || isForWhom(message, v.from()));
    if (about) {
      return Choice.BOTH;
    }
    boolean also = message.has(CueKind.ALSO) || message.is(0, CueKind.CONNECT_OR);
    return also ? Choice.ALTERNATIVE : Choice.INSTEAD;
  }

  private static boolean isForWhom(Message message, int from) {
    return message.word(from - 1).equals("for")
        || message.isArticle(from - 1) && message.word(from - 2).equals("for");
  }

  private static List<Sort> sorts(Plan before, Plan own) {
    return own.sort().isEmpty() ? before.sort() : own.sort();
  }

  /** Both, and what says the other once more alone: "a light bicycle helmet", after helmets. */
  private static String joined(String before, String now) {
    if (before.contains(now)) {
      return before;
    }
    return before.isEmpty() || now.endsWith(before) ? now : before + " " + now;
  }

  /** The search goes on, with what is liked and without what is disliked. */
  private static Plan withFeedback(Draft draft, Plan before, Plan own) {
    return new Plan(
        Intent.FEEDBACK,
        before.query(),
        Refinement.merge(before.filters(), own.filters(), draft, Choice.INSTEAD),
        before.likeItems(),
        before.sort(),
        before.size(),
        own.references(),
        own.preferences());
  }

  /** Who chooses an item likes it; the search stays as it is. */
  private static Plan chosen(RulesContext context, Draft draft, Plan before, Plan own) {
    List<Integer> positions = Selection.of(context, draft);
    return new Plan(
        Intent.FEEDBACK,
        before.query(),
        before.filters(),
        before.likeItems(),
        before.sort(),
        before.size(),
        positions,
        positions.stream()
            .map(position -> Preference.ofItem(true, context.shown().get(position - 1).id()))
            .toList());
  }

  private static List<String> likeItems(RulesContext context, Draft draft) {
    return liked(context, draft).stream().map(ShownItem::id).distinct().toList();
  }

  /** The items that the plan wants similar ones of. */
  static List<ShownItem> liked(RulesContext context, Draft draft) {
    if (!draft.has(Signal.MORE_LIKE_THIS) || !draft.liked().isEmpty()) {
      return draft.liked();
    }
    return likePositions(context, draft).map(r -> context.shown().get(r - 1)).toList();
  }

  /** Those that are named, else the one that was talked about last, else the first few. */
  private static Stream<Integer> likePositions(RulesContext context, Draft draft) {
    if (!draft.references().isEmpty()) {
      return draft.references().stream();
    }
    return context
        .lastReference()
        .map(Stream::of)
        .orElseGet(
            () -> IntStream.rangeClosed(1, Math.min(LIKE_SHOWN, context.shown().size())).boxed());
  }

  private static List<Integer> references(RulesContext context, Draft draft, Intent intent) {
    int shown = context.shown().size();
    if (!draft.references().isEmpty()) {
      return draft.references();
    }
    return switch (intent) {
      case COMPARE -> IntStream.rangeClosed(1, Math.min(LIKE_SHOWN, shown)).boxed().toList();
      case EXPLAIN -> IntStream.rangeClosed(1, Math.min(1, shown)).boxed().toList();
      default -> List.of();
    };
  }
}
