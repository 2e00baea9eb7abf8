package org.chatrec.rest.chat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chatrec.conversation.answer.Answer;
import org.chatrec.conversation.answer.Asides;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.RememberedEvent;
import org.jspecify.annotations.Nullable;

/** Tells people what they did here themselves: "what did I look at last time?" */
final class TurnHistory {

  /** As many as a page shows. */
  private static final int MOST = 5;

  /** Below it, an opinion is none of liking. */
  private static final double LIKED = 0.1;

  private final Asides asides;

  TurnHistory(Asides asides) {
    this.asides = asides;
  }

  /**
   * The answer; empty where nothing of the kind is asked.
   *
   * @param reads items of these ids that are there for the caller; null where none are
   */
  Optional<TurnAnswers.Answered> read(
      String message, TurnReader.Basis basis, Function<List<String>, @Nullable TurnHits> reads) {
    Language language = basis.language(message);
    return asides
        .past(message, language)
        .map(
            past -> {
              TurnHits hits = reads.apply(ids(past, basis));
              List<ShownItem> shown = hits == null ? List.of() : hits.shown();
              List<String> titles = shown.stream().map(ShownItem::title).toList();
              String text = asides.remembered(past, titles, language);
              return new TurnAnswers.Answered(
                  hits == null ? Intent.OTHER : Intent.EXPLAIN,
                  text,
                  hits == null ? null : answer(text, shown, basis.catalog().titleField()),
                  hits,
                  List.of());
            });
  }

  private static Answer answer(String text, List<ShownItem> shown, String field) {
    return new Answer(
        text,
        shown.stream().map(ShownItem::id).toList(),
        shown.stream().map(item -> new Answer.Proof(item.id(), field, item.title())).toList());
  }

  private static Set<String> bought(TurnReader.Basis basis) {
    return basis.profile().history().events().stream()
        .filter(event -> event.type() == EventType.PURCHASE)
        .map(RememberedEvent::itemId)
        .collect(Collectors.toSet());
  }

  private static List<String> ids(Asides.Past past, TurnReader.Basis basis) {
    Predicate<ItemPreference> asked =
        switch (past) {
          case SEEN -> item -> true;
          case HAD -> {
            Set<String> bought = bought(basis);
            yield item -> bought.contains(item.itemId());
          }
          case LIKED -> item -> item.opinion() != null && item.opinion() >= LIKED;
        };
    return basis.profile().history().items().stream()
        .filter(asked)
        .sorted(Comparator.comparingLong(ItemPreference::lastEventMillis).reversed())
        .limit(MOST)
        .map(ItemPreference::itemId)
        .toList();
  }
}
