package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.text.Language;

/** The template's sentences about a hit in one language, by its messages. */
final class Phrases {

  private final Messages messages;
  private final Wording wording;

  Phrases(Language language, Labels labels) {
    this.messages = Messages.of(language);
    this.wording = new Wording(language, labels);
  }

  /** What an item has of what was asked for. */
  String met(Map<String, List<String>> met) {
    return messages.say("met", "values", wording.all(met));
  }

  /** What an item has in the field that hits are ordered by. */
  String ordered(Map<String, List<String>> values) {
    return messages.say("ordered", "values", wording.all(values));
  }

  /** What an item has not, as was asked for. */
  String avoided(Map<String, List<String>> values) {
    String each =
        values.entrySet().stream()
            .map(entry -> wording.avoided(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(messages.say("avoided and")));
    return messages.say("avoided", "values", each);
  }

  /** A passage that fits. */
  String quote(Quote quote) {
    String key = quote.isShort() ? "passage short" : "passage";
    return messages.say(
        quote.words().isEmpty() ? key : key + " words",
        "field",
        wording.label(quote.field()),
        "text",
        quote.text(),
        "words",
        wording.list(quote.words().stream().map(wording::quote).toList()),
        "end",
        end(quote.text()));
  }

  /** A quotation that ends in a full stop needs no second one. */
  private String end(String text) {
    boolean ended = !text.isEmpty() && ".!?…。！？".indexOf(text.charAt(text.length() - 1)) >= 0;
    return ended ? "" : messages.say("sentence end");
  }

  /** A reason in words, if it is one of the known types and has what the words need. */
  Optional<String> reason(Reason reason) {
    String key = "reason " + reason.type();
    Optional<String> title = Facts.title(reason);
    Rank rank = Rank.of(reason);
    Map<String, List<String>> shared = Facts.shared(reason);
    return messages
        .find(rank.isKnown() ? key + " ranked" : key)
        .or(() -> messages.find(key))
        .filter(text -> title.isPresent() || !text.contains("{title}"))
        .map(
            text ->
                Messages.fill(
                    text,
                    "title",
                    title.orElse(""),
                    "both",
                    shared.isEmpty() ? "" : messages.say("both", "values", wording.all(shared)),
                    "rank",
                    String.valueOf(rank.rank()),
                    "of",
                    String.valueOf(rank.of())));
  }

  /** Why a hit is here that nothing else can be said of; empty for parts without a sentence. */
  Optional<String> mainPart(String part) {
    return messages.find("mainly " + part);
  }

  String nothing() {
    return messages.say("mainly nothing");
  }

  /** What stands between two sentences. */
  String separator() {
    return messages.say("sentence space");
  }
}
