package org.chatrec.conversation.planner.rules;

import java.util.stream.IntStream;

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

  /** Where whoever says this is named right before it; -1 where nobody is. */
  private static int speaker(Message message, int verb) {
    return IntStream.rangeClosed(2, MOST_WORDS + 1)
        .map(back -> verb - back)
        .takeWhile(from -> from >= 0 && !message.isBreak(from + 1))
        .filter(from -> message.word(from).equals("my") || message.word(from).equals("our"))
        .findFirst()
        .orElse(-1);
  }
}
