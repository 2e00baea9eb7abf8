package org.chatrec.conversation.planner.rules;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.rules.Draft.Signal;
import org.chatrec.conversation.state.ShownItem;

/**
 * "Not that director", "the same brand", "not that kind": a value that the conversation names but
 * the message does not. It is the one filtered by so far; else the one of the items referred to,
 * now or in the turn before; else the most common among those shown.
 */
final class SameValueAnnotator implements Annotator {

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (Cue cue : message.cues(CueKind.THAT)) {
      if (cue.to() < message.size() && draft.isFree(cue.from(), cue.to() + 1)) {
        field(message, context, cue.to())
            .ifPresent(
                f ->
                    resolve(
                        message,
                        context,
                        draft,
                        cue,
                        f,
                        Negation.before(message, draft, cue.from())));
      }
    }
    for (Cue cue : message.cues(CueKind.CONTINUE)) {
      if (isOther(message, cue) && draft.isFree(cue.from(), cue.to() + 1)) {
        field(message, context, cue.to())
            .ifPresent(f -> resolve(message, context, draft, cue, f, true));
      }
    }
  }

  /** "Another brand", "in other colours": not the one so far. */
  private static boolean isOther(Message message, Cue cue) {
    return cue.to() < message.size()
        && switch (message.word(cue.to() - 1)) {
          case "other", "others", "another", "different", "其他", "其它", "别" -> true;
          default -> message.raw(cue.from(), cue.to()).equals("别的");
        };
  }

  private static Optional<CardField> field(Message message, RulesContext context, int i) {
    return switch (message.token(i).stem()) {
      case "kind", "sort", "type" -> context.field(FieldRole.GENRE);
      case "guy", "person", "actor" -> context.field(FieldRole.CAST);
      default ->
          context.fieldNamed(message.token(i).stem()).filter(f -> f.kind() == FieldKind.KEYWORD);
    };
  }

  private static void resolve(
      Message message,
      RulesContext context,
      Draft draft,
      Cue cue,
      CardField field,
      boolean negated) {
    Optional<String> value =
        filtered(context, field).or(() -> mostCommon(items(context, draft), field));
    if (value.isPresent()) {
      draft.add(new Filter(field.name(), negated ? Op.NOT : Op.EQ, value.get()));
      draft.signal(Signal.COMPARATIVE);
      draft.use(cue.from(), cue.to() + 1);
    }
  }

  private static Optional<String> filtered(RulesContext context, CardField field) {
    return context.state().lastSearch().map(Plan::filters).orElse(List.of()).stream()
        .filter(f -> f.field().equals(field.name()) && (f.op() == Op.EQ || f.op() == Op.IN))
        .map(f -> String.valueOf(f.values().getFirst()))
        .findFirst();
  }

  private static List<ShownItem> items(RulesContext context, Draft draft) {
    List<Integer> meant =
        draft.references().isEmpty()
            ? context.lastReference().stream().toList()
            : draft.references();
    return meant.isEmpty()
        ? context.shown()
        : meant.stream().map(r -> context.shown().get(r - 1)).toList();
  }

  private static Optional<String> mostCommon(List<ShownItem> items, CardField field) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    items.stream()
        .flatMap(item -> values(item, field))
        .forEach(v -> counts.merge(v, 1, Integer::sum));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return counts.entrySet().stream()
        .filter(e -> e.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Stream<String> values(ShownItem item, CardField field) {
    Object value = item.fields().get(field.name());
    Stream<?> values =
        value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value);
    return values.filter(Objects::nonNull).map(String::valueOf);
  }
}
