package org.chatrec.conversation.planner.rules;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers in figures as they are written in different places: {@code 1,250.50}, {@code 1.250,50},
 * {@code 1,00,000}, {@code 99,99}, {@code 1e3}.
 */
final class Figures {
  private static final Pattern PLAIN = Pattern.compile("\\d{1,12}(?:\\.\\d{1,6})?");
  private static final Pattern POWER = Pattern.compile("\\d{1,6}(?:\\.\\d{1,6})?e\\d");
  private static final Pattern COMMAS = Pattern.compile("\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,6})?");
  private static final Pattern LAKHS =
      Pattern.compile("\\d{1,2}(?:,\\d{2}){1,4},\\d{3}(?:\\.\\d{1,2})?");
  private static final Pattern POINTS = Pattern.compile("\\d{1,3}(?:\\.\\d{3}){1,4}(?:,\\d{1,2})?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d{1,9},\\d{1,2}");
  private static final Pattern ONE_POINT = Pattern.compile("\\d{1,3}\\.\\d{3}");

  private Figures() {}

  /** The number, or empty for figures that are none: a date, an address. */
  static OptionalDouble read(String text) {
    if (matches(COMMAS, text) || matches(LAKHS, text)) {
      return OptionalDouble.of(Double.parseDouble(text.replace(",", "")));
    }
    if (matches(POINTS, text)) {
      return OptionalDouble.of(Double.parseDouble(text.replace(".", "").replace(',', '.')));
    }
    if (matches(DECIMAL_COMMA, text)) {
      return OptionalDouble.of(Double.parseDouble(text.replace(',', '.')));
    }
    return matches(PLAIN, text) || matches(POWER, text)
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  /** "1.500" is a thousand and a half of money, and one and a half of kilograms. */
  static double asMeasure(String text, double read) {
    return matches(ONE_POINT, text) ? Double.parseDouble(text) : read;
  }

  private static boolean matches(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches();
  }
}
