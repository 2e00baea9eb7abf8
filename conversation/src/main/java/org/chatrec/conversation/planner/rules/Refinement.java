package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Contradictions;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.rules.Draft.Signal;

/** Whether a message changes the search so far, and how the two combine. */
final class Refinement {
  /** Longer messages are wishes of their own. */
  private static final int MOST_WORDS = 10;

  /** At the end of a question. */
  private static final Set<String> ASKING = Set.of("吗", "么", "呢", "啊", "呀");

  private Refinement() {}

  /**
   * A message refines if it says so ("only", "older ones", "what else", "forget the year"), if it
   * has nothing but constraints, or if it constrains what was open so far; one that opens a wish of
   * its own ("show me horror films") otherwise starts anew.
   */
  static boolean isRefinement(
      Message message, Plan before, Draft draft, String query, boolean empty) {
    if (draft.has(Signal.RESET)) {
      return false;
    }
    if (draft.has(Signal.REMOVAL) || draft.has(Signal.COMPARATIVE)) {
      return true;
    }
    if (asksForOthers(message, draft)) {
      return !namesAnotherKind(before, draft);
    }
    if (empty) {
      return draft.size().isPresent()
          || !draft.dropped().isEmpty()
          || message.has(CueKind.REFINE)
              && !message.has(CueKind.GREETING)
              && !message.has(CueKind.OPENER);
    }
    boolean accepts = message.accepts() && query.isEmpty();
    if (accepts || message.has(CueKind.ONLY) || refersBack(message) || startsWithChange(message)) {
      return true;
    }
    boolean bare = !message.has(CueKind.OPENER) && !namesItems(message);
    return query.isEmpty() ? bare || narrows(before, draft) : describes(message, before, draft);
  }

  /**
   * "Waterproof", "with gps", "automatic with milk frother": words that name no other kind of thing
   * say more of what is sought already.
   */
  private static boolean describes(Message message, Plan before, Draft draft) {
    boolean sought = !before.filters().isEmpty() || !before.query().isEmpty();
    boolean opens =
        message.has(CueKind.OPENER)
            && !message.has(CueKind.PRONOUN_ITEM)
            && !leavesTheThingOut(message);
    return sought
        && !opens
        && !namesItems(message)
        && !draft.has(Signal.UNKNOWN_TITLE)
        && !draft.has(Signal.QUESTION)
        && draft.values().stream().allMatch(Refinement::isProperty)
        && message.size() <= MOST_WORDS;
  }

  /** "有没有法国的": one that is French, of what was spoken of. */
  private static boolean leavesTheThingOut(Message message) {
    int last = message.size() - 1;
    while (last > 0 && (!message.token(last).isWord() || ASKING.contains(message.norm(last)))) {
      last--;
    }
    return last > 0 && message.norm(last).equals("的");
  }

  /** "With frother": what a thing has is no other thing. */
  static boolean saysWhatItHas(Message message) {
    return message.is(0, CueKind.WITH);
  }

  private static boolean isProperty(ValueHit value) {
    return value.negated() || FieldRole.of(value.field()) != FieldRole.GENRE;
  }

  /** "What else?", "3 more", "换一批": what was shown is known by now. */
  static boolean asksForOthers(Message message, Draft draft) {
    return message.has(CueKind.CONTINUE)
        || draft.has(Signal.OTHERS)
        || draft.has(Signal.KNOWN)
        || asksForMore(message)
        || message.endsWithMore();
  }

  /** "Can you find more films?" */
  private static boolean asksForMore(Message message) {
    return message.cues(CueKind.NOUN).stream()
        .anyMatch(c -> message.word(c.from() - 1).equals("more"));
  }

  /** "Another backpack", after tents, is a wish of its own. */
  static boolean namesAnotherKind(Plan before, Draft draft) {
    return draft.values().stream()
        .filter(value -> value.field().isKind() && !value.negated())
        .anyMatch(
            value ->
                before.filters().stream()
                    .filter(f -> f.field().equals(value.field().name()))
                    .findFirst()
                    .filter(f -> !f.values().contains(value.value()))
                    .isPresent());
  }

  /** "I want something by Hitchcock" after "comedies" adds to it; "I want horror" replaces it. */
  private static boolean narrows(Plan before, Draft draft) {
    Set<String> constrained =
        before.filters().stream().map(Filter::field).collect(Collectors.toSet());
    return !constrained.isEmpty()
        && draft.filters().stream().noneMatch(f -> constrained.contains(f.field()))
        && draft.values().stream().noneMatch(v -> constrained.contains(v.field().name()));
  }

  private static boolean refersBack(Message message) {
    return message.cues(CueKind.REFINE).stream()
        .map(cue -> message.word(cue.from()))
        .anyMatch(
            Set.of(
                    "ones", "instead", "those", "them", "these", "of", "make", "what", "how",
                    "switch", "change", "换", "改", "among", "from")
                ::contains);
  }

  private static boolean startsWithChange(Message message) {
    Cue first = message.cueAt(0);
    if (message.word(0).equals("more") || message.word(0).equals("less")) {
      return true;
    }
    return first != null
        && switch (first.kind()) {
          case NEGATION, REFINE, ALSO, CONNECT_AND, CONNECT_OR, SORT_BY -> !opensWish(message);
          case DEGREE, WITH, IN, FROM, BY, BY_CAST, BY_DIRECTOR, BY_AUTHOR -> !namesItems(message);
          default -> false;
        };
  }

  /** "Something scary" and "anything with Tom Hanks" begin a wish rather than change one. */
  private static boolean opensWish(Message message) {
    String first = message.word(0);
    return first.equals("something")
        || first.equals("anything") && !message.is(0, CueKind.NEGATION);
  }

  private static boolean namesItems(Message message) {
    return message.has(CueKind.NOUN);
  }

  /** What another value of a field means beside the one that is wanted already. */
  enum Choice {
    /** "Only in French" after "in German". */
    INSTEAD,
    /** "Also comedies". */
    ALTERNATIVE,
    /** "About music" after "documentaries". */
    BOTH
  }

  private static List<Filter> added(List<Filter> kept, Filter filter) {
    List<Filter> result = new ArrayList<>(kept);
    result.add(filter);
    return result;
  }

  /** The constraints so far with those of the message: later words win. */
  static List<Filter> merge(List<Filter> before, List<Filter> now, Draft draft, Choice choice) {
    List<Filter> kept =
        before.stream()
            .filter(f -> f.values().stream().noneMatch(v -> draft.isRemoved(f.field(), v)))
            .collect(Collectors.toCollection(ArrayList::new));
    for (Filter filter : now) {
      if (isChoice(filter)) {
        kept =
            switch (choice) {
              case ALTERNATIVE -> joined(kept, filter);
              case BOTH -> added(kept, filter);
              case INSTEAD -> replaced(kept, filter, now);
            };
      } else {
        kept.add(filter);
      }
    }
    return Contradictions.resolve(kept);
  }

  /** "Also comedies": one more alternative. */
  private static List<Filter> joined(List<Filter> kept, Filter filter) {
    List<Filter> result = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Filter f : kept) {
      if (isChoice(f) && f.field().equals(filter.field())) {
        values.addAll(f.values());
      } else {
        result.add(f);
      }
    }
    values.addAll(filter.values());
    List<Object> distinct = values.stream().distinct().toList();
    result.add(distinct.size() == 1 ? filter : new Filter(filter.field(), Op.IN, distinct));
    return result;
  }

  /** "Only in French" after "in German": another value takes the old one's place. */
  private static List<Filter> replaced(List<Filter> kept, Filter filter, List<Filter> now) {
    List<Filter> result =
        kept.stream()
            .filter(f -> !(isChoice(f) && f.field().equals(filter.field()) && !now.contains(f)))
            .collect(Collectors.toCollection(ArrayList::new));
    result.add(filter);
    return result;
  }

  private static boolean isChoice(Filter filter) {
    return filter.op() == Op.EQ || filter.op() == Op.IN;
  }
}
