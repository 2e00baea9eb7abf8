package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;

/** "Two years ago", "last year", "this year", "去年", "三年前": one year, counted from now. */
final class RelativeYears {
  private static final int MOST = 200;

  private RelativeYears() {}

  /**
   * @param to index after the last token
   */
  record Found(int year, int to) {}

  static Optional<Found> at(Message message, int i, int thisYear) {
    return named(message, i, thisYear).or(() -> ago(message, i, thisYear));
  }

  private static Optional<Found> named(Message message, int i, int thisYear) {
    if (!message.is(i + 1, CueKind.YEAR_WORD)) {
      return Optional.empty();
    }
    return switch (message.norm(i)) {
      case "this", "今" -> Optional.of(new Found(thisYear, i + 2));
      case "去" -> Optional.of(new Found(thisYear - 1, i + 2));
      // "the last year" is the past twelve months
      case "last" ->
          (message.norm(i + 1).equals("year") || message.norm(i + 1).equals("year's"))
                  && !message.norm(i - 1).equals("the")
              ? Optional.of(new Found(thisYear - 1, i + 2))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Found> ago(Message message, int i, int thisYear) {
    boolean one = message.norm(i).equals("a");
    Optional<Reading> number =
        one ? Optional.of(new Reading(1, i + 1, "")) : NumberReader.at(message, i);
    return number
        .filter(r -> r.isWhole() && r.unit().isEmpty() && r.value() < MOST)
        .filter(r -> message.is(r.to(), CueKind.YEAR_WORD) && isAgo(message.norm(r.to() + 1)))
        .map(r -> new Found(thisYear - r.whole(), r.to() + 2));
  }

  private static boolean isAgo(String norm) {
    return norm.equals("ago") || norm.equals("back") || norm.equals("前");
  }
}
