package org.chatrec.conversation.explain;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.state.ShownItem;
import org.jspecify.annotations.Nullable;

/**
 * Whether an item really meets a filter, by its own fields. An explanation mentions no filter that
 * this cannot confirm, whatever the search says.
 */
final class FilterCheck {
  private FilterCheck() {}

  static boolean holds(Filter filter, ShownItem item) {
    List<Object> actual = values(item, filter.field());
    if (actual.isEmpty()) {
      return false;
    }
    return switch (filter.op()) {
      case EQ, IN ->
          actual.stream().anyMatch(a -> filter.values().stream().anyMatch(v -> same(a, v)));
      case NOT ->
          actual.stream().noneMatch(a -> filter.values().stream().anyMatch(v -> same(a, v)));
      case GT -> actual.stream().anyMatch(a -> order(a, filter.value()) > 0);
      case GTE -> actual.stream().anyMatch(a -> order(a, filter.value()) >= 0);
      case LT -> actual.stream().anyMatch(a -> order(a, filter.value()) < 0);
      case LTE -> actual.stream().anyMatch(a -> order(a, filter.value()) <= 0);
    };
  }

  /** The item's values in a field. */
  static List<Object> values(ShownItem item, String field) {
    @Nullable Object value = item.fields().get(field);
    if (value instanceof Collection<?> many) {
      return many.stream().filter(Objects::nonNull).map(Object.class::cast).toList();
    }
    return value == null ? List.of() : List.of(value);
  }

  private static boolean same(Object a, Object b) {
    return a instanceof Number x && b instanceof Number y
        ? x.doubleValue() == y.doubleValue()
        : a.toString().equalsIgnoreCase(b.toString());
  }

  private static int order(Object a, Object b) {
    return a instanceof Number x && b instanceof Number y
        ? Double.compare(x.doubleValue(), y.doubleValue())
        : a.toString().compareTo(b.toString());
  }
}
