package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;

/** The parts of a reply in one language, by its messages. */
final class Replies {

  private final Messages messages;
  private final Wording wording;

  Replies(Language language, Labels labels) {
    this.messages = Messages.of(language);
    this.wording = new Wording(language, labels);
  }

  /** What a plan looks for; may be empty. */
  String understood(Plan plan, List<ShownItem> liked) {
    List<String> parts = new ArrayList<>();
    if (!liked.isEmpty()) {
      parts.add(messages.say("liked", "titles", titles(liked, "titles and")));
    }
    parts.addAll(wording.filters(plan.filters()));
    if (!plan.query().isEmpty()) {
      parts.add(messages.say("query", "query", plan.query()));
    }
    plan.sort().forEach(by -> parts.add(wording.sort(by)));
    return String.join(messages.say("clause comma"), parts);
  }

  /**
   * How many there are.
   *
   * @param understood what {@link #understood} says; may be empty
   * @param found all there are, or as many as are shown where nobody counted
   */
  String found(String understood, long found, int shown) {
    return counted("found", understood, found, shown);
  }

  /** The same for what was not shown before. */
  String others(String understood, long found, int shown) {
    return counted("others", understood, found, shown);
  }

  private String counted(String what, String understood, long found, int shown) {
    String how = shown == 0 ? " none" : found > shown ? " best" : shown == 1 ? " one" : " all";
    return count(what + how, understood, found, shown);
  }

  /** "Best one", where there is such a message and one is shown. */
  private String numbered(String key, int shown) {
    String one = key + " one";
    return shown == 1 && messages.find(one).isPresent() ? one : key;
  }

  /** The same where those found are the best that fit, and those shown the first in an order. */
  String ordered(String understood, long found, int shown) {
    return shown == 0
        ? found(understood, found, shown)
        : count("found ordered", understood, found, shown);
  }

  private String count(String key, String understood, long found, int shown) {
    String wanted = understood.isEmpty() ? "" : messages.say("wanted", "what", understood);
    return messages.say(
        numbered(key, shown),
        "wanted",
        wanted,
        "found",
        String.valueOf(found),
        "shown",
        String.valueOf(shown));
  }

  /**
   * Says, above all else, that nothing is about the words, and what is nearest to them.
   *
   * @param about what nothing is about
   */
  String nearest(Aboutness about, List<ShownItem> shown) {
    return messages.say(
        about.isInPart() ? "nearest in part" : "nearest",
        "words",
        quoted(about.words()),
        "titles",
        titles(shown, "titles comma"));
  }

  /** Says, behind what was found by conditions, that none of it is about the words. */
  String noneAbout(Aboutness about) {
    return messages.say(
        about.isInPart() ? "none about in part" : "none about", "words", quoted(about.words()));
  }

  /** Says what the order goes by, where no text can be expected to say the words. */
  String nearestFirst(Aboutness about) {
    return messages.say("nearest first", "words", quoted(about.words()));
  }

  /** Says that no item has these words, though others that were asked for. */
  String missing(List<String> words) {
    return messages.say("missing", "words", quoted(words));
  }

  private String quoted(List<String> words) {
    return wording.or(words.stream().map(wording::quote).toList());
  }

  /** Confirms which items were chosen. */
  String chosen(List<ShownItem> items) {
    return messages.say(
        items.size() == 1 ? "chosen one" : "chosen", "titles", titles(items, "titles and"));
  }

  /** Asks which of the shown items is meant. */
  String which(List<ShownItem> shown) {
    String items =
        IntStream.range(0, shown.size())
            .mapToObj(
                i ->
                    messages.say(
                        "which item",
                        "number",
                        String.valueOf(i + 1),
                        "title",
                        shown.get(i).title()))
            .collect(Collectors.joining(messages.say("titles comma")));
    return messages.say("which", "items", items);
  }

  /** What was given up to find anything. */
  String relaxed(List<Dropped> parts) {
    return messages.say("relaxed", "parts", wording.list(stated(parts)));
  }

  /** What nothing has exactly, where what has more is shown. */
  String atLeast(List<Dropped> parts) {
    return messages.say("relaxed exact", "parts", wording.list(stated(parts)));
  }

  private List<String> stated(List<Dropped> parts) {
    return parts.stream()
        .map(p -> StatedFilter.of(p.part()).map(wording::filter).orElse(p.part()))
        .toList();
  }

  /** What of the message was left out. */
  String dropped(List<Dropped> parts) {
    String each =
        parts.stream().map(this::dropped).collect(Collectors.joining(messages.say("dropped and")));
    return messages.say("dropped", "parts", each);
  }

  private String dropped(Dropped part) {
    return messages.sayOf(
        "dropped part",
        part.isUnread() ? "dropped unread" : "dropped part",
        "part",
        part.part(),
        "reason",
        part.reason());
  }

  /** What was noted of a person's opinions. */
  String feedback(List<Preference> preferences, List<ShownItem> referenced) {
    String opinions =
        preferences.stream()
            .map(preference -> opinion(preference, referenced))
            .collect(Collectors.joining(messages.say("clause comma")));
    return opinions.isEmpty()
        ? messages.say("feedback none")
        : messages.say("feedback", "opinions", opinions);
  }

  private String opinion(Preference preference, List<ShownItem> items) {
    String value = preference.value();
    String what = value != null ? value : title(preference, items);
    return messages.say(preference.like() ? "like" : "dislike", "what", what);
  }

  private String title(Preference preference, List<ShownItem> items) {
    return items.stream()
        .filter(item -> item.id().equals(preference.itemId()))
        .map(item -> wording.quote(item.title()))
        .findFirst()
        .orElseGet(() -> messages.say("it"));
  }

  /** What stands above the explanations of shown items. */
  String explain(List<ShownItem> referenced) {
    return referenced.isEmpty()
        ? messages.say("why which")
        : messages.say("why", "titles", titles(referenced, "titles and"));
  }

  /** Asks which items to compare. */
  String whichTwo() {
    return messages.say("which two");
  }

  /** Two sentences. */
  String joined(String first, String second) {
    return first + messages.say("sentence space") + second;
  }

  /** An answer to thanks and to goodbye. */
  String thanked() {
    return messages.say("thanked");
  }

  /** What can be done here. */
  String other() {
    return messages.say("other");
  }

  private String titles(List<ShownItem> items, String and) {
    return items.stream()
        .map(item -> wording.quote(item.title()))
        .collect(Collectors.joining(messages.say(and)));
  }
}
