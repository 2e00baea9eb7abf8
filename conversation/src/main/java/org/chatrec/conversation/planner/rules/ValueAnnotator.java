package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.catalog.ValueMatch.Quality;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Finds the catalogue's own values in the message: the longest at each place, tolerant of case,
 * plural, synonyms and misspellings ({@link ValueMatches}), and hands them to {@link
 * ValueRecorder}.
 */
final class ValueAnnotator implements Annotator {
  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    int i = 0;
    while (i < message.size()) {
      i = Math.max(i + 1, annotateAt(message, context, draft, i));
    }
  }

  private static int annotateAt(Message message, RulesContext context, Draft draft, int from) {
    int longest =
        Math.min(
            message.size() - from,
            Math.max(2 * context.index().longestInWords(), context.longestTopic()));
    for (int words = longest; words > 0; words--) {
      int to = from + words;
      if (isSpan(message, draft, from, to)) {
        List<ValueMatch> matches = ValueMatches.at(message, context, draft, from, to);
        if (!matches.isEmpty()
            && matches.getFirst().field().isKind()
            && (UsedThings.are(message, from, to)
                || UsedThings.arePurpose(message, draft, from)
                || UsedThings.areOf(message, context, from, to))) {
          noteUsed(message, draft, from, to, matches.getFirst());
          return to;
        }
        if (matches.size() > 1 && isFamily(message, to)) {
          recordFamily(message, context, draft, from, to, matches);
          return to + 1;
        }
        if (!matches.isEmpty() && matches.getFirst().quality() == Quality.HEAD) {
          recordAll(message, context, draft, from, to, matches);
          return to;
        }
        if (!matches.isEmpty()) {
          ValueRecorder.record(
              message,
              context,
              draft,
              from,
              to,
              FieldChoice.best(message, context, draft, from, to, matches));
          return to;
        }
        if (words > 1 && noteTopic(message, context, draft, from, to)) {
          return to;
        }
        if (words == 1) {
          Compounds.at(message, context, from)
              .ifPresent(parts -> recordCompound(message, context, draft, from, parts));
        }
      }
    }
    return from + 1;
  }

  /** What is used is searched for: as the message says it, or as the catalogue does. */
  private static void noteUsed(Message message, Draft draft, int from, int to, ValueMatch match) {
    if (message.token(from).isHan()) {
      draft.use(from, to);
      draft.search(Tokenizer.key(match.value()));
    }
  }

  /** "自行车锁" is no bicycle. */
  private static boolean beginsWithKind(Message message, RulesContext context, int from, int to) {
    return IntStream.range(from + 2, to)
        .mapToObj(cut -> context.find(message.key(from, cut)))
        .flatMap(List::stream)
        .anyMatch(match -> match.field().isKind());
  }

  /**
   * "托特包" is a tote bag: of the kind that its last word is, and all of it is searched for. So are
   * words that stand together: of a "cold war", no part is a value.
   */
  private static boolean noteTopic(
      Message message, RulesContext context, Draft draft, int from, int to) {
    String meant = context.topic(message, from, to);
    boolean collocation = !message.token(from).isHan() && !meant.isEmpty();
    String key = Tokenizer.key(meant);
    String last = key.substring(key.lastIndexOf(' ') + 1);
    List<ValueMatch> kinds =
        key.equals(last)
            ? List.of()
            : Stream.concat(context.find(last).stream(), context.index().findHead(last).stream())
                .filter(match -> match.field().isKind())
                .toList();
    boolean part = !meant.isEmpty() && beginsWithKind(message, context, from, to);
    boolean denied = Negation.before(message, draft, from);
    if (collocation && denied) {
      Leftover.exclude(message, context, draft, meant);
      draft.use(from, to);
      return true;
    }
    if (kinds.isEmpty() && !part && !collocation || denied) {
      return false;
    }
    draft.use(from, to);
    kinds.forEach(kind -> ValueRecorder.record(message, context, draft, from, to, kind));
    draft.search(meant);
    return true;
  }

  private static void recordCompound(
      Message message, RulesContext context, Draft draft, int at, Compounds.Compound parts) {
    if (!parts.words().isEmpty() && Negation.before(message, draft, at)) {
      Leftover.exclude(
          message, context, draft, parts.words()); // "kein Kartenspiel" is another game
      draft.use(at, at + 1);
      return;
    }
    parts.head().forEach(match -> ValueRecorder.record(message, context, draft, at, at + 1, match));
    parts
        .modifier()
        .ifPresent(
            match ->
                draft.add(new ValueHit(at, at + 1, match.field(), match.value(), false, false)));
    if (!parts.words().isEmpty()) {
      draft.search(parts.words());
      draft.use(at, at + 1);
    }
  }

  /** Words, with at most hyphens, points and ampersands between them. */
  private static boolean isSpan(Message message, Draft draft, int from, int to) {
    if (!draft.isFree(from, to)
        || !message.token(from).isWord()
        || !message.token(to - 1).isWord()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!message.token(i).isWord() && !"-.&'/·".contains(message.norm(i))) {
        return false;
      }
    }
    return true;
  }

  /** "The Coen brothers" are all of that name. */
  private static boolean isFamily(Message message, int to) {
    return switch (message.word(to)) {
      case "brothers", "sisters", "siblings" -> true;
      default -> false;
    };
  }

  private static void recordFamily(
      Message message,
      RulesContext context,
      Draft draft,
      int from,
      int to,
      List<ValueMatch> matches) {
    recordAll(message, context, draft, from, to, matches);
    draft.use(to, to + 1);
  }

  private static void recordAll(
      Message message,
      RulesContext context,
      Draft draft,
      int from,
      int to,
      List<ValueMatch> matches) {
    CardField field = matches.getFirst().field();
    matches.stream()
        .filter(m -> m.field().equals(field))
        .forEach(m -> ValueRecorder.record(message, context, draft, from, to, m));
  }
}
