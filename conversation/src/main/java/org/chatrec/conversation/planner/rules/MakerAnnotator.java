package org.chatrec.conversation.planner.rules;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Token;
import org.chatrec.conversation.text.Tokenizer;

/**
 * "Anything else by him?", "what else did she make?": whoever made the item that the message before
 * asked about, or is filtered by so far. Other items of theirs are meant. Where nobody was named,
 * that is said, and nobody searches for "him".
 */
final class MakerAnnotator implements Annotator {
  /** Each is a search. */
  private static final int MOST_LOOKUPS = 3;

  /** Whom "him" and "them" may stand for, in the order in which items are known by them. */
  private static final List<FieldRole> MAKERS =
      List.of(FieldRole.DIRECTOR, FieldRole.AUTHOR, FieldRole.BRAND, FieldRole.CAST);

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    message.cues(CueKind.MAKER).stream()
        .filter(cue -> draft.isFree(cue.from(), cue.to()))
        .forEach(cue -> resolve(message, cue, context, draft));
  }

  private static void resolve(Message message, Cue cue, RulesContext context, Draft draft) {
    Optional<ShownItem> item = context.state().last().flatMap(turn -> named(turn, context));
    Optional<Filter> maker = item.flatMap(named -> maker(named, message, cue, context));
    draft.use(cue.from(), cue.to());
    if (maker.isPresent()) {
      draft.add(maker.get());
      draft.like(item.get());
    } else if (!isFiltered(context)) {
      draft.add(new Dropped(message.raw(cue.from(), cue.to()), "nobody was named"));
    }
  }

  /** The one item that the turn before was about. */
  private static Optional<ShownItem> named(Turn before, RulesContext context) {
    if (context.lastReference().isPresent()) {
      return context.lastReference().map(position -> context.shown().get(position - 1));
    }
    if (!before.shown().isEmpty()) {
      return before.shown().size() == 1 ? Optional.of(before.shown().getFirst()) : Optional.empty();
    }
    return titled(before.message(), context);
  }

  /** "Who directed Blade Runner?": whatever title it ends with. */
  private static Optional<ShownItem> titled(String text, RulesContext context) {
    List<Token> tokens = Tokenizer.tokens(text);
    return IntStream.range(0, tokens.size())
        .filter(i -> tokens.get(i).isCapitalised() || "《“".contains(tokens.get(i).norm()))
        .filter(i -> i > 0 || tokens.size() == 1)
        .limit(MOST_LOOKUPS)
        .mapToObj(i -> text.substring(tokens.get(i).start()))
        .flatMap(rest -> context.titles().startOf(rest).stream())
        .findFirst();
  }

  private static Optional<Filter> maker(
      ShownItem item, Message message, Cue cue, RulesContext context) {
    String before = context.state().last().map(Turn::message).orElse("");
    return Stream.of(message.raw(cue.from(), cue.to()), before)
        .flatMap(text -> Tokenizer.tokens(text).stream())
        .flatMap(token -> role(message.vocabulary().canonical(token.norm())).stream())
        .findFirst()
        .map(Stream::of)
        .orElseGet(MAKERS::stream)
        .flatMap(role -> context.field(role).stream())
        .flatMap(field -> values(item, field).stream())
        .findFirst();
  }

  /** What the words of a question ask for; the table of each language has them. */
  private static Optional<FieldRole> role(String word) {
    return switch (word) {
      case "directed" -> Optional.of(FieldRole.DIRECTOR);
      case "starred" -> Optional.of(FieldRole.CAST);
      case "wrote" -> Optional.of(FieldRole.AUTHOR);
      case "brand" -> Optional.of(FieldRole.BRAND);
      default -> Optional.empty();
    };
  }

  private static Optional<Filter> values(ShownItem item, CardField field) {
    Object value = item.fields().get(field.name());
    List<Object> values =
        (value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value))
            .filter(Objects::nonNull)
            .<Object>map(String::valueOf)
            .toList();
    return switch (values.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Filter(field.name(), Op.EQ, values.getFirst()));
      default -> Optional.of(new Filter(field.name(), Op.IN, values));
    };
  }

  /** "Films by Sofia Coppola" before: what is searched for has named them. */
  private static boolean isFiltered(RulesContext context) {
    List<String> fields =
        MAKERS.stream().flatMap(role -> context.field(role).stream()).map(CardField::name).toList();
    return context.state().lastSearch().stream()
        .map(Plan::filters)
        .flatMap(List::stream)
        .anyMatch(filter -> filter.op() != Op.NOT && fields.contains(filter.field()));
  }
}
