package org.chatrec.conversation.answer;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A message without what is said before and behind it, and with its contractions written out. */
final class Sentence {
  /** A longer message is no short question with a greeting before it. */
  private static final int LONGEST = 300;

  private static final String APOSTROPHES = "[\u2018\u2019\u02BC\u0060\u00B4]";
  private static final String ENDS = " \t\n?!.。？！…,，;；、";

  private Sentence() {}

  /** The sentence without what is said before and behind it. */
  static String of(String message, AnswerPack pack) {
    if (message.length() > LONGEST) {
      return message.strip();
    }
    String text = message.replaceAll(APOSTROPHES, "'").replaceAll("\\s+", " ");
    text = trimmed(text);
    String before;
    do {
      before = text;
      text = trimmed(withoutTail(withoutLead(text, pack), pack));
    } while (!text.equals(before));
    return expanded(text, pack);
  }

  /** All that was said, in small letters and without punctuation at its ends. */
  static String plain(String message) {
    return trimmed(message.toLowerCase(Locale.ROOT));
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && ENDS.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && ENDS.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  private static String withoutLead(String text, AnswerPack pack) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (begins(lower, pack.list("item one"), pack) || begins(lower, pack.list("item all"), pack)) {
      return text; // "that one" is no filler, though its first sign is one
    }
    for (String lead : pack.list("lead")) {
      if (begins(lower, lead, pack)) {
        return text.substring(lead.length());
      }
    }
    return text;
  }

  private static boolean begins(String text, List<String> phrases, AnswerPack pack) {
    return phrases.stream().anyMatch(phrase -> begins(text, phrase, pack));
  }

  private static boolean begins(String text, String phrase, AnswerPack pack) {
    return text.startsWith(phrase)
        && text.length() > phrase.length()
        && ends(text, phrase.length(), pack);
  }

  private static String withoutTail(String text, AnswerPack pack) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String tail : pack.list("tail")) {
      int at = text.length() - tail.length();
      if (at > 0
          && lower.endsWith(tail)
          && (!pack.isSpaced() || isSeparator(text.charAt(at - 1)))) {
        return text.substring(0, at);
      }
    }
    return text;
  }

  private static boolean ends(String text, int at, AnswerPack pack) {
    return !pack.isSpaced() || isSeparator(text.charAt(at));
  }

  private static boolean isSeparator(char c) {
    return ENDS.indexOf(c) >= 0 || c == '-' || c == '–' || c == ':';
  }

  private static String expanded(String text, AnswerPack pack) {
    String expanded = text;
    for (String rule : pack.list("expand")) {
      String[] sides = rule.split(" => ", 2);
      expanded =
          Pattern.compile("\\b" + Pattern.quote(sides[0]) + "\\b", Pattern.CASE_INSENSITIVE)
              .matcher(expanded)
              .replaceAll(sides[1]);
    }
    return expanded;
  }
}
