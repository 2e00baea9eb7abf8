package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.language.Vocabulary;

/** Reads numbers: "90", "1,000", "90min", "1.5k", "two hundred and fifty", "half a grand". */
final class NumberReader {
  private static final Pattern FIGURES =
      Pattern.compile("(\\d(?:[\\d.,]*\\d)?(?:e\\d)?)(\\p{L}{0,9})");
  private static final Pattern GROUP = Pattern.compile("\\d{3}(?:[.,]\\d{1,2})?");

  private NumberReader() {}

  /**
   * A number at a place.
   *
   * @param measure the number if it is of a measure and not of money; mostly the same
   * @param upper of two numbers at once ("两三百"), the greater; else the same
   * @param to index after its last token
   * @param unit letters that stick to it: "min" of "90min"; empty otherwise
   */
  record Reading(double value, double measure, double upper, int to, String unit) {
    Reading(double value, int to, String unit) {
      this(value, value, value, to, unit);
    }

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
    return HanNumbers.at(message, i)
        .or(() -> figures(message, i))
        .or(() -> half(message, i))
        .or(() -> words(message, i));
  }

  private static Optional<Reading> figures(Message message, int i) {
    Matcher matcher = FIGURES.matcher(message.norm(i));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(1);
    String unit = matcher.group(2);
    OptionalDouble read = Figures.read(digits);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    double value = read.getAsDouble();
    if (unit.equals("k")) {
      return Optional.of(new Reading(value * 1000, i + 1, ""));
    }
    return Optional.of(new Reading(value, Figures.asMeasure(digits, value), value, i + 1, unit));
  }

  /**
   * "1 000 €": thousands that a blank parts. Only with a sign that it is money, for "iPhone 15 256"
   * is two numbers.
   */
  static Optional<Reading> spaced(Message message, int i) {
    if (!message.norm(i).matches("\\d{1,3}") || message.norm(i).startsWith("0")) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder(message.norm(i));
    int to = i + 1;
    while (to < message.size() && GROUP.matcher(message.norm(to)).matches() && to < i + 4) {
      digits.append(message.norm(to++));
    }
    OptionalDouble read = to == i + 1 ? OptionalDouble.empty() : plain(digits.toString());
    int end = to;
    return read.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reading(read.getAsDouble(), end, ""));
  }

  private static OptionalDouble plain(String digits) {
    return Figures.read(digits.replace(',', '.'));
  }

  /** "Half a grand". */
  private static Optional<Reading> half(Message message, int i) {
    boolean half = message.word(i).equals("half") && message.word(i + 1).equals("a");
    return half && message.vocabulary().isMultiplier(message.norm(i + 2))
        ? words(message, i + 2).map(r -> new Reading(r.value() / 2, r.to(), ""))
        : Optional.empty();
  }

  private static Optional<Reading> words(Message message, int i) {
    Vocabulary words = message.vocabulary();
    boolean article = message.word(i).equals("a") && words.isMultiplier(message.norm(i + 1));
    OptionalDouble first = words.number(message.norm(article ? i + 1 : i));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    int to = article ? i + 2 : i + 1;
    double value = first.getAsDouble();
    while (true) {
      int next = afterAnd(message, to, value);
      OptionalDouble more = words.number(message.norm(next));
      // "twenty five", "two hundred fifty", "two thousand"; "one two" are two numbers
      if (more.isEmpty() || !continues(words, message.norm(next), value, more.getAsDouble())) {
        return Optional.of(new Reading(value, to, ""));
      }
      value =
          words.isMultiplier(message.norm(next))
              ? value * more.getAsDouble()
              : value + more.getAsDouble();
      to = next + 1;
    }
  }

  private static boolean continues(Vocabulary words, String word, double value, double more) {
    return words.isMultiplier(word) ? value < more : more < magnitude(value);
  }

  /** "Two hundred and fifty". */
  private static int afterAnd(Message message, int to, double value) {
    boolean and = value >= 100 && value % 100 == 0 && message.word(to).equals("and");
    return and || message.norm(to).equals("-") ? to + 1 : to;
  }

  /**
   * The number that may follow has to be less than this: 10 after twenty, 100 after two hundred.
   */
  private static double magnitude(double value) {
    return value % 100 == 0 ? 100 : value % 10 == 0 && value >= 20 ? 10 : 0;
  }
}
