package org.chatrec.conversation.planner.rules;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.language.CalendarWord.Kind;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;

/**
 * Reads months and days: "2024-06-01", "1.6.2024", "15 January 2025", "May 2025", "since March",
 * "2024年6月1日", "今年三月". What lacks a year is the latest of that name.
 */
final class DateReader {
  private static final Pattern DOTTED =
      Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2})");
  private static final Pattern DAY = Pattern.compile("([12]?\\d|3[01])(?:st|nd|rd|th)?");
  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  /** A month's name alone is a date after these; "may" and "march" are other words as well. */
  private static final Set<String> INTRODUCING =
      Set.of(
          "in", "since", "from", "after", "before", "until", "till", "by", "of", "this", "last",
          "during", "and", "to", "early", "mid", "late", "next");

  private DateReader() {}

  static Optional<Period> at(Message message, int i, LocalDate today) {
    return figures(message, i)
        .or(() -> dayFirst(message, i, today))
        .or(() -> monthFirst(message, i, today))
        .or(() -> chinese(message, i, today));
  }

  /** "2024-06-01", "2024/6/1", "1.6.2024", "6/1/2024". */
  private static Optional<Period> figures(Message message, int i) {
    Matcher dotted = DOTTED.matcher(message.norm(i));
    if (dotted.matches()) {
      int year = Integer.parseInt(dotted.group(3));
      return day(
          year < 100 ? 2000 + year : year,
          Integer.parseInt(dotted.group(2)),
          Integer.parseInt(dotted.group(1)),
          i,
          i + 1);
    }
    String sign = message.norm(i + 1);
    boolean parted =
        (sign.equals("-") || sign.equals("/"))
            && message.norm(i + 3).equals(sign)
            && message.isGlued(i + 1)
            && message.isGlued(i + 2)
            && message.isGlued(i + 4);
    if (!parted) {
      return Optional.empty();
    }
    int[] part = {number(message, i), number(message, i + 2), number(message, i + 4)};
    if (part[0] > 1000) {
      return day(part[0], part[1], part[2], i, i + 5);
    }
    boolean monthFirst = sign.equals("/") && part[1] > 12 || sign.equals("/") && part[0] <= 12;
    return monthFirst
        ? day(part[2], part[0], part[1], i, i + 5)
        : day(part[2], part[1], part[0], i, i + 5);
  }

  private static int number(Message message, int i) {
    return message.norm(i).matches("\\d{1,4}") ? Integer.parseInt(message.norm(i)) : -1;
  }

  /** "15 January 2025", "the 1st of April", "1. April". */
  private static Optional<Period> dayFirst(Message message, int i, LocalDate today) {
    Matcher day = DAY.matcher(message.norm(i));
    if (!day.matches()) {
      return Optional.empty();
    }
    boolean between = message.word(i + 1).equals("of") || message.norm(i + 1).equals(".");
    return CalendarPhrase.at(message, between ? i + 2 : i + 1, Kind.MONTH)
        .flatMap(
            month -> {
              int year = year(message, month.to());
              int to = year > 0 ? month.to() + 1 : month.to();
              return dated(year, month.number(), Integer.parseInt(day.group(1)), today, i, to);
            });
  }

  /** "January 15, 2025", "May 2025", "since March". */
  private static Optional<Period> monthFirst(Message message, int i, LocalDate today) {
    Optional<CalendarPhrase> month = CalendarPhrase.at(message, i, Kind.MONTH);
    if (month.isEmpty()) {
      return Optional.empty();
    }
    int at = month.get().to();
    Matcher day = DAY.matcher(message.norm(at));
    if (day.matches()) {
      int comma = message.norm(at + 1).equals(",") ? at + 2 : at + 1;
      int year = year(message, comma);
      return dated(
          year,
          month.get().number(),
          Integer.parseInt(day.group(1)),
          today,
          i,
          year > 0 ? comma + 1 : at + 1);
    }
    int year = year(message, at);
    if (year > 0) {
      return Optional.of(Period.month(year, month.get().number(), i, at + 1));
    }
    return INTRODUCING.contains(message.word(i - 1))
        ? Optional.of(latest(month.get().number(), today, i, at))
        : Optional.empty();
  }

  /** "2024年6月1日", "今年三月", "去年5月", "6月". */
  private static Optional<Period> chinese(Message message, int i, LocalDate today) {
    int year = 0;
    int at = i;
    boolean relative = message.norm(i + 1).equals("年");
    if (relative && (message.norm(i).equals("今") || message.norm(i).equals("去"))) {
      year = today.getYear() - (message.norm(i).equals("去") ? 1 : 0);
      at = i + 2;
    } else {
      Optional<Reading> number = NumberReader.at(message, i).filter(r -> isYear(message, r));
      if (number.isPresent()) {
        year = number.get().whole();
        at = number.get().to() + 1;
      }
    }
    int named = year;
    int start = at;
    Optional<Reading> month =
        NumberReader.at(message, start)
            .filter(r -> r.isWhole() && r.value() >= 1 && r.value() <= 12)
            .filter(r -> message.norm(r.to()).equals("月"));
    if (month.isEmpty()) {
      return named > 0 && start > i && !relative
          ? Optional.of(Period.years(named, named, i, start))
          : Optional.empty();
    }
    int to = month.get().to() + 1;
    Optional<Reading> day =
        NumberReader.at(message, to)
            .filter(r -> r.isWhole() && r.value() >= 1 && r.value() <= 31)
            .filter(r -> message.norm(r.to()).equals("日") || message.norm(r.to()).equals("号"));
    if (day.isPresent()) {
      return dated(named, month.get().whole(), day.get().whole(), today, i, day.get().to() + 1);
    }
    return Optional.of(
        named > 0
            ? Period.month(named, month.get().whole(), i, to)
            : latest(month.get().whole(), today, i, to));
  }

  private static boolean isYear(Message message, Reading number) {
    return number.isWhole()
        && number.value() >= 1800
        && number.value() < 2200
        && message.norm(number.to()).equals("年")
        && !message.norm(number.to() + 1).equals("代");
  }

  private static int year(Message message, int i) {
    return YEAR.matcher(message.norm(i)).matches() ? Integer.parseInt(message.norm(i)) : 0;
  }

  private static Period latest(int month, LocalDate today, int from, int to) {
    int year = month <= today.getMonthValue() ? today.getYear() : today.getYear() - 1;
    return Period.month(year, month, from, to);
  }

  private static Optional<Period> dated(
      int year, int month, int day, LocalDate today, int from, int to) {
    if (year > 0) {
      return day(year, month, day, from, to);
    }
    return day(today.getYear(), month, day, from, to)
        .map(p -> p.first().isAfter(today) ? Period.day(p.first().minusYears(1), from, to) : p);
  }

  private static Optional<Period> day(int year, int month, int day, int from, int to) {
    try {
      return Optional.of(Period.day(LocalDate.of(year, month, day), from, to));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
