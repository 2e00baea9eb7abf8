package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.text.Characters;

/** Reads a constraint back from the form in which answers name it: {@code runtime lte 120}. */
final class StatedFilter {
  private StatedFilter() {}

  static Optional<Filter> of(String part) {
    int field = part.indexOf(' ');
    int op = part.indexOf(' ', field + 1);
    return field <= 0 || op < 0 || op == part.length() - 1
        ? Optional.empty()
        : Op.of(part.substring(field + 1, op))
            .map(o -> new Filter(part.substring(0, field), o, value(part.substring(op + 1))));
  }

  /** A list as Java writes it becomes a list again, and a number loses its needless fraction. */
  private static Object value(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return list(text.substring(1, text.length() - 1));
    }
    boolean whole = text.endsWith(".0") && Characters.isNumber(text);
    return whole ? text.substring(0, text.length() - 2) : text;
  }

  private static List<String> list(String inside) {
    List<String> values = new ArrayList<>();
    int from = 0;
    for (int at = inside.indexOf(", "); at >= 0; at = inside.indexOf(", ", from)) {
      values.add(inside.substring(from, at));
      from = at + 2;
    }
    values.add(inside.substring(from));
    return values;
  }
}
