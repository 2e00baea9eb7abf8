package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;
import org.jspecify.annotations.Nullable;

/** Says in one language why an item is not among those that are shown. */
public final class KeptOutWriter {
  private static final int MOST_CONDITIONS = 3;

  private final Messages messages;
  private final Wording wording;

  public KeptOutWriter(Language language, Labels labels) {
    this.messages = Messages.of(language);
    this.wording = new Wording(language, labels);
  }

  /** That there is no such item. */
  public String unknown(String name) {
    return messages.say("kept unknown", "title", name);
  }

  /** Why it is not shown; the evidence are the item's own values. */
  public Explanation write(ShownItem item, List<KeptOut> reasons) {
    List<Evidence> evidence = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    List<KeptOut.Condition> failed = failed(reasons);
    if (!failed.isEmpty()) {
      List<String> misses = failed.stream().map(each -> miss(item, each, evidence)).toList();
      sentences.add(say("condition", item, "misses", wording.list(misses)));
    }
    reasons.stream()
        .filter(reason -> !(reason instanceof KeptOut.Condition))
        .map(reason -> sentence(item, reason, evidence))
        .distinct()
        .forEach(sentences::add);
    return new Explanation(String.join(messages.say("sentence space"), sentences), evidence);
  }

  /** Whoever fails many conditions need not hear of all. */
  private static List<KeptOut.Condition> failed(List<KeptOut> reasons) {
    return reasons.stream()
        .filter(KeptOut.Condition.class::isInstance)
        .map(KeptOut.Condition.class::cast)
        .limit(MOST_CONDITIONS)
        .toList();
  }

  private String sentence(ShownItem item, KeptOut reason, List<Evidence> evidence) {
    return switch (reason) {
      case KeptOut.Condition condition -> miss(item, condition, evidence);
      case KeptOut.Disliked(var filter) -> disliked(item, filter, evidence);
      case KeptOut.Ruled() -> say("rule", item);
      case KeptOut.Known(var had) -> say(had ? "had" : "seen", item);
      case KeptOut.Rejected() -> say("rejected", item);
      case KeptOut.ShownBefore() -> say("shown", item);
      case KeptOut.Far(var query) ->
          say(query.isEmpty() ? "far" : "far query", item, "query", query);
      case KeptOut.Variant(var shown) -> say("variant", item, "other", shown.title());
      case KeptOut.Below below -> below(item, below);
      case KeptOut.Ordered ordered -> ordered(item, ordered, evidence);
      case KeptOut.NotPicked(var rank) -> say("not picked", item, "rank", String.valueOf(rank));
      case KeptOut.NothingAsked() -> say("nothing asked", item);
    };
  }

  /** One condition with the item's own value. */
  private String miss(ShownItem item, KeptOut.Condition condition, List<Evidence> evidence) {
    List<String> wanted = new ArrayList<>();
    Ranges.join(
        condition.filters(),
        wording::place,
        (low, high) -> wanted.add(wording.range(low, high)),
        single -> wanted.add(wording.filter(single)));
    String own = own(item, condition.filters().getFirst().field(), evidence);
    return messages.say("kept miss", "wanted", wording.list(wanted), "own", own);
  }

  private String disliked(ShownItem item, Filter filter, List<Evidence> evidence) {
    List<String> values = filter.values().stream().map(Facts::plain).toList();
    String what = wording.any(filter.field(), values);
    return say("disliked", item, "what", what, "own", own(item, filter.field(), evidence));
  }

  private String below(ShownItem item, KeptOut.Below below) {
    String place = below.rank() > 0 ? "below" : "below all";
    return say(place, item, "rank", String.valueOf(below.rank()), "part", less(below));
  }

  private String less(KeptOut.Below below) {
    ShownItem last = below.last();
    return last == null
        ? ""
        : messages
            .find("kept less " + below.part())
            .map(text -> Messages.fill(text, "other", last.title()))
            .orElse("");
  }

  private String ordered(ShownItem item, KeptOut.Ordered ordered, List<Evidence> evidence) {
    String field = ordered.order().field();
    return say(
        ordered.rank() > 0 ? "ordered" : "ordered all",
        item,
        "order",
        wording.sort(ordered.order()),
        "rank",
        String.valueOf(ordered.rank()),
        "own",
        own(item, field, evidence),
        "last",
        last(ordered.last(), field));
  }

  private String last(@Nullable ShownItem last, String field) {
    return last == null
        ? ""
        : messages.say(
            "kept last", "other", last.title(), "own", own(last, field, new ArrayList<>()));
  }

  /** What the item has in a field, or that it is not told. */
  private String own(ShownItem item, String field, List<Evidence> evidence) {
    List<String> values = FilterCheck.values(item, field).stream().map(Facts::plain).toList();
    values.forEach(value -> evidence.add(new Evidence(field, value)));
    return Optional.of(values)
        .filter(told -> !told.isEmpty())
        .map(told -> wording.labelled(field, told))
        .orElseGet(() -> messages.say("kept untold", "label", wording.label(field)));
  }

  private String say(String what, ShownItem item, String... parts) {
    List<String> all = new ArrayList<>(List.of("title", item.title()));
    all.addAll(List.of(parts));
    return messages.say("kept " + what, all.toArray(String[]::new));
  }
}
