package org.chatrec.conversation.planner.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;

/**
 * What makes things of a kind big or small: a suitcase holds litres, and a tent people. The items
 * that are called so tell which of these they have, else those that were shown.
 */
final class Extents {
  private static final List<Dimension> MEASURES =
      List.of(Dimension.VOLUME, Dimension.PERSONS, Dimension.LENGTH);

  private Extents() {}

  static Optional<CardField> of(Message message, RulesContext context, Draft draft, Cue cue) {
    List<CardField> fields =
        MEASURES.stream().flatMap(measure -> context.measuring(measure).stream()).toList();
    return fields.isEmpty()
        ? Optional.empty()
        : names(message, context, draft, cue.from(), cue.to())
            .map(name -> context.titles().with(name))
            .filter(items -> !items.isEmpty())
            .findFirst()
            .or(() -> Optional.of(context.shown()))
            .flatMap(items -> told(items, fields));
  }

  /** Of several fields that count alike, the one that most things which are called so have. */
  static Optional<CardField> ofNamed(
      Message message,
      RulesContext context,
      Draft draft,
      int from,
      int to,
      List<CardField> fields) {
    return names(message, context, draft, from, to)
        .filter(name -> !name.isBlank())
        .map(name -> told(context.titles().with(name), fields))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Whether things are named, and none of those that are called so has a field; of kinds, which
   * titles need not name, some have to be known.
   */
  static boolean areUnknown(
      Message message, RulesContext context, Draft draft, int from, int to, CardField field) {
    List<String> names =
        names(message, context, draft, from, to).filter(name -> !name.isBlank()).toList();
    List<ShownItem> called =
        names.stream()
            .flatMap(name -> context.titles().with(name).stream())
            .filter(item -> !item.fields().isEmpty())
            .toList();
    boolean kind = draft.values().stream().anyMatch(hit -> hit.field().isKind());
    return !names.isEmpty()
        && (!kind || !called.isEmpty())
        && told(called, List.of(field)).isEmpty();
  }

  private static Optional<CardField> told(List<ShownItem> items, List<CardField> fields) {
    Comparator<CardField> most = Comparator.comparingLong(field -> -having(items, field));
    return fields.stream().filter(field -> having(items, field) > 0).min(most);
  }

  private static long having(List<ShownItem> items, CardField field) {
    return items.stream().filter(item -> item.fields().get(field.name()) != null).count();
  }

  /** What the things are called: the words that nothing else has understood, and kinds. */
  private static Stream<String> names(
      Message message, RulesContext context, Draft draft, int from, int to) {
    Stream<String> kinds =
        draft.values().stream()
            .filter(hit -> hit.field().isKind() && !hit.negated())
            .map(hit -> Tokenizer.key(hit.value()))
            .map(key -> key.substring(key.lastIndexOf(' ') + 1));
    String words =
        IntStream.range(0, message.size())
            .filter(i -> i >= to || i < from)
            .filter(i -> !draft.isUsed(i))
            .filter(i -> message.cueAt(i) == null || context.isInTopic(message, draft, i))
            .filter(i -> message.token(i).isWord())
            .mapToObj(i -> (message.token(i).isHan() ? "" : " ") + message.token(i).raw())
            .collect(Collectors.joining());
    return Stream.concat(
        kinds, Stream.of(Tokenizer.key(context.inCatalogLanguage(words.strip())).split(" ")));
  }
}
