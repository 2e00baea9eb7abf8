package org.chatrec.conversation.plan;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueIndex;

/** Converts a filter's value to what its field holds; empty where that cannot be done. */
final class FilterValues {
  private static final Pattern NUMBER =
      Pattern.compile("[^0-9+-]{0,3}([+-]?\\d{1,15}(?:\\.\\d{1,9})?)\\D{0,12}");
  private static final Pattern FIGURE = Pattern.compile("[+-]?[\\d.,-]{1,30}");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final int MAX_TEXT = 200;

  private FilterValues() {}

  static Optional<Object> convert(CardField field, Op op, Object value, ValueIndex index) {
    return switch (field.kind()) {
      case KEYWORD -> keyword(field, value, index);
      case TEXT -> text(value).map(Object.class::cast);
      case INTEGER -> number(value).flatMap(n -> integer(n, op));
      case DECIMAL -> number(value).map(Object.class::cast);
      case DATE -> date(value, op).map(Object.class::cast);
      case BOOLEAN -> bool(value).map(Object.class::cast);
    };
  }

  /** Whether a text is a number or a date as it stands. */
  static boolean isFigure(String text) {
    return FIGURE.matcher(text.strip()).matches();
  }

  static Set<String> valuesOf(CardField field) {
    return field.values().stream().map(FieldValue::value).collect(Collectors.toSet());
  }

  private static Optional<Object> keyword(CardField field, Object value, ValueIndex index) {
    Optional<String> text = text(value);
    return field.values().isEmpty()
        ? text.map(Object.class::cast)
        : text.flatMap(t -> index.snap(field.name(), t)).map(Object.class::cast);
  }

  /** A text of bounded length. */
  static Optional<String> text(Object value) {
    String text = String.valueOf(value).strip();
    return text.isEmpty() || text.length() > MAX_TEXT ? Optional.empty() : Optional.of(text);
  }

  private static Optional<Double> number(Object value) {
    if (value instanceof Number n) {
      return Optional.of(n.doubleValue()).filter(Double::isFinite);
    }
    Matcher matcher = NUMBER.matcher(String.valueOf(value).replace(",", "").strip());
    return matcher.matches() ? Optional.of(Double.valueOf(matcher.group(1))) : Optional.empty();
  }

  /** A bound between two integers moves to the one that keeps its meaning. */
  private static Optional<Object> integer(double number, Op op) {
    double whole =
        switch (op) {
          case GT, LTE -> Math.floor(number);
          case GTE, LT -> Math.ceil(number);
          case EQ, IN, NOT -> number;
        };
    return whole == Math.rint(whole) && Math.abs(whole) < 1e15
        ? Optional.of((long) whole)
        : Optional.empty();
  }

  private static Optional<String> date(Object value, Op op) {
    String text =
        value instanceof Number n ? String.valueOf(n.longValue()) : String.valueOf(value).strip();
    if (YEAR.matcher(text).matches() && op == Op.NOT) {
      return Optional.of(text); // all of that year
    }
    if (YEAR.matcher(text).matches()) {
      boolean endOfYear = op == Op.GT || op == Op.LTE;
      return Optional.of(text + (endOfYear ? "-12-31" : "-01-01"));
    }
    try {
      return Optional.of(
          LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> bool(Object value) {
    return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> Optional.of(true);
      case "false", "no", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static boolean allows(FieldKind kind, Op op) {
    return !op.isBound() || kind.isOrdered();
  }
}
