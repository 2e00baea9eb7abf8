package org.chatrec.conversation.planner.rules;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;

/**
 * Chinese numbers, in characters, in figures with characters, and two at once: 三百, 二〇一二, 1万5
 * (15,000), 三百二 (320), 两三百 (200 to 300).
 */
final class HanNumbers {
  private static final String DIGITS = "零一二三四五六七八九";
  private static final Map<String, Integer> UNITS =
      Map.of("十", 10, "百", 100, "千", 1_000, "万", 10_000);
  private static final int MOST = 12;

  private HanNumbers() {}

  /** The number that begins with this token; empty where there is none of this kind. */
  static Optional<Reading> at(Message message, int i) {
    boolean han = isNumeral(message.norm(i));
    boolean mixed = isFigures(message.norm(i)) && UNITS.containsKey(message.norm(i + 1));
    if (!han && !mixed) {
      return Optional.empty();
    }
    int to = i;
    while (to < message.size() && to - i < MOST && isPart(message, to)) {
      to++;
    }
    int end = to;
    return two(message, i, end).or(() -> Optional.of(one(message, i, end)));
  }

  private static boolean isPart(Message message, int i) {
    String norm = message.norm(i);
    return isNumeral(norm)
        || isFigures(norm) && (UNITS.containsKey(message.norm(i + 1)) || isUnit(message, i - 1));
  }

  private static boolean isUnit(Message message, int i) {
    return UNITS.containsKey(message.norm(i));
  }

  /** "两三百", "七八十": the second digit is one more than the first, and a unit follows. */
  private static Optional<Reading> two(Message message, int i, int end) {
    int first = digit(message.norm(i));
    int second = digit(message.norm(i + 1));
    boolean both = i + 2 < end && first > 0 && second == first + 1 && isUnit(message, i + 2);
    if (!both) {
      return Optional.empty();
    }
    int unit = UNITS.get(message.norm(i + 2));
    double lower = (double) first * unit;
    double upper = (double) second * unit;
    return Optional.of(new Reading(lower, lower, upper, i + 3, ""));
  }

  private static Reading one(Message message, int i, int end) {
    boolean positional = end - i > 1;
    for (int at = i; at < end; at++) {
      positional &= digit(message.norm(at)) >= 0;
    }
    return new Reading(positional ? positional(message, i, end) : sum(message, i, end), end, "");
  }

  /** "一九九四". */
  private static double positional(Message message, int i, int end) {
    double value = 0;
    for (int at = i; at < end; at++) {
      value = 10 * value + digit(message.norm(at));
    }
    return value;
  }

  private static double sum(Message message, int i, int end) {
    double total = 0;
    double digit = 0;
    int lastUnit = 1;
    boolean zero = false;
    for (int at = i; at < end; at++) {
      Integer unit = UNITS.get(message.norm(at));
      if (unit == null) {
        digit = value(message.norm(at));
        zero = digit == 0;
      } else {
        total = unit == 10_000 ? (total + digit) * unit : total + Math.max(1, digit) * unit;
        lastUnit = unit;
        digit = 0;
      }
    }
    // "三百二" is 320, "三百零二" is 302
    boolean short0 = lastUnit >= 100 && digit > 0 && digit < 10 && !hasZero(message, i, end);
    return total + (short0 && !zero ? digit * lastUnit / 10 : digit);
  }

  private static boolean hasZero(Message message, int i, int end) {
    for (int at = i; at < end; at++) {
      if (digit(message.norm(at)) == 0) {
        return true;
      }
    }
    return false;
  }

  private static double value(String norm) {
    OptionalDouble figures = isFigures(norm) ? Figures.read(norm) : OptionalDouble.empty();
    return figures.orElseGet(() -> digit(norm));
  }

  private static boolean isFigures(String norm) {
    return !norm.isEmpty() && norm.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
  }

  private static int digit(String norm) {
    return switch (norm) {
      case "两" -> 2;
      case "〇" -> 0;
      case "" -> -1;
      default -> norm.length() == 1 ? DIGITS.indexOf(norm) : -1;
    };
  }

  private static boolean isNumeral(String norm) {
    return digit(norm) >= 0 || UNITS.containsKey(norm);
  }
}
