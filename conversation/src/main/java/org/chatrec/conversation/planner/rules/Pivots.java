package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.state.ShownItem;

/**
 * What "cheaper" is cheaper than: the item's own value if there is one item, the lesser of two, and
 * the lower median of more, so that one odd item among those shown does not decide; for "dearer"
 * the mirror image. Always stricter than half of what was shown.
 */
final class Pivots {
  private Pivots() {}

  static Optional<Object> of(List<ShownItem> items, CardField field, boolean up) {
    List<Object> values =
        items.stream().flatMap(item -> value(item, field)).sorted(Pivots::compare).toList();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    int n = values.size();
    int down = n < 3 ? 0 : (n - 1) / 2;
    return Optional.of(values.get(up ? n - 1 - down : down));
  }

  /**
   * The position, from 1, of the item with the least or the greatest value.
   *
   * @param among only these positions; empty for all
   */
  static Optional<Integer> extreme(
      List<ShownItem> items, List<Integer> among, CardField field, boolean up) {
    return IntStream.rangeClosed(1, items.size())
        .filter(position -> among.isEmpty() || among.contains(position))
        .boxed()
        .filter(position -> value(items.get(position - 1), field).findFirst().isPresent())
        .reduce(
            (a, b) -> {
              int order =
                  compare(
                      value(items.get(a - 1), field).findFirst().orElseThrow(),
                      value(items.get(b - 1), field).findFirst().orElseThrow());
              return up == order < 0 && order != 0 ? b : a;
            });
  }

  private static Stream<Object> value(ShownItem item, CardField field) {
    Object raw = item.fields().get(field.name());
    Object value = raw instanceof List<?> list && !list.isEmpty() ? list.getFirst() : raw;
    return switch (value) {
      case Number n -> Stream.of(n);
      case String s when field.kind() == FieldKind.DATE && s.length() >= 10 ->
          Stream.of(s.substring(0, 10));
      case null, default -> Stream.empty();
    };
  }

  private static int compare(Object a, Object b) {
    return a instanceof Number x && b instanceof Number y
        ? Double.compare(x.doubleValue(), y.doubleValue())
        : Objects.toString(a).compareTo(Objects.toString(b));
  }
}
