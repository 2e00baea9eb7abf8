package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.planner.rules.Draft.Signal;
import org.chatrec.conversation.state.ShownItem;

/**
 * "Something like Alien but newer", "more like this": items to be similar to. Opinions are read by
 * {@link OpinionAnnotator}.
 */
final class SimilarAnnotator implements Annotator {
  /** Characters of a word of likeness. */
  private static final int MOST_LIKENESS = 3;

  private static final Pattern LIKENESS = Pattern.compile("差不多|一样|类似|那样|这样|风格|相似");

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    message.cues(CueKind.MORE_LIKE_THIS).forEach(cue -> likeShown(cue, context, draft));
    quoted(message, context, draft);
    likeReference(message, draft);
    for (CueKind kind : List.of(CueKind.MORE_LIKE, CueKind.SIMILAR)) {
      message.cues(kind).forEach(cue -> similarTo(message, cue, context, draft));
    }
    message.cues(CueKind.REFINE).forEach(cue -> butOther(message, cue, draft));
  }

  /** "跟《霸王别姬》差不多的": the word of likeness comes after the title. */
  private static void quoted(Message message, RulesContext context, Draft draft) {
    for (int i = 0; i < message.size(); i++) {
      int close = message.word(i).equals("《") ? indexOf(message, "》", i) : -1;
      if (close > i + 1
          && draft.isFree(i, close)
          && LIKENESS.matcher(message.raw(close, Math.min(message.size(), close + 5))).find()) {
        int from =
            message.is(i - 1, CueKind.CONNECT_AND) || message.word(i - 1).equals("跟") ? i - 1 : i;
        similarTo(message, new Cue(CueKind.SIMILAR, from, i + 1, null), context, draft);
      }
    }
  }

  /** 跟第一个差不多: the word of likeness comes after what was shown. */
  private static void likeReference(Message message, Draft draft) {
    for (int i = 1; i + 1 < message.size() && !draft.references().isEmpty(); i++) {
      boolean behind = draft.isUsed(i - 1) && !draft.isUsed(i) && message.token(i).isHan();
      String rest = message.raw(i, Math.min(message.size(), i + MOST_LIKENESS));
      Matcher likeness = LIKENESS.matcher(rest);
      if (behind && likeness.lookingAt()) {
        draft.signal(Signal.MORE_LIKE_THIS);
        draft.use(i, Math.min(message.size(), i + likeness.end()));
        useBefore(message, draft, i);
      }
    }
  }

  /** The "with" that goes with it. */
  private static void useBefore(Message message, Draft draft, int to) {
    if (to > 1 && "跟和与像".contains(message.word(0)) && !message.word(0).isEmpty()) {
      draft.use(0, 1);
    }
  }

  private static int indexOf(Message message, String norm, int from) {
    for (int i = from; i < message.size(); i++) {
      if (message.word(i).equals(norm)) {
        return i;
      }
    }
    return -1;
  }

  private static void likeShown(Cue cue, RulesContext context, Draft draft) {
    if (!context.shown().isEmpty()) {
      draft.signal(Signal.MORE_LIKE_THIS);
      draft.use(cue.from(), cue.to());
    }
  }

  private static void similarTo(Message message, Cue cue, RulesContext context, Draft draft) {
    int from = cue.to() + (TitleEnds.isQuote(message.word(cue.to())) ? 1 : 0);
    if (message.isBreak(from) || draft.isUsed(from)) {
      moreLikeReference(cue, draft, message);
      return;
    }
    int hard = from > cue.to() ? closingQuote(message, from) : TitleEnds.hard(message, from);
    Optional<ShownItem> known = named(message, from, hard, context);
    draft.use(cue.from(), cue.to());
    if (known.isPresent()) {
      draft.like(known.get());
      draft.use(from, TitleEnds.of(message, from, hard, known.get()));
    } else if (draft.liked().isEmpty()) {
      String phrase = message.raw(from, TitleEnds.soft(message, from, hard));
      draft.signal(Signal.UNKNOWN_TITLE);
      draft.add(new Dropped("like " + phrase, "no such title; searched for the words instead"));
    }
  }

  private static void moreLikeReference(Cue cue, Draft draft, Message message) {
    boolean refersBack = draft.isUsed(cue.to()) && cue.to() < message.size();
    if (refersBack && !draft.references().isEmpty()) {
      draft.signal(Signal.MORE_LIKE_THIS);
      draft.use(cue.from(), cue.to());
    }
  }

  /** "The second but in blue": begins with an item, and goes on with what it is not. */
  private static void butOther(Message message, Cue cue, Draft draft) {
    int end = message.isBreak(cue.from() - 1) ? cue.from() - 1 : cue.from();
    boolean but = message.word(cue.from()).equals("but");
    boolean follows = cue.to() < message.size() && !message.is(cue.to(), CueKind.NEGATION);
    if (but && follows && end > 0 && !draft.references().isEmpty() && isUsed(draft, end)) {
      draft.signal(Signal.MORE_LIKE_THIS);
      draft.use(cue.from(), cue.to());
    }
  }

  private static boolean isUsed(Draft draft, int to) {
    return IntStream.range(0, to).allMatch(draft::isUsed);
  }

  private static Optional<ShownItem> named(
      Message message, int from, int hard, RulesContext context) {
    String whole = message.raw(from, hard);
    String soft = message.raw(from, TitleEnds.soft(message, from, hard));
    return Titles.longest(context.shown(), whole)
        .or(() -> context.titles().startOf(whole))
        .or(() -> context.titles().of(soft));
  }

  private static int closingQuote(Message message, int from) {
    for (int i = from; i < message.size(); i++) {
      if ("\"”》".contains(message.word(i))) {
        return i;
      }
    }
    return TitleEnds.hard(message, from);
  }
}
