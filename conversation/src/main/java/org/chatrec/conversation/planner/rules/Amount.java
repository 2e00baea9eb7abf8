package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;
import org.chatrec.conversation.planner.rules.Units.Unit;

/**
 * A number with its unit, in the unit's base (minutes for times).
 *
 * @param role what the unit measures; OTHER without a unit
 * @param factor of the unit
 * @param to index after the last token
 */
record Amount(double value, FieldRole role, double factor, int to) {
  private static final Pattern COMPACT = Pattern.compile("(\\d{1,2})h(\\d{2})m?");

  static Optional<Amount> at(Message message, int i) {
    int start =
        Units.of(message.norm(i)).filter(u -> u.role() == FieldRole.PRICE).isPresent() ? i + 1 : i;
    return oneHour(message, i)
        .or(() -> compact(message, i))
        .or(() -> chineseHours(message, i))
        .or(() -> chineseScore(message, i))
        .or(() -> NumberReader.at(message, start).flatMap(r -> of(message, start, r)));
  }

  /** A lower end without a unit has that of the upper end: "90 to 120 minutes" and the reverse. */
  Amount sharing(Amount lower) {
    return role == FieldRole.OTHER && lower.role != FieldRole.OTHER
        ? new Amount(value * lower.factor, lower.role, lower.factor, to)
        : this;
  }

  private static Optional<Amount> oneHour(Message message, int i) {
    boolean article = message.norm(i).equals("an") || message.norm(i).equals("a");
    boolean half =
        message.norm(i).equals("half")
            && message.norm(i + 1).equals("an")
            && message.norm(i + 2).equals("hour");
    if (half) {
      return Optional.of(new Amount(30, FieldRole.DURATION, 60, i + 3));
    }
    return article && message.norm(i + 1).equals("hour")
        ? Optional.of(withRest(message, 60, i + 2))
        : Optional.empty();
  }

  /** "一个半小时", "两小时半", "半个小时". */
  private static Optional<Amount> chineseHours(Message message, int i) {
    Optional<Reading> number = NumberReader.at(message, i).filter(r -> r.unit().isEmpty());
    boolean halfOnly = message.norm(i).equals("半");
    if (number.isEmpty() && !halfOnly) {
      return Optional.empty();
    }
    double hours = halfOnly ? 0.5 : number.get().value();
    int at = halfOnly ? i + 1 : number.get().to();
    at += message.norm(at).equals("个") ? 1 : 0;
    if (message.norm(at).equals("半") && !halfOnly) {
      hours += 0.5;
      at++;
    }
    boolean hour = message.norm(at).equals("小") && message.norm(at + 1).equals("时");
    if (!hour) {
      return Optional.empty();
    }
    at += 2;
    boolean halfAfter = message.norm(at).equals("半");
    return Optional.of(
        halfAfter
            ? new Amount(60 * hours + 30, FieldRole.DURATION, 60, at + 1)
            : withRest(message, 60 * hours, at));
  }

  /** "8分" is a score, "8分钟" a time. */
  private static Optional<Amount> chineseScore(Message message, int i) {
    return NumberReader.at(message, i)
        .filter(r -> r.unit().isEmpty() && message.norm(r.to()).equals("分"))
        .map(
            r ->
                message.norm(r.to() + 1).equals("钟")
                    ? new Amount(r.value(), FieldRole.DURATION, 1, r.to() + 2)
                    : new Amount(r.value(), FieldRole.RATING, 1, r.to() + 1));
  }

  /** "1h30". */
  private static Optional<Amount> compact(Message message, int i) {
    Matcher matcher = COMPACT.matcher(message.norm(i));
    return matcher.matches()
        ? Optional.of(
            new Amount(
                60.0 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2)),
                FieldRole.DURATION,
                60,
                i + 1))
        : Optional.empty();
  }

  private static Optional<Amount> of(Message message, int i, Reading reading) {
    int to = reading.to();
    double value = reading.value();
    boolean half =
        message.norm(to).equals("and")
            && message.norm(to + 1).equals("a")
            && message.norm(to + 2).equals("half");
    if (half) {
      value += 0.5;
      to += 3;
    }
    String word = reading.unit().isEmpty() ? message.norm(to) : reading.unit();
    Optional<Unit> unit = Units.of(word).or(() -> Units.of(message.norm(i - 1)));
    boolean after = reading.unit().isEmpty() && Units.isUnit(message.norm(to));
    if (!reading.unit().isEmpty() && unit.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        amount(message, value, unit.orElse(null), after ? afterUnit(message, to) : to));
  }

  private static Amount amount(
      Message message, double value, @org.jspecify.annotations.Nullable Unit unit, int to) {
    if (unit == null) {
      return new Amount(value, FieldRole.OTHER, 1, to);
    }
    return unit.role() == FieldRole.DURATION && unit.factor() == 60
        ? withRest(message, value * 60, to)
        : new Amount(value * unit.factor(), unit.role(), unit.factor(), to);
  }

  /** Chinese units have a second character: 分钟, 小时. */
  private static int afterUnit(Message message, int unitAt) {
    String pair = message.norm(unitAt) + message.norm(unitAt + 1);
    return unitAt + (pair.equals("小时") || pair.equals("块钱") || pair.equals("美元") ? 2 : 1);
  }

  /** What may follow hours: "and a half", "30 minutes", "30". */
  private static Amount withRest(Message message, double minutes, int to) {
    if (message.norm(to).equals("and")
        && message.norm(to + 1).equals("a")
        && message.norm(to + 2).equals("half")) {
      return new Amount(minutes + 30, FieldRole.DURATION, 60, to + 3);
    }
    int next = message.norm(to).equals("and") ? to + 1 : to;
    Optional<Reading> rest = NumberReader.at(message, next).filter(r -> r.value() < 60);
    if (rest.isPresent() && message.norm(rest.get().to()).equals("分")) {
      int end = rest.get().to() + (message.norm(rest.get().to() + 1).equals("钟") ? 2 : 1);
      return new Amount(minutes + rest.get().value(), FieldRole.DURATION, 60, end);
    }
    if (rest.isPresent()
        && (Units.of(message.norm(rest.get().to()))
            .filter(u -> u.factor() == 1 && u.role() == FieldRole.DURATION)
            .isPresent())) {
      return new Amount(
          minutes + rest.get().value(),
          FieldRole.DURATION,
          60,
          afterUnit(message, rest.get().to()));
    }
    boolean sticky =
        rest.filter(r -> Units.of(r.unit()).isPresent() || r.unit().equals("m")).isPresent();
    return sticky
        ? new Amount(minutes + rest.get().value(), FieldRole.DURATION, 60, rest.get().to())
        : new Amount(minutes, FieldRole.DURATION, 60, to);
  }
}
