package org.chatrec.conversation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Splits and cleans texts one character at a time. Texts of items come from anybody, and may be
 * 32,000 blanks: here each character is looked at once, where a regular expression may begin again
 * at each of them.
 */
public final class Characters {

  private Characters() {}

  /** The text with one blank in place of each run of such characters. */
  public static String collapse(String text, IntPredicate replaced) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), 1024));
    boolean inside = false;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (!replaced.test(c)) {
        clean.appendCodePoint(c);
        inside = false;
      } else if (!inside) {
        clean.append(' ');
        inside = true;
      }
    }
    return clean.toString();
  }

  /** The text on one line and without halves of characters, as an answer or a prompt shows it. */
  public static String plain(String text) {
    return collapse(text, c -> isControl(c) || isHalf(c));
  }

  /** The text without such characters. */
  public static String without(String text, IntPredicate removed) {
    return text.codePoints().anyMatch(removed)
        ? text.codePoints()
            .filter(c -> !removed.test(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }

  /**
   * The parts between separators, stripped; empty ones are left out.
   *
   * @param most what is behind that many parts is left out
   */
  public static List<String> split(String text, IntPredicate separator, int most) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= text.length() && parts.size() < most; at++) {
      if (at == text.length() || separator.test(text.charAt(at))) {
        String part = text.substring(from, at).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        from = at + 1;
      }
    }
    return parts;
  }

  /** The text's beginning, of at most that many characters and no half of one. */
  public static String begin(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** Whether a character is a combining mark of any kind. */
  public static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /** Whether a text is so many of the figures 0 to 9 and nothing else. */
  public static boolean isFigures(String text, int count) {
    return text.length() == count && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether a text is a decimal number, with a minus and a fraction or without. */
  public static boolean isNumber(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.', from);
    int end = point < 0 ? text.length() : point;
    return isFigures(text, from, end) && (point < 0 || isFigures(text, point + 1, text.length()));
  }

  private static boolean isFigures(String text, int from, int to) {
    return from < to && text.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isControl(int c) {
    return c < ' ' || c == 0x7f;
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
