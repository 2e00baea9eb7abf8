package org.chatrec.conversation.explain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;

/** Reads a constraint back from the form in which answers name it: {@code runtime lte 120}. */
final class StatedFilter {
  private static final Pattern FORM =
      Pattern.compile("(\\S+) (eq|in|not|gt|gte|lt|lte) (.+)", Pattern.DOTALL);

  private StatedFilter() {}

  static Optional<Filter> of(String part) {
    Matcher form = FORM.matcher(part);
    return form.matches()
        ? Op.of(form.group(2)).map(op -> new Filter(form.group(1), op, value(form.group(3))))
        : Optional.empty();
  }

  /** A list as Java writes it becomes a list again, and a number loses its needless fraction. */
  private static Object value(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return java.util.List.of(text.substring(1, text.length() - 1).split(", "));
    }
    return text.matches("-?\\d+\\.0") ? text.substring(0, text.length() - 2) : text;
  }
}
