package org.chatrec.conversation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Splits a text into tokens. Runs of letters and digits are one token ("90s"), with apostrophes
 * inside words ("can't") and points or commas inside numbers ("1,000", "4.5"); a Han character is a
 * token of its own, so that phrases match without a dictionary; any other visible character is
 * punctuation.
 */
public final class Tokenizer {
  private Tokenizer() {}

  public static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = endOfToken(text, at);
      add(tokens, text, at, end);
      at = end;
    }
    return tokens;
  }

  /** The stems of a text's words, joined by spaces: equal for texts that mean the same words. */
  public static String key(String text) {
    return tokens(text).stream()
        .filter(Token::isWord)
        .map(Token::stem)
        .collect(Collectors.joining(" "));
  }

  private static void add(List<Token> tokens, String text, int start, int end) {
    String raw = text.substring(start, end);
    String norm = Words.normal(raw).strip();
    if (!norm.isEmpty() && !Character.isISOControl(norm.codePointAt(0))) {
      tokens.add(new Token(raw, norm, Words.stem(norm), start, end));
    }
  }

  private static int endOfToken(String text, int start) {
    int first = text.codePointAt(start);
    int at = start + Character.charCount(first);
    if (!Character.isLetterOrDigit(first) || Words.isHan(first)) {
      return at;
    }
    while (at < text.length() && continues(text, at)) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean continues(String text, int at) {
    int c = text.codePointAt(at);
    if (Words.isHan(c)) {
      return false;
    }
    return Character.isLetterOrDigit(c) || isMark(c) || joins(text, at, c);
  }

  private static boolean isMark(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  private static boolean joins(String text, int at, int c) {
    if (at + 1 >= text.length()) {
      return false;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at + 1);
    return switch (c) {
      case '\'', '\u2019' -> Character.isLetter(before) && Character.isLetter(after);
      case '.', ',' -> Character.isDigit(before) && Character.isDigit(after);
      default -> false;
    };
  }
}
