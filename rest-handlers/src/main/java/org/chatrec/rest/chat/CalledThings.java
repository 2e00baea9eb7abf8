package org.chatrec.rest.chat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.answer.NamedThings;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.retrieval.Found;
import org.chatrec.retrieval.RankedItem;

/**
 * Where a thing is asked for by its name and there are such things, what is merely near to them is
 * none: who asks for suitcases is shown two, and no bathrobe that fits into one.
 */
final class CalledThings {
  private final Catalog catalog;
  private final Predicate<String> named;

  /**
   * @param named whether a word is the name of the thing that is asked for
   */
  CalledThings(Catalog catalog, Predicate<String> named) {
    this.catalog = catalog;
    this.named = named;
  }

  /** What was found, without what is neither called so nor about the words. */
  Found of(Plan plan, Found found, Relevance relevance) {
    List<RankedItem> kept = kept(plan.query(), found.items(), relevance);
    return kept.size() == found.items().size() ? found : found.only(kept);
  }

  List<RankedItem> kept(String words, List<RankedItem> items, Relevance relevance) {
    Set<String> things =
        RelevanceJudge.words(words).stream()
            .filter(named)
            .map(Tokenizer::key)
            .collect(Collectors.toSet());
    return things.isEmpty() || items.stream().noneMatch(item -> isCalled(item, things))
        ? items
        : items.stream()
            .filter(item -> isCalled(item, things) || isAbout(item, things, relevance))
            .toList();
  }

  private static boolean isAbout(RankedItem item, Set<String> things, Relevance relevance) {
    String text = RelevanceJudge.text(item.source());
    return relevance.byHit().getOrDefault(item.id(), 1.0) >= Relevance.FLOOR
        && things.stream().noneMatch(thing -> NamedThings.isOnlyMentioned(text, thing));
  }

  /** A title ends with what the thing is, or goes on with whom it is for. */
  private boolean isCalled(RankedItem item, Set<String> things) {
    String title = " " + Tokenizer.key(item.title(catalog)) + " ";
    return things.stream()
        .anyMatch(
            thing -> title.endsWith(" " + thing + " ") || title.contains(" " + thing + " for "));
  }
}
