package org.chatrec.conversation.explain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.text.Characters;

/**
 * How values of fields are put into words in one language: what a field is about is guessed from
 * its name, so that "year 1994" reads "from 1994" in any catalogue. Says nothing but the value.
 */
interface Wording {

  /** What the catalogue calls its fields. */
  Labels labels();

  /** A field's name for readers. */
  String label(String field);

  /**
   * Values that an item has.
   *
   * @param value one of them, which tells what the field is about
   * @param said all of them, as they are written
   */
  String has(String field, String value, String said);

  /** Values of which an item has each. */
  default String has(String field, List<String> values) {
    return has(field, values.getFirst(), list(measured(field, values)));
  }

  /** Values of which an item has one, or is not to have any. */
  default String any(String field, List<String> values) {
    return has(field, values.getFirst(), String.join(or(), measured(field, values)));
  }

  /** What stands between values of which one will do. */
  String or();

  /** A constraint. */
  String filter(Filter filter);

  /** Two inclusive bounds of one field. */
  String range(Filter low, Filter high);

  String sort(Sort sort);

  /** "A, B and C". */
  String list(List<String> words);

  /** Several values that an item has: what it is first, then from when and by whom. */
  default String all(Map<String, List<String>> values) {
    return values.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> place(entry.getKey())))
        .map(entry -> has(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(comma()));
  }

  String comma();

  /** Where in a sentence a field is named. */
  static int place(String field) {
    int place = ORDER.indexOf(role(field));
    return place < 0 ? ORDER.size() : place;
  }

  /** The order in which a sentence names things; the rest comes behind. */
  List<FieldRole> ORDER =
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

  /** A day, as items and bounds have it. */
  Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

  /** What dates of items are called that are not years of anything. */
  Set<String> DATED = Set.of("created", "added", "updated", "launched", "listed", "arrival");

  /** How fields of titles are called. */
  Set<String> TITLES = Set.of("title", "name", "titel", "标题", "名称");

  /** What is so or is not so; empty for all other values. */
  static Optional<Boolean> flag(String value) {
    return switch (value) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A number with the unit that its field is said to count in. */
  default String measured(String field, Object value) {
    String plain = Facts.plain(value);
    return Characters.isNumber(plain)
        ? labels().unit(field).map(unit -> plain + " " + unit).orElse(plain)
        : plain;
  }

  /** The same of each of these. */
  default List<String> measured(String field, List<?> values) {
    return values.stream().map(value -> measured(field, value)).toList();
  }

  /** What a field is about: as its owner says, else as its name and a value of it have it. */
  default FieldRole about(String field, Object value) {
    return labels().role(field).orElseGet(() -> role(field, value));
  }

  /** The values of a constraint, none of them measured yet. */
  static List<String> values(Filter filter) {
    return filter.values().stream().map(Facts::plain).toList();
  }

  /** Words that titles may not have are the only thing that a plan says of titles. */
  static boolean isTitle(String field) {
    return role(field) == FieldRole.OTHER
        && FieldRole.nameParts(field).stream().anyMatch(TITLES::contains);
  }

  static boolean isStock(String field) {
    return FieldRole.of(new CardField(field, FieldKind.BOOLEAN, List.of(), null, null))
        == FieldRole.STOCK;
  }

  /** What a field is about, by its name and a value of it. */
  static FieldRole role(String field, Object value) {
    String text = String.valueOf(value);
    boolean number = value instanceof Number || Characters.isNumber(text);
    if (DATE.matcher(text).matches()) {
      return FieldRole.YEAR;
    }
    return FieldRole.of(
        number
            ? CardField.number(field, FieldKind.DECIMAL, 0, 0)
            : CardField.keyword(field, List.of()));
  }

  /** What a field is about where only its name is known. */
  static FieldRole role(String field) {
    FieldRole ofWords = role(field, "");
    FieldRole named = ofWords == FieldRole.OTHER ? role(field, 0) : ofWords;
    boolean dated = FieldRole.nameParts(field).stream().anyMatch(DATED::contains);
    return named == FieldRole.OTHER && dated ? FieldRole.YEAR : named;
  }
}
