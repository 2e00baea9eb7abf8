package org.chatrec.conversation.planner.rules;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers in figures and words, English and Chinese. */
final class NumberReader {
  private static final Pattern FIGURES =
      Pattern.compile("(\\d{1,12}(?:,\\d{3})*(?:\\.\\d{1,6})?)(\\p{L}{0,7})");
  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("seventy", 70),
          Map.entry("eighty", 80),
          Map.entry("ninety", 90),
          Map.entry("hundred", 100),
          Map.entry("thousand", 1_000),
          Map.entry("grand", 1_000),
          Map.entry("dozen", 12),
          Map.entry("couple", 2));
  private static final String HAN_DIGITS = "零一二三四五六七八九";
  private static final Map<String, Integer> HAN_UNITS =
      Map.of("十", 10, "百", 100, "千", 1_000, "万", 10_000);

  private NumberReader() {}

  /**
   * A number at a place.
   *
   * @param to index after its last token
   * @param unit letters that stick to it: "min" of "90min"; empty otherwise
   */
  record Reading(double value, int to, String unit) {
    int whole() {
      return (int) value;
    }

    boolean isWhole() {
      return value == Math.rint(value) && value < 1e9;
    }
  }

  static Optional<Reading> at(Message message, int i) {
    if (i < 0 || i >= message.size()) {
      return Optional.empty();
    }
    return figures(message, i).or(() -> words(message, i)).or(() -> han(message, i));
  }

  private static Optional<Reading> figures(Message message, int i) {
    Matcher matcher = FIGURES.matcher(message.norm(i));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double value = Double.parseDouble(matcher.group(1).replace(",", ""));
    String unit = matcher.group(2);
    return Optional.of(
        unit.equals("k") ? new Reading(value * 1000, i + 1, "") : new Reading(value, i + 1, unit));
  }

  private static Optional<Reading> words(Message message, int i) {
    Integer first = WORDS.get(message.norm(i));
    if (first == null) {
      return Optional.empty();
    }
    int to = i + 1;
    double value = first;
    Integer next = WORDS.get(message.norm(to));
    // "twenty five", "two hundred fifty", "two thousand"; "one two" are two numbers
    while (next != null && (next >= 100 ? value < next : next < magnitude(value))) {
      value = next >= 100 ? value * next : value + next;
      to++;
      next = WORDS.get(message.norm(to));
    }
    return Optional.of(new Reading(value, to, ""));
  }

  /**
   * The number that may follow has to be less than this: 10 after twenty, 100 after two hundred.
   */
  private static double magnitude(double value) {
    return value % 100 == 0 ? 100 : value % 10 == 0 && value >= 20 ? 10 : 0;
  }

  private static Optional<Reading> han(Message message, int i) {
    int at = i;
    long total = 0;
    long digit = 0;
    while (at < message.size() && isHanNumeral(message.norm(at)) && at - i < 12) {
      String sign = message.norm(at++);
      Integer unit = HAN_UNITS.get(sign);
      if (unit == null) {
        digit = sign.equals("两") ? 2 : HAN_DIGITS.indexOf(sign);
      } else {
        total = unit == 10_000 ? (total + digit) * unit : total + Math.max(1, digit) * unit;
        digit = 0;
      }
    }
    return at == i ? Optional.empty() : Optional.of(new Reading(total + digit, at, ""));
  }

  private static boolean isHanNumeral(String sign) {
    return !sign.isEmpty()
        && (sign.equals("两") || HAN_DIGITS.contains(sign) || HAN_UNITS.containsKey(sign));
  }
}
