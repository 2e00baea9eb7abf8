package org.chatrec.conversation.plan;

import java.util.Collection;
import java.util.List;

/**
 * A constraint on one field.
 *
 * @param value a String, Long, Double or Boolean; for {@link Op#IN}, and where it suits for {@link
 *     Op#NOT}, a list of them. Dates are ISO-8601 strings.
 */
public record Filter(String field, Op op, Object value) {

  public Filter {
    value = normal(value);
  }

  /** Narrow numbers become Long and Double, so that what JSON brings back equals what went in. */
  private static Object normal(Object value) {
    return switch (value) {
      case Integer i -> i.longValue();
      case Short s -> s.longValue();
      case Float f -> f.doubleValue();
      case Collection<?> c -> c.stream().map(v -> normal((Object) v)).toList();
      default -> value;
    };
  }

  /** The value, or the values, as a list. */
  public List<Object> values() {
    return value instanceof List<?> list ? List.copyOf(list) : List.of(value);
  }
}
