package org.chatrec.conversation.planner.rules;

import org.chatrec.conversation.planner.rules.Draft.Signal;

/**
 * "Is it from 1999?", "who directed it?": a sentence that asks about an item wishes for nothing, so
 * what it names is no constraint.
 */
final class QuestionAnnotator implements Annotator {

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (Cue cue : message.cues(CueKind.QUESTION)) {
      if (opensSentence(message, cue.from())) {
        draft.use(cue.from(), endOfSentence(message, cue.to()));
        draft.signal(Signal.QUESTION);
      }
    }
    message
        .cues(CueKind.ASIDE)
        .forEach(cue -> draft.use(cue.from(), endOfClause(message, cue.to())));
    attribute(message, context, draft);
  }

  private static int endOfClause(Message message, int from) {
    int to = from;
    while (!message.isBreak(to) && !message.word(to).equals("but")) {
      to++;
    }
    return to;
  }

  /**
   * "What genre is it?", "can you tell me what kind of film that is?": what is asked for is a
   * field, and it is asked of one item.
   */
  private static void attribute(Message message, RulesContext context, Draft draft) {
    for (int i = 0; i < message.size(); i++) {
      if (isWhat(message.word(i)) && draft.isFree(i, i + 1)) {
        int to = endOfSentence(message, i);
        if (namesField(message, context, i + 1) && (to - i <= 3 || pointsAtItem(message, i, to))) {
          draft.use(startOfSentence(message, i), to);
          draft.signal(Signal.QUESTION);
        }
      }
    }
  }

  private static boolean isWhat(String norm) {
    return norm.equals("what") || norm.equals("what's") || norm.equals("which");
  }

  private static boolean namesField(Message message, RulesContext context, int from) {
    int i = from;
    while (message.word(i).equals("is") || message.word(i).equals("the")) {
      i++;
    }
    return i < message.size()
        && (isKind(message.word(i)) || context.fieldNamed(message.token(i).stem()).isPresent());
  }

  private static boolean isKind(String norm) {
    return norm.equals("kind") || norm.equals("type") || norm.equals("sort");
  }

  private static boolean pointsAtItem(Message message, int from, int to) {
    for (int i = from; i < to; i++) {
      switch (message.word(i)) {
        case "it", "this", "that", "its", "it's" -> {
          return true;
        }
        case "the" -> {
          if (message.is(i + 1, CueKind.NOUN)) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  private static int startOfSentence(Message message, int i) {
    int from = i;
    while (from > 0 && !message.isBreak(from - 1)) {
      from--;
    }
    return from;
  }

  private static boolean opensSentence(Message message, int i) {
    return i == 0
        || message.isBreak(i - 1)
        || message.is(i - 1, CueKind.CONNECT_AND)
        || message.is(i - 1, CueKind.GREETING);
  }

  private static int endOfSentence(Message message, int from) {
    int to = from;
    while (to < message.size() && !".?!;。？！；".contains(message.word(to))) {
      to++;
    }
    return to;
  }
}
