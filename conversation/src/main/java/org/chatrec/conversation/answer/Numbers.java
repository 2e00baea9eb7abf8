package org.chatrec.conversation.answer;

import java.util.Comparator;
import java.util.Optional;

/** An item's number for something, as its price. */
final class Numbers {
  private Numbers() {}

  /** Of several, as of a range of sizes, the least. */
  static Optional<Double> of(ItemFields item, String concept) {
    return field(item, concept).flatMap(name -> least(item, name));
  }

  /** The field that holds it. */
  static Optional<String> field(ItemFields item, String concept) {
    return Concepts.fields(item, concept).stream()
        .filter(name -> least(item, name).isPresent())
        .findFirst();
  }

  private static Optional<Double> least(ItemFields item, String name) {
    return item.values(name).stream()
        .flatMap(value -> number(value).stream())
        .min(Comparator.naturalOrder());
  }

  private static Optional<Double> number(Object value) {
    if (value instanceof Number number) {
      return Optional.of(number.doubleValue());
    }
    String text = String.valueOf(value);
    return text.matches("\\d{4}-\\d{2}-\\d{2}.*")
        ? Optional.of(Double.parseDouble(text.substring(0, 10).replace("-", "")))
        : Optional.empty();
  }
}
