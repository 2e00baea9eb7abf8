package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.rules.Draft.Signal;

/** "Forget the year", "any language", "the price doesn't matter", "start again". */
final class RemovalAnnotator implements Annotator {
  private static final int REACH = 4;

  /** As a key. */
  private static final String CHILDREN = "kid";

  private static final Set<String> TAIL =
      Set.of(
          "limit",
          "filter",
          "restriction",
          "constraint",
          "requirement",
          "range",
          "part",
          "is",
          "fine",
          "ok",
          "okay");

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (Cue cue : message.cues(CueKind.RESET)) {
      draft.signal(Signal.RESET);
      draft.use(cue.from(), cue.to());
    }
    message.cues(CueKind.FOR_ME).forEach(cue -> forMe(context, draft, cue));
    message.cues(CueKind.FORGET).forEach(cue -> forget(message, context, draft, cue));
    message.cues(CueKind.ANY).forEach(cue -> forget(message, context, draft, cue));
  }

  /** Who asked for a child until now, and is none. */
  private static void forMe(RulesContext context, Draft draft, Cue cue) {
    draft.use(cue.from(), cue.to());
    List<Filter> before = context.state().lastSearch().map(Plan::filters).orElse(List.of());
    List<CardField> person =
        Stream.of(FieldRole.GENDER, FieldRole.AGE)
            .flatMap(role -> context.field(role).stream())
            .filter(field -> before.stream().anyMatch(f -> f.field().equals(field.name())))
            .toList();
    if (person.stream().anyMatch(field -> isOfChildren(context, before, field))) {
      person.forEach(field -> draft.remove(field.name()));
      context.find(CHILDREN).stream()
          .filter(match -> person.contains(match.field()))
          .findFirst()
          .ifPresent(kid -> draft.add(new Filter(kid.field().name(), Op.NOT, kid.value())));
    }
  }

  private static boolean isOfChildren(RulesContext context, List<Filter> before, CardField field) {
    return FieldRole.of(field) == FieldRole.AGE
        || context.find(CHILDREN).stream()
            .filter(match -> match.field().equals(field))
            .anyMatch(
                match ->
                    before.stream()
                        .filter(f -> f.field().equals(field.name()))
                        .anyMatch(f -> f.values().contains(match.value())));
  }

  private static void forget(Message message, RulesContext context, Draft draft, Cue cue) {
    int at = cue.to();
    while (at < message.size() && at < cue.to() + 2 && isFiller(message, at)) {
      at++;
    }
    Optional<CardField> after = fieldAt(message, context, at);
    if (after.isPresent()) {
      remove(message, context, draft, after.get(), cue.from(), at + 1);
    } else if (cue.kind() == CueKind.FORGET) {
      before(message, context, draft, cue);
    }
  }

  private static void before(Message message, RulesContext context, Draft draft, Cue cue) {
    for (int i = cue.from() - 1; i >= Math.max(0, cue.from() - REACH); i--) {
      Optional<CardField> field = fieldAt(message, context, i);
      if (field.isPresent()) {
        remove(message, context, draft, field.get(), i, cue.to());
        return;
      }
    }
  }

  private static void remove(
      Message message, RulesContext context, Draft draft, CardField field, int from, int to) {
    int end = to;
    while (end < message.size() && TAIL.contains(message.word(end))) {
      end++;
    }
    draft.remove(field.name());
    draft.use(from, end);
    alsoRemove(message, context, draft, end);
  }

  /** "Forget the year and the language". */
  private static void alsoRemove(Message message, RulesContext context, Draft draft, int from) {
    if (!message.is(from, CueKind.CONNECT_AND)) {
      return;
    }
    int at = from + 1;
    while (at < message.size() && isFiller(message, at)) {
      at++;
    }
    int named = at;
    fieldAt(message, context, at)
        .ifPresent(field -> remove(message, context, draft, field, from, named + 1));
  }

  private static boolean isFiller(Message message, int i) {
    return switch (message.word(i)) {
      case "the", "about", "any", "my", "that", "which", "of" -> true;
      default -> false;
    };
  }

  private static Optional<CardField> fieldAt(Message message, RulesContext context, int i) {
    if (i >= message.size()) {
      return Optional.empty();
    }
    String pair = message.word(i) + " " + message.word(i + 1);
    return context.fieldNamed(message.token(i).stem()).or(() -> context.fieldNamed(pair));
  }
}
