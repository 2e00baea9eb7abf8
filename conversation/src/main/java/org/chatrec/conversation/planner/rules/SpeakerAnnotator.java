package org.chatrec.conversation.planner.rules;

/**
 * "My brother pays", "my wife says I need boots": who says or pays something is not whom a thing is
 * for. What people do then stands in the {@code words.txt} of each language, under {@code says}.
 */
final class SpeakerAnnotator implements Annotator {
  /** Words of whoever speaks: "my older brother". */
  private static final int MOST_WORDS = 3;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (int i = 2; i < message.size(); i++) {
      int from = message.word(i).equals("says") ? speaker(message, i) : -1;
      if (from >= 0 && draft.isFree(from, i + 1)) {
        draft.use(from, i + 1);
      }
    }
  }

  /** Where a clause begins that names nobody but who says this; -1 where none does. */
  private static int speaker(Message message, int verb) {
    int from = verb;
    while (from > 0 && !message.isBreak(from - 1) && !message.is(from - 1, CueKind.CONNECT_AND)) {
      from--;
    }
    boolean named = message.word(from).equals("my") || message.word(from).equals("our");
    int words = verb - from - 1;
    return named && words > 0 && words <= MOST_WORDS ? from : -1;
  }
}
