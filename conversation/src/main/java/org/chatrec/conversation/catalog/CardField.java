package org.chatrec.conversation.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filterable field. However many values there are and however long: a card holds no more than
 * what people name, since all of it is looked through for each message.
 *
 * @param values the values of a keyword field, most frequent first; empty for other kinds
 * @param min the smallest value of a numeric field; of a date field, in milliseconds since 1970
 * @param max the greatest, likewise
 * @param said what the catalogue's owner says of it
 */
public record CardField(
    String name,
    FieldKind kind,
    List<FieldValue> values,
    @Nullable Double min,
    @Nullable Double max,
    FieldDescription said) {

  /** Values known of a field, the most frequent; a person may name any director. */
  public static final int MAX_VALUES = 5_000;

  /** A longer value is no name of anything, and nobody says it. */
  public static final int MAX_LENGTH = 256;

  /** A field of which its owner says nothing. */
  public CardField(
      String name,
      FieldKind kind,
      List<FieldValue> values,
      @Nullable Double min,
      @Nullable Double max) {
    this(name, kind, values, min, max, FieldDescription.NONE);
  }

  public CardField {
    values =
        values.stream()
            .filter(value -> value.value().length() <= MAX_LENGTH)
            .limit(MAX_VALUES)
            .toList();
  }

  public static CardField keyword(String name, List<FieldValue> values) {
    return new CardField(name, FieldKind.KEYWORD, values, null, null);
  }

  public static CardField number(String name, FieldKind kind, double min, double max) {
    return new CardField(name, kind, List.of(), min, max);
  }

  /** The same field with what its owner says of it. */
  public CardField as(FieldDescription description) {
    return new CardField(name, kind, values, min, max, description);
  }

  /** Whether it says what a thing is: a thing is of one type, while a film has several genres. */
  public boolean isKind() {
    return (name.endsWith("type") || name.endsWith("category") || name.endsWith("kind"))
        && FieldRole.of(this) == FieldRole.GENRE;
  }

  /** What people call it: as its owner says, else the words of its name, its unit aside. */
  public String label(String language) {
    return said.label(language).orElseGet(() -> Units.withoutUnit(name));
  }
}
