package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.text.Language;

/**
 * Explains a hit in fixed sentences of one language. Says only what the item's own fields, passages
 * and reasons support; filters are checked against the item again.
 */
public final class TemplateExplainer {
  private static final int MAX_REASONS = 2;

  public Explanation explain(HitFacts hit, Language language) {
    return explain(hit, language, false);
  }

  /**
   * Explains a hit that a model has chosen: where nothing else is to be said of it, its text
   * speaks, since that it is merely among the nearest is not why it is there.
   */
  Explanation explainChosen(HitFacts hit, Language language) {
    return explain(hit, language, true);
  }

  private static Explanation explain(HitFacts hit, Language language, boolean chosen) {
    Phrases phrases = new Phrases(language, hit.labels());
    List<String> sentences = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    filters(hit, phrases, sentences, evidence);
    for (Quote quote : Facts.quotes(hit)) {
      if (!isTitle(quote, hit)) {
        sentences.add(phrases.quote(quote));
        evidence.add(quote.evidence());
      }
    }
    reasons(hit, phrases, sentences);
    if (chosen && sentences.isEmpty()) {
      Facts.beginning(hit)
          .ifPresent(
              text -> {
                sentences.add(phrases.quote(Quote.of(text.field(), text.quote(), hit.words())));
                evidence.add(text);
              });
    }
    if (sentences.isEmpty()) {
      sentences.add(Facts.mainPart(hit).flatMap(phrases::mainPart).orElse(phrases.nothing()));
    }
    return new Explanation(String.join(phrases.separator(), sentences), evidence);
  }

  /** That the title is what it is tells nothing; which words of the message it has does. */
  private static boolean isTitle(Quote quote, HitFacts hit) {
    return quote.words().isEmpty() && quote.text().equals(hit.item().title());
  }

  private static void filters(
      HitFacts hit, Phrases phrases, List<String> sentences, List<Evidence> evidence) {
    Map<String, List<String>> met = Facts.met(hit);
    if (!met.isEmpty()) {
      sentences.add(phrases.met(met));
      met.forEach(
          (field, values) -> values.forEach(value -> evidence.add(new Evidence(field, value))));
    }
    Map<String, List<String>> ordered = Facts.ordered(hit, met::containsKey);
    if (!ordered.isEmpty()) {
      sentences.add(phrases.ordered(ordered));
      ordered.forEach(
          (field, values) -> values.forEach(value -> evidence.add(new Evidence(field, value))));
    }
    Map<String, List<String>> avoided = Facts.avoided(hit);
    if (!avoided.isEmpty()) {
      sentences.add(phrases.avoided(avoided));
    }
  }

  private static void reasons(HitFacts hit, Phrases phrases, List<String> sentences) {
    hit.reasons().stream()
        .flatMap(reason -> phrases.reason(reason).stream())
        .distinct()
        .limit(MAX_REASONS)
        .forEach(sentences::add);
  }
}
