package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;

/**
 * A hit's evidence as a list; an LLM cites it by position, from 1.
 *
 * @param texts those lines that are the item's own words
 * @param seen whether the person has seen the item
 */
record NumberedEvidence(List<Evidence> lines, List<Evidence> texts, boolean seen) {
  /** What a hit has in common with what the person named or likes. */
  private static final Set<String> PERSONAL = Set.of("because_you_liked", "similar_to");

  /** With fewer lines, that an item is popular is better than nothing. */
  private static final int FEW = 4;

  /** Enough to tell one item from another. */
  private static final int MOST_FACTS = 14;

  private static final int LONGEST_FACT = 80;

  NumberedEvidence {
    lines = List.copyOf(lines);
    texts = List.copyOf(texts);
  }

  static NumberedEvidence of(HitFacts hit, Language language) {
    Phrases phrases = new Phrases(language, hit.labels());
    List<Evidence> lines = new ArrayList<>();
    lines.add(new Evidence("title", Facts.plain(hit.item().title())));
    facts(hit, new FieldNames(language, hit.labels()), lines);
    Map<String, List<String>> avoided = Facts.avoided(hit);
    if (!avoided.isEmpty()) {
      lines.add(new Evidence("filters", phrases.avoided(avoided)));
    }
    List<Evidence> texts = passages(hit, lines);
    lines.addAll(texts);
    hit.reasons().stream()
        .filter(reason -> PERSONAL.contains(reason.type()) || lines.size() < FEW)
        .forEach(
            reason ->
                phrases
                    .reason(reason)
                    .ifPresent(text -> lines.add(new Evidence(reason.type(), text))));
    return new NumberedEvidence(
        lines, texts, hit.reasons().stream().anyMatch(reason -> reason.type().equals(SEEN)));
  }

  /** What is known of each item that the hits are to be like: its title and its facts. */
  static List<List<Evidence>> liked(ExplainRequest request, Language language) {
    Labels labels = request.hits().isEmpty() ? Labels.NONE : request.hits().getFirst().labels();
    return request.wanted().liked().stream()
        .map(item -> facts(item, new FieldNames(language, labels)))
        .toList();
  }

  private static List<Evidence> facts(ShownItem item, FieldNames names) {
    List<Evidence> lines = new ArrayList<>();
    lines.add(new Evidence("title", Facts.plain(item.title())));
    add(item, item.fields().keySet(), names, lines);
    return lines;
  }

  /** The reason of an item that the person has seen; it speaks for nothing. */
  static final String SEEN = "seen";

  /**
   * What the item is: first the fields that were asked about or that hits are ordered by, each with
   * all its values, since the one that was asked for says nothing that sets hits apart.
   */
  private static void facts(HitFacts hit, FieldNames names, List<Evidence> lines) {
    Set<String> fields = new LinkedHashSet<>(Facts.met(hit).keySet());
    fields.addAll(hit.ordered());
    fields.addAll(hit.item().fields().keySet());
    add(hit.item(), fields, names, lines);
  }

  private static void add(
      ShownItem item, Set<String> fields, FieldNames names, List<Evidence> lines) {
    for (String field : fields) {
      String values =
          FilterCheck.values(item, field).stream()
              .map(value -> names.measured(field, value))
              .collect(Collectors.joining(", "));
      if (lines.size() <= MOST_FACTS && !values.isEmpty() && values.length() <= LONGEST_FACT) {
        lines.add(new Evidence(field, values));
      }
    }
  }

  /**
   * The passages that fit, where they are no facts, and the item's longest text: all of it if it is
   * short, since what decides may stand beside the passage, else what it begins with where none of
   * the passages is of it.
   */
  private static List<Evidence> passages(HitFacts hit, List<Evidence> facts) {
    Set<String> told = facts.stream().map(Evidence::field).collect(Collectors.toSet());
    List<Evidence> passages =
        new ArrayList<>(
            Facts.quotes(hit).stream()
                .map(Quote::evidence)
                .filter(passage -> !told.contains(passage.field()))
                .filter(passage -> !passage.quote().equals(Facts.plain(hit.item().title())))
                .toList());
    Facts.beginning(hit).ifPresent(text -> add(text, passages));
    return passages;
  }

  private static void add(Evidence text, List<Evidence> passages) {
    if (!text.quote().endsWith("…")) {
      passages.removeIf(passage -> passage.field().equals(text.field()));
    }
    if (passages.stream().noneMatch(passage -> passage.field().equals(text.field()))) {
      passages.add(text);
    }
  }

  boolean has(int number) {
    return number >= 1 && number <= lines.size();
  }

  Evidence line(int number) {
    return lines.get(number - 1);
  }
}
