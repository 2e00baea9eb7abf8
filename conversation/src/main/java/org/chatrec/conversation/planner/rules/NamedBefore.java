package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;

/**
 * A search by the name of one thing, once a bound is set: "Grand Glide", then "smaller and
 * cheaper". No thing is smaller than itself, so the search goes on for others of its kind.
 */
final class NamedBefore {
  private NamedBefore() {}

  static Plan widened(Plan before, Plan own, RulesContext context) {
    boolean bounds = own.filters().stream().anyMatch(filter -> filter.op().isBound());
    return bounds && !before.query().isEmpty()
        ? named(before, context)
            .flatMap(item -> kind(item, context))
            .map(kind -> of(before, kind))
            .orElse(before)
        : before;
  }

  private static Optional<ShownItem> named(Plan before, RulesContext context) {
    String name = Tokenizer.key(before.query());
    return name.indexOf(' ') < 0
        ? Optional.empty()
        : context.shownBefore().stream()
            .filter(item -> isNamed(Tokenizer.key(item.title()), name))
            .findFirst();
  }

  private static boolean isNamed(String title, String name) {
    return title.equals(name) || title.startsWith(name + " ");
  }

  private static Optional<Filter> kind(ShownItem item, RulesContext context) {
    return context.card().fields().stream()
        .filter(CardField::isKind)
        .filter(field -> item.fields().get(field.name()) instanceof String)
        .map(field -> new Filter(field.name(), Op.EQ, item.fields().get(field.name())))
        .findFirst();
  }

  private static Plan of(Plan before, Filter kind) {
    List<Filter> filters = new ArrayList<>(before.filters());
    filters.removeIf(filter -> filter.field().equals(kind.field()));
    filters.add(kind);
    return before.withQuery("").withFilters(filters);
  }
}
