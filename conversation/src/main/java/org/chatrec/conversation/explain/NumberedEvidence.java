package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.text.Language;

/**
 * A hit's evidence as a list; an LLM cites it by position, from 1.
 *
 * @param texts those lines that are the item's own words
 */
record NumberedEvidence(List<Evidence> lines, List<Evidence> texts) {

  NumberedEvidence {
    lines = List.copyOf(lines);
    texts = List.copyOf(texts);
  }

  static NumberedEvidence of(HitFacts hit, Language language) {
    Phrases phrases = Phrases.of(language);
    List<Evidence> lines = new ArrayList<>();
    lines.add(new Evidence("title", Facts.plain(hit.item().title())));
    Facts.met(hit)
        .forEach((field, values) -> values.forEach(v -> lines.add(new Evidence(field, v))));
    Map<String, List<String>> avoided = Facts.avoided(hit);
    if (!avoided.isEmpty()) {
      lines.add(new Evidence("filters", phrases.avoided(avoided)));
    }
    List<Evidence> texts = Facts.quotes(hit).stream().map(Quote::evidence).toList();
    lines.addAll(texts);
    for (Reason reason : hit.reasons()) {
      phrases.reason(reason).ifPresent(text -> lines.add(new Evidence(reason.type(), text)));
    }
    Facts.mainPart(hit)
        .flatMap(phrases::mainPart)
        .ifPresent(text -> lines.add(new Evidence("breakdown", text)));
    return new NumberedEvidence(lines, texts);
  }

  boolean has(int number) {
    return number >= 1 && number <= lines.size();
  }

  Evidence line(int number) {
    return lines.get(number - 1);
  }
}
