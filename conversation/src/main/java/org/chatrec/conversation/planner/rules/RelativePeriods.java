package org.chatrec.conversation.planner.rules;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.language.CalendarWord.Kind;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;
import org.chatrec.conversation.planner.rules.Period.Precision;

/**
 * Periods counted from today: "last year", "this month", "two years ago", "the past two weeks",
 * "last 30 days", "yesterday", 去年, 最近五年.
 */
final class RelativePeriods {
  private static final int MOST = 2_000;
  private static final int A_FEW = 3;

  /** Words before "today" that make it a date; else it tells when somebody wants something. */
  private static final Set<String> DATED =
      Set.of("since", "from", "added", "released", "arrived", "listed", "published", "new", "of");

  private RelativePeriods() {}

  static Optional<Period> at(Message message, int i, LocalDate today) {
    return past(message, i, today)
        .or(() -> unit(message, i, today))
        .or(() -> ago(message, i, today))
        .or(() -> day(message, i, today));
  }

  /** "The past two weeks", "last 30 days", "last few years", "the last year". */
  private static Optional<Period> past(Message message, int i, LocalDate today) {
    Optional<CalendarPhrase> past = CalendarPhrase.at(message, i, Kind.PAST);
    if (past.isEmpty()) {
      return Optional.empty();
    }
    int at = past.get().to();
    boolean few = message.word(at).equals("few") || message.word(at).equals("couple");
    Optional<Reading> number = NumberReader.at(message, at).filter(Reading::isWhole);
    int count = few ? A_FEW : number.map(Reading::whole).orElse(1);
    int unitAt =
        few ? at + (message.word(at + 1).equals("of") ? 2 : 1) : number.map(Reading::to).orElse(at);
    boolean bare = !few && number.isEmpty();
    // "last year" is the one before, "the last year" the twelve months until now
    boolean article =
        message.word(past.get().to() - 2).equals("the") || message.word(i).equals("past");
    if (count < 1 || count > MOST || bare && !article && !isHanPast(message, i)) {
      return Optional.empty();
    }
    return ended(message, unitAt, count, today, i);
  }

  private static boolean isHanPast(Message message, int i) {
    return message.token(i).isHan();
  }

  private static Optional<Period> ended(
      Message message, int unitAt, int count, LocalDate today, int from) {
    Optional<Period> months =
        CalendarPhrase.at(message, unitAt, Kind.MONTHS)
            .filter(unit -> (long) unit.number() * count < 12L * MOST)
            .map(
                unit ->
                    Period.since(
                        today.minusMonths((long) unit.number() * count),
                        today,
                        unit.number() >= 12 ? Precision.YEARS : Precision.MONTH,
                        from,
                        unit.to()));
    return months.or(
        () ->
            CalendarPhrase.at(message, unitAt, Kind.DAYS)
                .map(
                    unit ->
                        Period.since(
                            today.minusDays((long) unit.number() * count),
                            today,
                            Precision.DAY,
                            from,
                            unit.to())));
  }

  /** "This year", "last month", "this week". */
  private static Optional<Period> unit(Message message, int i, LocalDate today) {
    Optional<CalendarPhrase> which =
        CalendarPhrase.at(message, i, Kind.CURRENT)
            .or(() -> CalendarPhrase.at(message, i, Kind.PREVIOUS));
    if (which.isEmpty() || message.word(i - 1).equals("the") && which.get().number() == 1) {
      return Optional.empty();
    }
    int back = which.get().number();
    int at = which.get().to();
    return CalendarPhrase.at(message, at, Kind.MONTHS)
        .filter(unit -> unit.number() == 12 || unit.number() == 1)
        .map(unit -> unit.number() == 12 ? year(today, back, i, unit) : month(today, back, i, unit))
        .or(
            () ->
                CalendarPhrase.at(message, at, Kind.DAYS)
                    .filter(unit -> unit.number() == 7)
                    .map(unit -> week(today, back, i, unit)));
  }

  private static Period year(LocalDate today, int back, int from, CalendarPhrase unit) {
    int year = today.getYear() - back;
    return Period.years(year, year, from, unit.to());
  }

  private static Period month(LocalDate today, int back, int from, CalendarPhrase unit) {
    LocalDate month = today.minusMonths(back);
    Period whole = Period.month(month.getYear(), month.getMonthValue(), from, unit.to());
    return back == 0 ? Period.since(whole.first(), today, Precision.MONTH, from, unit.to()) : whole;
  }

  private static Period week(LocalDate today, int back, int from, CalendarPhrase unit) {
    LocalDate monday =
        today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(back);
    return back == 0
        ? Period.since(monday, today, Precision.DAY, from, unit.to())
        : new Period(monday, monday.plusDays(6), Precision.DAY, false, from, unit.to());
  }

  /** "Two years ago", "a year ago", "三年前", "vor zwei Jahren". */
  private static Optional<Period> ago(Message message, int i, LocalDate today) {
    boolean one = message.word(i).equals("a");
    Optional<Reading> number =
        one ? Optional.of(new Reading(1, i + 1, "")) : NumberReader.at(message, i);
    return number
        .filter(r -> r.isWhole() && r.unit().isEmpty() && r.value() < 200)
        .flatMap(
            r ->
                CalendarPhrase.at(message, r.to(), Kind.MONTHS)
                    .filter(unit -> unit.number() == 12)
                    .flatMap(
                        unit ->
                            CalendarPhrase.at(message, unit.to(), Kind.AGO)
                                .map(
                                    ago -> {
                                      int year = today.getYear() - r.whole();
                                      return Period.years(year, year, i, ago.to());
                                    })));
  }

  private static Optional<Period> day(Message message, int i, LocalDate today) {
    return CalendarPhrase.at(message, i, Kind.TODAY)
        .filter(word -> isDated(message, i, word.to()))
        .map(word -> Period.day(today.minusDays(word.number()), i, word.to()));
  }

  private static boolean isDated(Message message, int i, int to) {
    boolean han = i < message.size() && message.token(i).isHan();
    return han
        ? "上新到发".contains(message.norm(to)) && !message.norm(to).isEmpty()
        : DATED.contains(message.word(i - 1));
  }
}
