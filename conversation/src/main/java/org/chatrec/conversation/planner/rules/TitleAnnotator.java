package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.chatrec.conversation.planner.rules.Draft.Signal;
import org.chatrec.conversation.state.ShownItem;

/**
 * A message that is an item's title asks for that item, whatever its words would mean otherwise:
 * "1917", "28 Days Later", "10 Things I Hate About You". Each look-up is a search, so only what
 * would be read as something else is looked up.
 */
final class TitleAnnotator implements Annotator {
  private static final int MOST_WORDS = 10;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    int from = start(message);
    int to = end(message);
    boolean chooses = context.askedWhich();
    if (chooses
        || to - from < 1
        || to - from > MOST_WORDS
        || !mayBeTitle(message, context, from, to)) {
      return;
    }
    Optional<ShownItem> item = context.titles().exactly(message.raw(from, to));
    if (item.isPresent()) {
      draft.signal(Signal.TITLE);
      draft.title(message.raw(from, to));
      draft.use(0, message.size());
    }
  }

  private static int start(Message message) {
    Cue first = message.cueAt(0);
    return first != null && first.kind() == CueKind.OPENER ? first.to() : 0;
  }

  private static int end(Message message) {
    int to = message.size();
    while (to > 0 && message.isBreak(to - 1)) {
      to--;
    }
    return to;
  }

  /** It has a word that steers, and one that does not only steer. */
  private static boolean mayBeTitle(Message message, RulesContext context, int from, int to) {
    boolean steers = false;
    boolean plain = false;
    for (int i = from; i < to; i++) {
      Cue cue = message.cueAt(i);
      boolean thing = cue != null && cue.kind() == CueKind.NOUN && !isNumbered(message, from);
      if (thing || cue != null && isOfItems(cue.kind())) {
        return false;
      }
      boolean number = NumberReader.at(message, i).isPresent();
      boolean value = cue == null && !context.find(message.key(i, i + 1)).isEmpty();
      steers |= number || value || cue != null && steers(cue.kind());
      plain |= number || cue == null && !value;
    }
    boolean changes = !context.state().isEmpty() && !message.has(CueKind.REFINE);
    return (steers || changes) && plain && !isPriced(message);
  }

  /** "10 Things", where one begins with a number; "things to read" is none. */
  private static boolean isNumbered(Message message, int from) {
    return NumberReader.at(message, from).isPresent() && message.size() > from + 3;
  }

  private static boolean isPriced(Message message) {
    return message.quantities().stream()
        .anyMatch(q -> q.dimension() == org.chatrec.conversation.language.Dimension.MONEY);
  }

  /** "Films from 1994" are no title. */
  private static boolean isOfItems(CueKind kind) {
    return switch (kind) {
      case OPENER, RECOMMEND, CONTINUE, SORT_BY, COMPARE, SELECT, RESET, BUDGET -> true;
      default -> false;
    };
  }

  private static boolean steers(CueKind kind) {
    return switch (kind) {
      case STOP, CONNECT_AND, CONNECT_OR, GREETING, IN, WITH -> false;
      default -> true;
    };
  }
}
