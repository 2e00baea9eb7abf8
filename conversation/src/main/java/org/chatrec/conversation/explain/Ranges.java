package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.jspecify.annotations.Nullable;

/**
 * Puts constraints into the order in which a reply names them, those that exclude last, and finds
 * two inclusive bounds of one field, so that they can be named as one range.
 */
final class Ranges {

  private Ranges() {}

  /**
   * Hands over each range where its lower bound stands, and every other filter as it is.
   *
   * @param place where a filter is named, the least first
   */
  static void join(
      List<Filter> filters,
      ToIntFunction<Filter> place,
      BiConsumer<Filter, Filter> range,
      Consumer<Filter> single) {
    List<Filter> open = new ArrayList<>(filters);
    open.sort(
        Comparator.comparing((Filter filter) -> filter.op() == Op.NOT).thenComparingInt(place));
    while (!open.isEmpty()) {
      Filter filter = open.removeFirst();
      Filter other = filter.op() == Op.GTE ? upper(open, filter.field()) : null;
      if (other == null) {
        single.accept(filter);
      } else {
        open.remove(other);
        range.accept(filter, other);
      }
    }
  }

  private static @Nullable Filter upper(List<Filter> filters, String field) {
    return filters.stream()
        .filter(filter -> filter.op() == Op.LTE && filter.field().equals(field))
        .findFirst()
        .orElse(null);
  }
}
