package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.state.ShownItem;

/** Replies in English. */
final class EnglishReplies implements ReplyTemplates {

  @Override
  public String understood(Plan plan, List<ShownItem> liked) {
    List<String> parts = new ArrayList<>();
    if (!liked.isEmpty()) {
      parts.add("similar to " + titles(liked, " and "));
    }
    if (!plan.query().isEmpty()) {
      parts.add("about “" + plan.query() + "”");
    }
    Ranges.join(
        plan.filters(),
        (low, high) -> parts.add(range(low, high)),
        single -> parts.add(filter(single)));
    plan.sort().forEach(s -> parts.add(sort(s)));
    return parts.isEmpty() ? "" : "Looking for items " + String.join(", ", parts) + ". ";
  }

  private static String range(Filter low, Filter high) {
    return "with "
        + Facts.label(low.field())
        + " "
        + Facts.plain(low.value())
        + " to "
        + Facts.plain(high.value());
  }

  private static String filter(Filter filter) {
    String name = Facts.label(filter.field());
    String value = filter.values().stream().map(Facts::plain).collect(Collectors.joining(" or "));
    return switch (filter.op()) {
      case EQ, IN -> "with " + name + " " + value;
      case NOT -> "without " + name + " " + value;
      case GT -> "with " + name + " above " + value;
      case GTE -> "with " + name + " from " + value;
      case LT -> "with " + name + " below " + value;
      case LTE -> "with " + name + " up to " + value;
    };
  }

  private static String sort(Sort sort) {
    String order = sort.order() == SortOrder.ASC ? "lowest" : "highest";
    return order + " " + Facts.label(sort.field()) + " first";
  }

  @Override
  public String found(long found, int shown) {
    if (shown == 0) {
      return "I found nothing that fits.";
    }
    String all = found == 1 ? "I found one." : "I found " + found + ".";
    return found > shown ? "I found " + found + "; here are the best " + shown + "." : all;
  }

  @Override
  public String relaxed(List<Dropped> parts) {
    return " With everything you asked for there was nothing, so I gave up: " + list(parts) + ".";
  }

  @Override
  public String dropped(List<Dropped> parts) {
    return " I could not take into account: " + list(parts) + ".";
  }

  private static String list(List<Dropped> parts) {
    return parts.stream()
        .map(d -> d.part() + " (" + d.reason() + ")")
        .collect(Collectors.joining("; "));
  }

  @Override
  public String feedback(List<Preference> preferences, List<ShownItem> referenced) {
    String noted =
        preferences.stream().map(p -> opinion(p, referenced)).collect(Collectors.joining(", "));
    return noted.isEmpty() ? "Noted. " : "Noted: " + noted + ". ";
  }

  private static String opinion(Preference preference, List<ShownItem> referenced) {
    String what = preference.value() != null ? preference.value() : title(preference, referenced);
    return (preference.like() ? "you like " : "you do not like ") + what;
  }

  private static String title(Preference preference, List<ShownItem> items) {
    return items.stream()
        .filter(i -> i.id().equals(preference.itemId()))
        .map(i -> "“" + i.title() + "”")
        .findFirst()
        .orElse("it");
  }

  @Override
  public String explain(List<ShownItem> referenced) {
    return referenced.isEmpty()
        ? "Tell me which one you mean, by its number or title."
        : "Here is why I showed " + titles(referenced, " and ") + ".";
  }

  @Override
  public String compare(List<ShownItem> items, Map<String, List<String>> differences) {
    if (items.size() < 2) {
      return "Tell me which two to compare, by number or title.";
    }
    String intro = "Comparing " + titles(items, " and ");
    return differences.isEmpty()
        ? intro + ": they do not differ in the fields I know."
        : intro + ": " + table(differences) + ".";
  }

  private static String table(Map<String, List<String>> differences) {
    return differences.entrySet().stream()
        .map(
            e ->
                Facts.label(e.getKey())
                    + " "
                    + e.getValue().stream()
                        .map(v -> v.isEmpty() ? "unknown" : v)
                        .collect(Collectors.joining(" against ")))
        .collect(Collectors.joining("; "));
  }

  private static String titles(List<ShownItem> items, String and) {
    return items.stream().map(i -> "“" + i.title() + "”").collect(Collectors.joining(and));
  }

  @Override
  public String other() {
    return "I can help you find something here: describe what you are looking for, name something you"
        + " like, or ask me to recommend something.";
  }
}
