package org.chatrec.conversation.planner.rules;

import java.util.Set;
import org.chatrec.conversation.state.ShownItem;

/** Where a title may end that begins at a token of a message. */
final class TitleEnds {
  /** Where a title may end, if the catalogue does not know it with these words in it. */
  private static final Set<String> SOFT =
      Set.of(
          "with",
          "from",
          "without",
          "except",
          "and",
          "that",
          "which",
          "in",
          "under",
          "please",
          "only",
          "not",
          "or",
          "made",
          "before",
          "after",
          "set",
          "directed",
          "starring",
          "for",
          "over",
          "the");

  private TitleEnds() {}

  /** The end of the longest phrase that may be a title. */
  static int hard(Message message, int from) {
    int to = from;
    while (to < message.size() && !isHard(message, to)) {
      to++;
    }
    return to;
  }

  private static boolean isHard(Message message, int i) {
    return switch (message.word(i)) {
      case "but", ";", "?", "!", "。", "？", "！", "》", "，" -> true;
      default -> false;
    };
  }

  /** The end of the clause, or where a word stands that goes on with something else. */
  static int soft(Message message, int from, int hard) {
    if (isQuote(message.word(from - 1))) {
      return hard;
    }
    int to = from + 1;
    while (to < hard && !SOFT.contains(message.word(to)) && !message.isBreak(to)) {
      to++;
    }
    return Math.min(to, hard);
  }

  /** Where the title of an item ends that was found in these tokens. */
  static int of(Message message, int from, int hard, ShownItem item) {
    String key = Titles.key(item.title());
    for (int to = from + 1; to <= hard; to++) {
      if (Titles.key(message.raw(from, to)).equals(key)) {
        return to;
      }
    }
    return soft(message, from, hard);
  }

  static boolean isQuote(String norm) {
    return norm.equals("\"") || norm.equals("“") || norm.equals("《");
  }
}
