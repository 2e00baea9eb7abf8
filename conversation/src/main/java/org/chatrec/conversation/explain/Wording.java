package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.Language;

/**
 * How fields and their values are put into words in one language, by its messages. Values are the
 * catalogue's own; nothing is said but the value.
 */
final class Wording {

  /** What fields are about whose words say by themselves what an item would be. */
  private static final Set<FieldRole> SAYING = EnumSet.of(FieldRole.OTHER, FieldRole.COLOUR);

  private final Messages messages;
  private final FieldNames names;

  Wording(Language language, Labels labels) {
    this.messages = Messages.of(language);
    this.names = new FieldNames(language, labels);
  }

  /** A field's name for readers. */
  String label(String field) {
    return names.label(field);
  }

  /** The order in which a sentence names what these constraints are about. */
  int place(Filter filter) {
    return place(filter.field());
  }

  private int place(String field) {
    int place = ORDER.indexOf(names.role(field));
    return place < 0 ? ORDER.size() : place;
  }

  /** What a sentence names first; the rest comes behind. */
  private static final List<FieldRole> ORDER =
      List.of(
          FieldRole.GENRE,
          FieldRole.TAG,
          FieldRole.COLOUR,
          FieldRole.YEAR,
          FieldRole.DIRECTOR,
          FieldRole.AUTHOR,
          FieldRole.BRAND,
          FieldRole.CAST,
          FieldRole.COUNTRY,
          FieldRole.LANGUAGE);

  /** Several values that an item has: what it is first, then from when and by whom. */
  String all(Map<String, List<String>> values) {
    return values.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> place(entry.getKey())))
        .map(entry -> has(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(text("clause comma")));
  }

  /** Values of which an item has each. */
  private String has(String field, List<String> values) {
    return has(field, values.getFirst(), list(names.measured(field, values)));
  }

  /** Values of which an item has one, or is not to have any. */
  String any(String field, List<String> values) {
    return has(field, values.getFirst(), or(names.measured(field, values)));
  }

  private String has(String field, String value, String said) {
    Optional<Boolean> flag = flag(value);
    if (flag.isPresent()) {
      return flag(field, flag.get());
    }
    String role = "has " + names.role(field, value);
    String form = form(field, value);
    String key = messages.find(role + form).isPresent() ? role + form : role;
    return messages.sayOf("has", key, "label", label(field), "value", said);
  }

  /** What a value is written as, where that decides how it is said. */
  private String form(String field, String value) {
    if (Characters.isNumber(value)) {
      return Characters.isFigures(value, 4) ? " 4" : " number";
    }
    return names.isWord(field, value) ? " word" : "";
  }

  /** Values of which an item is not to have any: a word says by itself what it would be. */
  private String none(String field, List<String> values) {
    return SAYING.contains(names.role(field)) && values.stream().allMatch(FieldNames::isWord)
        ? or(names.measured(field, values))
        : any(field, values);
  }

  /** Values with what they are values of: "year: 1982". */
  String labelled(String field, List<String> values) {
    return flag(values.getFirst())
        .map(so -> flag(field, so))
        .orElseGet(
            () ->
                messages.say(
                    "labelled",
                    "label",
                    label(field),
                    "value",
                    list(names.measured(field, values))));
  }

  /** "In stock" of {@code in_stock}, "waterproof" of {@code is_waterproof}. */
  private String flag(String field, boolean value) {
    String key = value ? "flag" : "flag not";
    String narrow = value ? "flag STOCK" : "flag STOCK not";
    boolean stock = names.isStock(field) && !names.isLabelled(field);
    String label = label(field);
    String is = "is ";
    return messages.say(
        stock ? narrow : key, "label", label.startsWith(is) ? label.substring(is.length()) : label);
  }

  /** What is so or is not so; empty for all other values. */
  private static Optional<Boolean> flag(String value) {
    return switch (value) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A constraint. */
  String filter(Filter filter) {
    List<String> values = values(filter);
    if (filter.op() == Op.NOT && flag(values.getFirst()).isPresent()) {
      return flag(filter.field(), values.getFirst().equals("false"));
    }
    if (isInStock(filter)) {
      return flag(filter.field(), true);
    }
    FieldRole role = names.role(filter.field(), filter.values().getFirst());
    boolean year = role == FieldRole.YEAR;
    String key = "filter " + filter.op();
    return messages.sayOf(
        key,
        key + " " + kind(filter.field(), role),
        "label",
        label(filter.field()),
        "value",
        or(year ? values : names.measured(filter.field(), values)),
        "any",
        filter.op() == Op.NOT ? none(filter.field(), values) : any(filter.field(), values));
  }

  /** Constraints, two bounds of one field as a range, in the order that a sentence names them. */
  List<String> filters(List<Filter> filters) {
    List<String> parts = new ArrayList<>();
    Ranges.join(
        filters,
        this::place,
        (low, high) -> parts.add(range(low, high)),
        single -> parts.add(filter(single)));
    return parts;
  }

  /** Of titles and of longer texts, a plan says only which words they may not have. */
  private String kind(String field, FieldRole role) {
    if (names.isText(field)) {
      return "TEXT";
    }
    return (names.isTitle(field) ? FieldRole.TITLE : role).name();
  }

  /** Of a count of pieces, more than none. */
  private boolean isInStock(Filter filter) {
    String bound = Facts.plain(filter.value());
    return names.role(filter.field()) == FieldRole.STOCK
        && (filter.op() == Op.GT && bound.equals("0")
            || filter.op() == Op.GTE && bound.equals("1"));
  }

  /** What an item is not. */
  String avoided(String field, List<String> values) {
    return messages.say(
        "avoided value",
        "any",
        none(field, values),
        "label",
        label(field),
        "value",
        list(names.measured(field, values)));
  }

  /** Two inclusive bounds of one field. */
  String range(Filter low, Filter high) {
    return messages.sayOf(
        "range",
        "range " + names.role(low.field(), low.value()),
        "label",
        label(low.field()),
        "low",
        Facts.plain(low.value()),
        "high",
        names.measured(high.field(), high.value()));
  }

  String sort(Sort sort) {
    String key = "sort " + sort.order();
    return messages.sayOf(key, key + " " + names.role(sort.field()), "label", label(sort.field()));
  }

  /** "A, B and C". */
  String list(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(text("list comma"), words.subList(0, last))
            + text("list and")
            + words.get(last);
  }

  String or(List<String> words) {
    return String.join(text("or"), words);
  }

  String quote(String text) {
    return messages.say("quote", "text", text);
  }

  private String text(String key) {
    return messages.say(key);
  }

  /** The values of a constraint, none of them measured yet. */
  private static List<String> values(Filter filter) {
    return filter.values().stream().map(Facts::plain).toList();
  }
}
