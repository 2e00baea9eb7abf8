package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.chatrec.conversation.language.CalendarWord;

/**
 * A word of dates in a message, of up to three tokens.
 *
 * @param number see {@link CalendarWord}
 * @param to index after its last token
 */
record CalendarPhrase(int number, int to) {
  private static final int MOST = 3;

  /** The longest one of a kind that begins with a token. */
  static Optional<CalendarPhrase> at(Message message, int i, CalendarWord.Kind kind) {
    if (i < 0) {
      return Optional.empty();
    }
    for (int to = Math.min(message.size(), i + MOST); to > i; to--) {
      Optional<CalendarWord> word = message.vocabulary().calendar(message.phrase(i, to), kind);
      if (word.isPresent()) {
        return Optional.of(new CalendarPhrase(word.get().number(), to));
      }
    }
    return Optional.empty();
  }
}
