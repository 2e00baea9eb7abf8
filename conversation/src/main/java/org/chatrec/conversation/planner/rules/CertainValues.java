package org.chatrec.conversation.planner.rules;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueMatch;
import org.chatrec.conversation.catalog.ValueMatch.Quality;

/**
 * Words that are a value of the catalogue whatever stands around them, and so no cue and no number:
 * several words, in "Under Armour" and "Seven Samurai". Single words may be both and are decided
 * upon where they stand.
 */
final class CertainValues {
  private static final int MOST_WORDS = 8;

  private CertainValues() {}

  static List<NamedValue> in(Message message, RulesContext context) {
    List<NamedValue> found = new ArrayList<>();
    int longest = Math.min(MOST_WORDS, context.index().longestInWords());
    for (int from = 0; from < message.size(); from++) {
      for (int to = from + 2; to <= Math.min(message.size(), from + longest); to++) {
        if (isWords(message, from, to) && isCertain(message, context, from, to)) {
          found.add(new NamedValue(from, to));
        }
      }
    }
    return found;
  }

  private static boolean isWords(Message message, int from, int to) {
    return message.token(from).isWord() && message.token(to - 1).isWord();
  }

  private static boolean isCertain(Message message, RulesContext context, int from, int to) {
    return context.find(message.key(from, to)).stream()
        .anyMatch(match -> isName(match) && FieldRole.of(match.field()) != FieldRole.TAG);
  }

  private static boolean isName(ValueMatch match) {
    return match.quality() == Quality.EXACT || match.quality() == Quality.SYNONYM;
  }
}
