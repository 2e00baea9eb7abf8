package org.chatrec.conversation.answer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;

/**
 * An item's stored fields with their values in a row: what is nested under its dotted path. Fields
 * come in the order of the item; those without a value are not there.
 */
final class ItemFields {
  /** Deeper and beyond, an item is no longer described by its fields. */
  private static final int MOST_DEPTH = 4;

  private static final int MOST_VALUES = 200;

  private final HitFacts hit;
  private final CatalogCard card;
  private final Map<String, List<Object>> values = new LinkedHashMap<>();

  ItemFields(HitFacts hit, CatalogCard card) {
    this.hit = hit;
    this.card = card;
    hit.source().forEach((name, value) -> add(name, value, 0));
    values.keySet().removeIf(name -> name.startsWith("_") || name.endsWith("_meta"));
  }

  /** What a conversation remembers of an item. */
  static ItemFields of(ShownItem item, CatalogCard card) {
    return new ItemFields(new HitFacts(item, Map.of(), List.of(), List.of(), Map.of(), ""), card);
  }

  private void add(String path, Object value, int depth) {
    if (value instanceof Map<?, ?> nested) {
      if (depth < MOST_DEPTH) {
        nested.forEach((name, inner) -> add(path + "." + name, inner, depth + 1));
      }
    } else if (value instanceof Collection<?> many) {
      many.forEach(one -> add(path, one, depth));
    } else if (value != null && !String.valueOf(value).isBlank()) {
      List<Object> known = values.computeIfAbsent(path, any -> new ArrayList<>());
      if (known.size() < MOST_VALUES && !known.contains(value)) {
        known.add(value);
      }
    }
  }

  String id() {
    return hit.item().id();
  }

  String title() {
    return hit.item().title();
  }

  Collection<String> names() {
    return values.keySet();
  }

  List<Object> values(String field) {
    return values.getOrDefault(field, List.of());
  }

  /** The field as the catalogue's card has it; of other fields a guess by name and value. */
  CardField field(String name) {
    return card.field(name).orElseGet(() -> guessed(name));
  }

  private CardField guessed(String name) {
    Object first = values(name).isEmpty() ? "" : values(name).getFirst();
    return switch (first) {
      case Boolean unused -> new CardField(name, FieldKind.BOOLEAN, List.of(), null, null);
      case Number number ->
          CardField.number(name, FieldKind.DECIMAL, number.doubleValue(), number.doubleValue());
      default -> CardField.keyword(name, List.of());
    };
  }

  FieldRole role(String name) {
    return FieldRole.of(field(name));
  }

  /** Whether the field is running text or the title, which name the item rather than tell of it. */
  boolean isText(String name) {
    return card.field(name).isEmpty()
        && values(name).stream().anyMatch(value -> value instanceof String text && isLong(text));
  }

  /** Whether plans may ask for it. */
  boolean isFilter(String name) {
    return card.field(name).isPresent();
  }

  /** What the catalogue's owner calls a field in a language. */
  Optional<String> label(String name, String language) {
    return card.field(name).flatMap(field -> field.said().label(language));
  }

  /** What it calls a field in any language. */
  Collection<String> labels(String name) {
    return card.field(name).map(field -> field.said().labels().values()).orElse(List.of());
  }

  /** Whether the words, as a key, are all that a field is called. */
  boolean isCalled(String name, String key) {
    return FieldRole.nameParts(name).equals(List.of(key.split(" ")))
        || labels(name).stream().map(Tokenizer::key).anyMatch(key::equals);
  }

  boolean isTitle(String name) {
    return name.equals(card.titleField());
  }

  private static boolean isLong(String text) {
    return text.length() > 50 || text.split(" ").length > 6;
  }

  /** The longest text of the item, which tells most of it. */
  Optional<String> longestText() {
    return names().stream()
        .filter(this::isText)
        .filter(name -> !isTitle(name))
        .max(
            (a, b) ->
                Integer.compare(
                    String.valueOf(values(a).getFirst()).length(),
                    String.valueOf(values(b).getFirst()).length()));
  }
}
