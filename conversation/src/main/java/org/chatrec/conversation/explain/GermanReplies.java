package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.state.ShownItem;

/** Replies in German. */
final class GermanReplies implements ReplyTemplates {

  private final Wording wording;

  GermanReplies(Labels labels) {
    this.wording = new GermanWording(labels);
  }

  @Override
  public String understood(Plan plan, List<ShownItem> liked) {
    List<String> parts = new ArrayList<>();
    if (!liked.isEmpty()) {
      parts.add("ähnlich wie " + titles(liked, " und "));
    }
    Ranges.join(
        plan.filters(),
        (low, high) -> parts.add(wording.range(low, high)),
        single -> parts.add(wording.filter(single)));
    if (!plan.query().isEmpty()) {
      parts.add("zu „" + plan.query() + "“");
    }
    plan.sort().forEach(s -> parts.add(wording.sort(s)));
    return String.join(", ", parts);
  }

  @Override
  public String found(String understood, long found, int shown) {
    String wanted = understood.isEmpty() ? "" : ": " + understood;
    if (shown == 0) {
      return "Ich habe nichts Passendes gefunden" + wanted + ".";
    }
    if (found > shown) {
      return "Hier sind die besten " + shown + " von " + found + wanted + ".";
    }
    return (shown == 1 ? "Hier ist ein Treffer" : "Hier sind " + shown + " Treffer") + wanted + ".";
  }

  @Override
  public String ordered(String understood, long found, int shown) {
    return shown == 0
        ? found(understood, found, shown)
        : "Hier sind die ersten "
            + shown
            + " der "
            + found
            + ", die am besten passen: "
            + understood
            + ".";
  }

  @Override
  public String others(String understood, long found, int shown) {
    String wanted = understood.isEmpty() ? "" : ": " + understood;
    if (shown == 0) {
      return "Das war alles – mehr passt nicht" + wanted + ".";
    }
    return found > shown
        ? "Hier sind die besten " + shown + " von " + found + " weiteren" + wanted + "."
        : (shown == 1 ? "Hier ist noch ein Treffer" : "Hier sind noch " + shown + " Treffer")
            + wanted
            + ".";
  }

  @Override
  public String nearest(Aboutness about, List<ShownItem> shown) {
    return (about.isInPart() ? "Ich habe nichts, was ganz zu " : "Ich habe nichts zu ")
        + quoted(about.words())
        + (about.isInPart() ? " passt." : " gefunden.")
        + " Am nächsten kommen: "
        + titles(shown, ", ")
        + ".";
  }

  @Override
  public String noneAbout(Aboutness about) {
    String quoted = quoted(about.words());
    return (about.isInPart()
            ? " Nichts davon passt ganz zu " + quoted
            : " Nichts davon sagt etwas zu " + quoted)
        + "; was am nächsten kommt, steht vorn.";
  }

  @Override
  public String missing(List<String> words) {
    return "Nirgends steht hier " + quoted(words) + ". ";
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "„" + word + "“").collect(Collectors.joining(" oder "));
  }

  @Override
  public String chosen(List<ShownItem> items) {
    return "Gut, "
        + titles(items, " und ")
        + ". Wenn Sie mehr von der Art möchten, sagen Sie „mehr davon“.";
  }

  @Override
  public String which(List<ShownItem> shown) {
    String numbered =
        IntStream.range(0, shown.size())
            .mapToObj(i -> (i + 1) + " „" + shown.get(i).title() + "“")
            .collect(Collectors.joining(", "));
    return "Welches meinen Sie? " + numbered + ". Die Nummer oder der Titel genügt.";
  }

  @Override
  public String relaxed(List<Dropped> parts) {
    String given =
        wording.list(
            parts.stream()
                .map(p -> StatedFilter.of(p.part()).map(wording::filter).orElse(p.part()))
                .toList());
    return " Nichts erfüllt alles, deshalb habe ich weggelassen: " + given + ".";
  }

  @Override
  public String dropped(List<Dropped> parts) {
    return " Nicht berücksichtigen konnte ich: "
        + parts.stream().map(p -> "„" + p.part() + "“").collect(Collectors.joining(", "))
        + ".";
  }

  @Override
  public String feedback(List<Preference> preferences, List<ShownItem> referenced) {
    String noted =
        preferences.stream().map(p -> opinion(p, referenced)).collect(Collectors.joining(", "));
    return noted.isEmpty() ? "Notiert. " : "Notiert: " + noted + ". ";
  }

  private static String opinion(Preference preference, List<ShownItem> items) {
    String title =
        items.stream()
            .filter(i -> i.id().equals(preference.itemId()))
            .map(i -> "„" + i.title() + "“")
            .findFirst()
            .orElse("das");
    String what = preference.value() != null ? preference.value() : title;
    return "Ihnen gefällt " + what + (preference.like() ? "" : " nicht");
  }

  @Override
  public String explain(List<ShownItem> referenced) {
    return referenced.isEmpty()
        ? "Sagen Sie mir, welches Sie meinen, mit Nummer oder Titel."
        : "Darum habe ich " + titles(referenced, " und ") + " gezeigt.";
  }

  @Override
  public String whichTwo() {
    return "Sagen Sie mir, welche zwei ich vergleichen soll, mit Nummer oder Titel.";
  }

  private static String titles(List<ShownItem> items, String and) {
    return items.stream().map(i -> "„" + i.title() + "“").collect(Collectors.joining(and));
  }

  @Override
  public String thanked() {
    return "Gern geschehen. Sagen Sie Bescheid, wenn Sie noch etwas suchen.";
  }

  @Override
  public String other() {
    return "Ich helfe Ihnen, hier etwas zu finden: Beschreiben Sie, was Sie suchen, nennen Sie"
        + " etwas, das Ihnen gefällt, oder bitten Sie um eine Empfehlung.";
  }
}
