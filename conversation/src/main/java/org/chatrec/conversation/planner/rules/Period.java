package org.chatrec.conversation.planner.rules;

import java.time.LocalDate;

/**
 * A time that a message names.
 *
 * @param first its first day
 * @param last its last day
 * @param precision how exactly it is named
 * @param untilNow whether it ends now ("the last 30 days"), and so only its beginning is a bound
 * @param from its first token
 * @param to index after its last
 */
record Period(
    LocalDate first, LocalDate last, Precision precision, boolean untilNow, int from, int to) {

  /** How exactly a time is named. */
  enum Precision {
    YEARS,
    MONTH,
    DAY
  }

  static Period years(int first, int last, int from, int to) {
    return new Period(
        LocalDate.of(first, 1, 1), LocalDate.of(last, 12, 31), Precision.YEARS, false, from, to);
  }

  static Period month(int year, int month, int from, int to) {
    LocalDate first = LocalDate.of(year, month, 1);
    LocalDate last = first.plusMonths(1).minusDays(1);
    return new Period(first, last, Precision.MONTH, false, from, to);
  }

  static Period day(LocalDate day, int from, int to) {
    return new Period(day, day, Precision.DAY, false, from, to);
  }

  static Period since(LocalDate first, LocalDate today, Precision precision, int from, int to) {
    return new Period(first, today, precision, true, from, to);
  }

  Period at(int start, int end) {
    return new Period(first, last, precision, untilNow, start, end);
  }
}
