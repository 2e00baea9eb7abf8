package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.state.ShownItem;

/** Replies in English. */
final class EnglishReplies implements ReplyTemplates {

  private final Wording wording;

  EnglishReplies(Labels labels) {
    this.wording = new EnglishWording(labels);
  }

  @Override
  public String understood(Plan plan, List<ShownItem> liked) {
    List<String> parts = new ArrayList<>();
    if (!liked.isEmpty()) {
      parts.add("similar to " + titles(liked, " and "));
    }
    Ranges.join(
        plan.filters(),
        (low, high) -> parts.add(wording.range(low, high)),
        single -> parts.add(wording.filter(single)));
    if (!plan.query().isEmpty()) {
      parts.add("about “" + plan.query() + "”");
    }
    plan.sort().forEach(s -> parts.add(wording.sort(s)));
    return String.join(", ", parts);
  }

  @Override
  public String found(String understood, long found, int shown) {
    String wanted = understood.isEmpty() ? "" : ": " + understood;
    if (shown == 0) {
      return "I found nothing that fits" + wanted + ".";
    }
    if (found > shown) {
      return "Here are the best " + shown + " of " + found + wanted + ".";
    }
    return (shown == 1 ? "Here is one" : "Here are " + shown) + wanted + ".";
  }

  @Override
  public String ordered(String understood, long found, int shown) {
    return shown == 0
        ? found(understood, found, shown)
        : "Here are the first "
            + shown
            + " of the "
            + found
            + " that fit best: "
            + understood
            + ".";
  }

  @Override
  public String others(String understood, long found, int shown) {
    String wanted = understood.isEmpty() ? "" : ": " + understood;
    if (shown == 0) {
      return "That's all – you've seen everything that fits" + wanted + ".";
    }
    if (found > shown) {
      return "Here are the best " + shown + " of " + found + " not shown yet" + wanted + ".";
    }
    return (shown == 1 ? "Here is one more" : "Here are " + shown + " more") + wanted + ".";
  }

  @Override
  public String nearest(Aboutness about, List<ShownItem> shown) {
    return (about.isInPart() ? "I have nothing for all of " : "I couldn't find anything about ")
        + quoted(about.words())
        + ". The closest I have: "
        + titles(shown, ", ")
        + ".";
  }

  @Override
  public String noneAbout(Aboutness about) {
    return " None of these is about "
        + (about.isInPart() ? "all of " : "")
        + quoted(about.words())
        + "; the nearest in meaning come first.";
  }

  @Override
  public String missing(List<String> words) {
    return "Nothing here says " + quoted(words) + ". ";
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "“" + word + "”").collect(Collectors.joining(" or "));
  }

  @Override
  public String chosen(List<ShownItem> items) {
    return titles(items, " and ")
        + (items.size() == 1 ? " it is." : " they are.")
        + " If you want others of the kind, say “more like this one”.";
  }

  @Override
  public String which(List<ShownItem> shown) {
    return "Which one do you mean? " + numbered(shown) + ". Its number or title will do.";
  }

  private static String numbered(List<ShownItem> items) {
    return IntStream.range(0, items.size())
        .mapToObj(i -> (i + 1) + " “" + items.get(i).title() + "”")
        .collect(Collectors.joining(", "));
  }

  @Override
  public String relaxed(List<Dropped> parts) {
    String given =
        wording.list(
            parts.stream()
                .map(p -> StatedFilter.of(p.part()).map(wording::filter).orElse(p.part()))
                .toList());
    return " Nothing fits everything, so I left out: " + given + ".";
  }

  @Override
  public String dropped(List<Dropped> parts) {
    return parts.stream().map(EnglishReplies::unused).collect(Collectors.joining());
  }

  private static String unused(Dropped part) {
    return part.isUnread()
        ? " " + part.reason() + "."
        : " I couldn't use “" + part.part() + "”: " + part.reason() + ".";
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
  public String whichTwo() {
    return "Tell me which two to compare, by number or title.";
  }

  private static String titles(List<ShownItem> items, String and) {
    return items.stream().map(i -> "“" + i.title() + "”").collect(Collectors.joining(and));
  }

  @Override
  public String thanked() {
    return "You are welcome. I am here if you want something else.";
  }

  @Override
  public String other() {
    return "I can help you find something here: describe what you are looking for, name something"
        + " you like, or ask me to recommend something.";
  }
}
