package org.chatrec.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Scope;

/** A plan on one line, for tables of expectations: intent, then the rest in alphabetical order. */
public final class PlanText {
  private PlanText() {}

  public static String of(Plan plan) {
    List<String> parts = new ArrayList<>();
    if (!plan.query().isEmpty()) {
      parts.add("\"" + plan.query() + "\"");
    }
    plan.filters().forEach(f -> parts.add(filter(f)));
    plan.likeItems().forEach(id -> parts.add("like " + id));
    plan.sort().forEach(s -> parts.add("sort " + s.field() + " " + s.order().label()));
    plan.references().forEach(r -> parts.add("#" + r));
    plan.preferences().forEach(p -> parts.add(preference(p)));
    if (plan.scope() != Scope.ALL) {
      parts.add("scope " + plan.scope().label());
    }
    if (plan.size() != 5) {
      parts.add("size " + plan.size());
    }
    return plan.intent().label()
        + parts.stream().sorted().map(p -> "; " + p).collect(Collectors.joining());
  }

  private static String filter(Filter f) {
    String values =
        f.values().stream().map(String::valueOf).sorted().collect(Collectors.joining(","));
    return f.field() + " " + f.op().label() + " " + values;
  }

  private static String preference(Preference p) {
    return (p.like() ? "+" : "-") + (p.itemId() == null ? p.field() + ":" + p.value() : p.itemId());
  }
}
