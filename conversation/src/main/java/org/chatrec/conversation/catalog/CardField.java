package org.chatrec.conversation.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filterable field.
 *
 * @param values the values of a keyword field, most frequent first; empty for other kinds
 * @param min the smallest value of a numeric field; of a date field, in milliseconds since 1970
 * @param max the greatest, likewise
 */
public record CardField(
    String name,
    FieldKind kind,
    List<FieldValue> values,
    @Nullable Double min,
    @Nullable Double max) {

  public CardField {
    values = List.copyOf(values);
  }

  public static CardField keyword(String name, List<FieldValue> values) {
    return new CardField(name, FieldKind.KEYWORD, values, null, null);
  }

  public static CardField number(String name, FieldKind kind, double min, double max) {
    return new CardField(name, kind, List.of(), min, max);
  }
}
