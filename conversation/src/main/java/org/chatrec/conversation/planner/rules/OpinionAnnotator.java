package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.state.ShownItem;

/**
 * "I loved Heat", "Heat was great", "Heat hat mir gefallen": items that are liked or not. Whoever
 * asks for more in the same breath wants what is like those that they like. Opinions on values are
 * read by {@link ValueAnnotator}.
 */
final class OpinionAnnotator implements Annotator {
  /** Each may be looked up, which is a search. */
  private static final int MOST_ITEMS = 3;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    message.cues(CueKind.LIKE).forEach(cue -> ahead(message, cue, true, context, draft));
    message.cues(CueKind.DISLIKE).forEach(cue -> ahead(message, cue, false, context, draft));
    message.cues(CueKind.LIKED).forEach(cue -> behind(message, cue, true, context, draft));
    message.cues(CueKind.DISLIKED).forEach(cue -> behind(message, cue, false, context, draft));
  }

  /** "I loved Heat and Alien, what else?" */
  private static void ahead(
      Message message, Cue cue, boolean like, RulesContext context, Draft draft) {
    if (!draft.references().isEmpty()) {
      ofReferences(like, context, draft);
      return;
    }
    int at = cue.to();
    at += TitleEnds.isQuote(message.word(at)) ? 1 : 0;
    if (message.isBreak(at) || !context.find(message.key(at, end(message, at))).isEmpty()) {
      return;
    }
    for (int i = 0; i < MOST_ITEMS && !message.isBreak(at); i++) {
      Optional<ShownItem> item = at(message, at, context);
      if (item.isEmpty()) {
        return;
      }
      int to = TitleEnds.of(message, at, end(message, at), item.get());
      note(message, item.get(), like, draft, at, to);
      at = afterAnd(message, to);
    }
  }

  private static int end(Message message, int from) {
    return TitleEnds.hard(message, from);
  }

  /** Where the next of several titles begins; the end of the message where none does. */
  private static int afterAnd(Message message, int to) {
    int at = message.word(to).equals(",") ? to + 1 : to;
    at += message.is(at, CueKind.CONNECT_AND) ? 1 : 0;
    return at == to ? message.size() : at;
  }

  /** The item whose title begins here: as far as the sentence goes, the clause, or its words. */
  private static Optional<ShownItem> at(Message message, int from, RulesContext context) {
    int hard = end(message, from);
    String whole = message.raw(from, hard);
    String clause = message.raw(from, endOfClause(message, from));
    String words = message.raw(from, TitleEnds.soft(message, from, hard));
    return Titles.longest(context.shown(), whole)
        .or(
            () ->
                Stream.of(whole, clause, words)
                    .distinct()
                    .flatMap(phrase -> named(message, from, phrase, context).stream())
                    .findFirst());
  }

  private static int endOfClause(Message message, int from) {
    return IntStream.range(from, message.size())
        .filter(message::isBreak)
        .findFirst()
        .orElse(message.size());
  }

  /**
   * After "I love", common words follow more often than titles: capitals must fit, or all words
   * where somebody asks for more.
   */
  private static Optional<ShownItem> named(
      Message message, int from, String phrase, RulesContext context) {
    if (isCapitalised(message, from)) {
      return context.titles().startOf(phrase);
    }
    return asksForMore(message) ? context.titles().exactly(phrase) : Optional.empty();
  }

  private static boolean isCapitalised(Message message, int from) {
    return message.token(from).isCapitalised()
        || message.token(from).isHan()
        || message.word(from).equals("the");
  }

  /** "Heat and Alien were great": titles are a clause, or what stands behind its last cue. */
  private static void behind(
      Message message, Cue cue, boolean like, RulesContext context, Draft draft) {
    if (!draft.references().isEmpty()) {
      ofReferences(like, context, draft);
      return;
    }
    int to = cue.from();
    for (int n = 0; n < MOST_ITEMS && to > 0; n++) {
      int from = titleBefore(message, to, like, context, draft);
      to = message.is(from - 1, CueKind.CONNECT_AND) ? from - 1 : 0;
    }
  }

  /** Where the title begins that ends here; where there is none, the clause. */
  private static int titleBefore(
      Message message, int to, boolean like, RulesContext context, Draft draft) {
    IntPredicate parts = message::isBreak;
    for (int from :
        new int[] {after(to, parts), after(to, parts.or(i -> message.cueAt(i) != null))}) {
      boolean mayBeTitle =
          from < to
              && draft.isFree(from, to)
              && (isCapitalised(message, from) || asksForMore(message));
      Optional<ShownItem> item =
          mayBeTitle ? context.titles().exactly(message.raw(from, to)) : Optional.empty();
      if (item.isPresent()) {
        note(message, item.get(), like, draft, from, to);
        return from;
      }
    }
    return 0;
  }

  private static int after(int to, IntPredicate parts) {
    int from = to;
    while (from > 0 && !parts.test(from - 1)) {
      from--;
    }
    return from;
  }

  private static void ofReferences(boolean like, RulesContext context, Draft draft) {
    draft
        .references()
        .forEach(r -> draft.add(Preference.ofItem(like, context.shown().get(r - 1).id())));
  }

  private static void note(
      Message message, ShownItem item, boolean like, Draft draft, int from, int to) {
    draft.add(Preference.ofItem(like, item.id()));
    draft.use(from, to);
    if (like && asksForMore(message)) {
      draft.like(item);
    }
  }

  private static boolean asksForMore(Message message) {
    return message.has(CueKind.CONTINUE)
        || message.has(CueKind.RECOMMEND)
        || message.has(CueKind.MORE_LIKE_THIS);
  }
}
