package org.chatrec.conversation.planner.rules;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.chatrec.conversation.language.CalendarWord.Kind;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;
import org.chatrec.conversation.text.Characters;

/**
 * Reads years, decades and centuries: "the late eighties", "'85", "1994", "20th century",
 * "２０世纪九十年代"; and what {@link DateReader} and {@link RelativePeriods} read. Of several readings at
 * a place, the longest counts.
 */
final class PeriodReader {
  private static final Pattern DECADE = Pattern.compile("((?:1[89]|20)?\\d0)(?:s|er|ern)");
  private static final Pattern CENTURY = Pattern.compile("(19|20|21)(?:st|th)?");
  private static final Pattern YEAR = Pattern.compile("(?:18[89]|19\\d|20\\d)\\d");

  /** Words before a year that no one would know yet. */
  private static final Set<String> BEFORE_YEAR =
      Set.of("in", "from", "since", "before", "after", "until", "till", "year", "of");

  private final LocalDate today;

  PeriodReader(LocalDate today) {
    this.today = today;
  }

  /** The longest period that begins with a token. */
  Optional<Period> at(Message message, int i) {
    Period longest = null;
    for (Optional<Period> read :
        java.util.List.of(
            decade(message, i),
            century(message, i),
            DateReader.at(message, i, today),
            RelativePeriods.at(message, i, today),
            year(message, i))) {
      if (read.isPresent() && (longest == null || read.get().to() > longest.to())) {
        longest = read.get();
      }
    }
    return Optional.ofNullable(longest);
  }

  private static Optional<Period> decade(Message message, int i) {
    CalendarPhrase part = CalendarPhrase.at(message, i, Kind.PART).orElse(null);
    int start = part == null ? i : part.to();
    return bareDecade(message, start)
        .map(
            decade ->
                part == null
                    ? withPartAfter(message, decade)
                    : part(decade, part.number()).at(i, decade.to()));
  }

  /** "八十年代初". */
  private static Period withPartAfter(Message message, Period decade) {
    return CalendarPhrase.at(message, decade.to(), Kind.PART)
        .filter(part -> message.token(decade.to()).isHan())
        .map(part -> part(decade, part.number()).at(decade.from(), part.to()))
        .orElse(decade);
  }

  private static Period part(Period decade, int part) {
    int first = decade.first().getYear();
    return switch (part) {
      case 1 -> Period.years(first, first + 3, decade.from(), decade.to());
      case 2 -> Period.years(first + 4, first + 6, decade.from(), decade.to());
      default -> Period.years(first + 7, decade.last().getYear(), decade.from(), decade.to());
    };
  }

  private static Optional<Period> bareDecade(Message message, int i) {
    Optional<Period> named =
        CalendarPhrase.at(message, i, Kind.DECADE)
            .map(word -> Period.years(word.number(), word.number() + 9, i, word.to()));
    if (named.isPresent()) {
      return named;
    }
    var matcher = DECADE.matcher(message.norm(i));
    if (matcher.matches()) {
      return Optional.of(decadeOf(Integer.parseInt(matcher.group(1)), i, i + 1));
    }
    boolean apostrophe =
        message.norm(i).matches("(?:1[89]|20)?\\d0")
            && message.norm(i + 1).equals("'")
            && message.norm(i + 2).equals("s");
    return apostrophe
        ? Optional.of(decadeOf(Integer.parseInt(message.norm(i)), i, i + 3))
        : chineseDecade(message, i);
  }

  /** "九十年代", "七八十年代", "20世纪90年代", "上世纪五十年代". */
  private static Optional<Period> chineseDecade(Message message, int i) {
    int century = 0;
    int at = i;
    if (message.norm(i).equals("上") && isCentury(message, i + 1)) {
      century = 1900;
      at = i + 3;
    } else {
      Optional<Reading> number = NumberReader.at(message, i);
      if (number.isPresent() && isCentury(message, number.get().to())) {
        century = 100 * (number.get().whole() - 1);
        at = number.get().to() + 2;
      }
    }
    int base = century;
    return NumberReader.at(message, at)
        .filter(r -> message.norm(r.to()).equals("年") && message.norm(r.to() + 1).equals("代"))
        .filter(r -> r.value() % 10 == 0 && r.value() < 2100)
        .map(
            r -> {
              int to = r.to() + 2;
              int first =
                  base > 0 ? base + r.whole() : decadeOf(r.whole(), i, to).first().getYear();
              int more = (int) (r.upper() - r.value());
              return Period.years(first, first + more + 9, i, to);
            });
  }

  private static boolean isCentury(Message message, int i) {
    return message.norm(i).equals("世") && message.norm(i + 1).equals("纪");
  }

  private static Period decadeOf(int number, int from, int to) {
    int first = number >= 100 ? number : number >= 30 ? 1900 + number : 2000 + number;
    return Period.years(first, first + 9, from, to);
  }

  private static Optional<Period> century(Message message, int i) {
    var matcher = CENTURY.matcher(message.norm(i));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int point = message.norm(i + 1).equals(".") ? i + 2 : i + 1;
    int first = 100 * (Integer.parseInt(matcher.group(1)) - 1);
    return CalendarPhrase.at(message, point, Kind.CENTURY)
        .map(word -> Period.years(first, first + 99, i, word.to()));
  }

  private Optional<Period> year(Message message, int i) {
    if (isShort(message, i)) {
      int latest = 2000 + Integer.parseInt(message.norm(i + 1));
      int year = latest <= today.getYear() ? latest : latest - 100;
      return Optional.of(Period.years(year, year, i, i + 2));
    }
    if (!YEAR.matcher(message.norm(i)).matches()) {
      return Optional.empty();
    }
    int year = Integer.parseInt(message.norm(i));
    boolean plausible = year <= today.getYear() + 1 || BEFORE_YEAR.contains(message.word(i - 1));
    int to = i + (message.norm(i + 1).equals("年") ? 2 : 1);
    return plausible ? Optional.of(Period.years(year, year, i, to)) : Optional.empty();
  }

  /** "'85": two figures right after an apostrophe. */
  private static boolean isShort(Message message, int i) {
    return message.norm(i).equals("'")
        && Characters.isFigures(message.norm(i + 1), 2)
        && message.isGlued(i + 1)
        && !message.norm(i + 2).equals("'");
  }
}
