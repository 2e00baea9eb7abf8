package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
  private static final int MOST_FACTS = 10;

  private static final int LONGEST_FACT = 80;

  NumberedEvidence {
    lines = List.copyOf(lines);
    texts = List.copyOf(texts);
  }

  static NumberedEvidence of(HitFacts hit, Language language) {
    Phrases phrases = new Phrases(language, hit.labels());
    List<Evidence> lines = new ArrayList<>();
    lines.add(new Evidence("title", Facts.plain(hit.item().title())));
    Facts.met(hit)
        .forEach((field, values) -> values.forEach(v -> lines.add(new Evidence(field, v))));
    Map<String, List<String>> avoided = Facts.avoided(hit);
    if (!avoided.isEmpty()) {
      lines.add(new Evidence("filters", phrases.avoided(avoided)));
    }
    facts(hit, lines);
    List<Evidence> texts = passages(hit);
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

  /** The reason of an item that the person has seen; it speaks for nothing. */
  static final String SEEN = "seen";

  /** What the item is, beside the wishes that it meets. */
  private static void facts(HitFacts hit, List<Evidence> lines) {
    Set<String> told = lines.stream().map(Evidence::field).collect(Collectors.toSet());
    for (String field : hit.item().fields().keySet()) {
      String values =
          FilterCheck.values(hit.item(), field).stream()
              .map(Facts::plain)
              .collect(Collectors.joining(", "));
      if (told.size() <= MOST_FACTS
          && !values.isEmpty()
          && values.length() <= LONGEST_FACT
          && told.add(field)) {
        lines.add(new Evidence(field, values));
      }
    }
  }

  /** The passages that fit, or what the item's longest text begins with. */
  private static List<Evidence> passages(HitFacts hit) {
    List<Evidence> passages =
        Facts.quotes(hit).stream()
            .map(Quote::evidence)
            .filter(passage -> !passage.quote().equals(Facts.plain(hit.item().title())))
            .toList();
    return passages.isEmpty() ? Facts.beginning(hit).stream().toList() : passages;
  }

  boolean has(int number) {
    return number >= 1 && number <= lines.size();
  }

  Evidence line(int number) {
    return lines.get(number - 1);
  }
}
