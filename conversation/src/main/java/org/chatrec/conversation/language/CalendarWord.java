package org.chatrec.conversation.language;

/**
 * A word of dates: which kind, and which one of it ({@code MONTH 3} is March).
 *
 * @param number of the month, of the decade's first year, of days or months in a unit
 */
public record CalendarWord(Kind kind, int number) {

  /** What words of dates are. */
  public enum Kind {
    MONTH,
    DECADE,
    /** Early (1), mid (2) or late (3). */
    PART,
    /** A unit of so many days. */
    DAYS,
    /** A unit of so many months. */
    MONTHS,
    /** The unit that is now ("this week"). */
    CURRENT,
    /** The one before ("last week"). */
    PREVIOUS,
    /** So many units until now ("the past two weeks"). */
    PAST,
    AGO,
    /** So many days before today. */
    TODAY,
    CENTURY
  }
}
