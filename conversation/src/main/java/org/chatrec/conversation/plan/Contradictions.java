package org.chatrec.conversation.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Resolves filters that cannot all hold, in favour of the later ones. Two values wanted of one
 * keyword field are no contradiction: an item can have both.
 */
public final class Contradictions {
  private Contradictions() {}

  /** The filters without those that a later one overrides, order kept. */
  public static List<Filter> resolve(List<Filter> filters) {
    List<Filter> kept = new ArrayList<>();
    for (Filter filter : filters) {
      List<Filter> before = new ArrayList<>();
      kept.forEach(earlier -> without(earlier, filter).ifPresent(before::add));
      before.add(filter);
      kept = before;
    }
    return List.copyOf(kept);
  }

  private static java.util.Optional<Filter> without(Filter earlier, Filter later) {
    if (!earlier.field().equals(later.field())) {
      return java.util.Optional.of(earlier);
    }
    if (isChoice(earlier)
        && isChoice(later)
        && (earlier.op() == Op.NOT) != (later.op() == Op.NOT)) {
      return lessValues(earlier, later);
    }
    return earlier.equals(later) || overrides(earlier, later)
        ? java.util.Optional.empty()
        : java.util.Optional.of(earlier);
  }

  private static java.util.Optional<Filter> lessValues(Filter earlier, Filter later) {
    List<Object> rest = new ArrayList<>(earlier.values());
    rest.removeAll(later.values());
    if (rest.size() == earlier.values().size()) {
      return java.util.Optional.of(earlier);
    }
    return rest.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(withValues(earlier, rest));
  }

  private static Filter withValues(Filter filter, List<Object> values) {
    Op one = filter.op() == Op.NOT ? Op.NOT : Op.EQ;
    return values.size() == 1
        ? new Filter(filter.field(), one, values.getFirst())
        : new Filter(filter.field(), filter.op(), values);
  }

  private static boolean overrides(Filter earlier, Filter later) {
    Op a = earlier.op();
    Op b = later.op();
    if (a.isBound() && b.isBound()) {
      return a.isLower() == b.isLower() || crosses(earlier, later);
    }
    boolean ordered = !(earlier.values().getFirst() instanceof String s) || isDate(s);
    boolean aExact = a == Op.EQ || a == Op.IN;
    boolean bExact = b == Op.EQ || b == Op.IN;
    return ordered && (aExact && bExact || aExact && b.isBound() || a.isBound() && bExact);
  }

  private static boolean crosses(Filter a, Filter b) {
    Filter lower = a.op().isLower() ? a : b;
    Filter upper = a.op().isLower() ? b : a;
    int order = compare(lower.value(), upper.value());
    boolean open = lower.op() == Op.GT || upper.op() == Op.LT;
    return order > 0 || order == 0 && open;
  }

  private static int compare(Object a, Object b) {
    return a instanceof Number x && b instanceof Number y
        ? Double.compare(x.doubleValue(), y.doubleValue())
        : Objects.toString(a).compareTo(Objects.toString(b));
  }

  private static boolean isDate(String text) {
    return text.matches("\\d{4}-\\d{2}-\\d{2}");
  }

  private static boolean isChoice(Filter filter) {
    return !filter.op().isBound();
  }
}
