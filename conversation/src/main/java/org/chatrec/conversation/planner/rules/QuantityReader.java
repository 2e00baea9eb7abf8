package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.language.Unit;
import org.chatrec.conversation.planner.rules.NumberReader.Reading;

/** Reads numbers with what they count: "$50", "2.5 kg", "10-pack", "6-year-old", "1h30", "39 €". */
final class QuantityReader {
  private static final Pattern COMPACT = Pattern.compile("(\\d{1,2})h(\\d{2})m?");
  private static final Pattern CODE =
      Pattern.compile(
          "usd|eur|gbp|chf|inr|rs|cny|rmb|jpy|cad|aud|sek|nok|dkk|pln|aed|[^\\p{L}\\d]+");

  /** The longest unit in words ("% discount", "years of age"). */
  private static final int MOST = 4;

  private static final int MOST_BEFORE = 2;

  /** "He is 2,000" is no age. */
  private static final int OLDEST = 120;

  private QuantityReader() {}

  static Optional<Quantity> at(Message message, int i) {
    if (i < 0 || i >= message.size()) {
      return Optional.empty();
    }
    return spelt(message, i)
        .or(() -> grand(message, i))
        .or(() -> single(message, i))
        .or(() -> prefixed(message, i))
        .or(() -> numbered(message, i));
  }

  private static Optional<Quantity> numbered(Message message, int i) {
    Optional<Unit> sign = prefix(message, i);
    int start = sign.isPresent() ? i + 1 : i;
    return NumberReader.spaced(message, start)
        .flatMap(r -> of(message, i, r, sign))
        .filter(q -> q.dimension() == Dimension.MONEY)
        .or(() -> NumberReader.at(message, start).flatMap(r -> of(message, i, r, sign)));
  }

  /** "A grand", "half a grand". */
  private static Optional<Quantity> grand(Message message, int i) {
    boolean half = message.word(i).equals("half");
    int article = half ? i + 1 : i;
    return message.word(article).equals("a")
        ? message
            .vocabulary()
            .unit(message.norm(article + 1))
            .filter(unit -> unit.dimension() == Dimension.MONEY && unit.factor() > 1)
            .map(
                unit ->
                    Quantity.of(unit.factor() / (half ? 2 : 1), Dimension.MONEY, 1, i, article + 2))
        : Optional.empty();
  }

  /** "A litre", "half a kilo"; in "a litre of milk" it is how much of something. */
  private static Optional<Quantity> single(Message message, int i) {
    boolean half = message.word(i).equals("half");
    int article = half ? i + 1 : i;
    return message.word(article).equals("a")
        ? message
            .vocabulary()
            .unit(message.norm(article + 1))
            .filter(unit -> unit.dimension() == Dimension.MASS || isVolume(unit))
            .filter(unit -> !message.word(article + 2).equals("of"))
            .map(unit -> new Reading(half ? 0.5 : 1, article + 2, ""))
            .flatMap(
                one ->
                    message
                        .vocabulary()
                        .unit(message.norm(article + 1))
                        .map(unit -> quantity(one, unit, i, one.to())))
        : Optional.empty();
  }

  private static boolean isVolume(Unit unit) {
    return unit.dimension() == Dimension.VOLUME;
  }

  /** "Aged 8", "he is 10": what the number counts stands before it. */
  private static Optional<Quantity> prefixed(Message message, int i) {
    for (int to = Math.min(message.size() - 1, i + MOST_BEFORE); to > i; to--) {
      Optional<Unit> unit = message.vocabulary().prefix(message.phrase(i, to));
      Optional<Quantity> number = unit.isEmpty() ? Optional.empty() : numbered(message, to);
      if (number.filter(q -> !q.hasUnit() && q.value() <= OLDEST).isPresent()) {
        Quantity bare = number.get();
        return Optional.of(
            new Quantity(bare.value(), bare.upper(), unit.get().dimension(), 1, i, bare.to()));
      }
    }
    return Optional.empty();
  }

  /** "$", "GBP": a sign of money before the number; "won" there is another word. */
  private static Optional<Unit> prefix(Message message, int i) {
    return CODE.matcher(message.norm(i)).matches()
        ? message.vocabulary().unit(message.norm(i)).filter(u -> u.dimension() == Dimension.MONEY)
        : Optional.empty();
  }

  private static Optional<Quantity> of(
      Message message, int i, Reading number, Optional<Unit> sign) {
    if (!number.unit().isEmpty()) {
      return message.vocabulary().unit(number.unit()).map(u -> quantity(number, u, i, number.to()));
    }
    int to = number.to();
    boolean half = isAndAHalf(message, to);
    Reading whole = half ? new Reading(number.value() + 0.5, to + 3, "") : number;
    Optional<Measured> after = unitAfter(message, whole.to());
    if (after.isPresent()) {
      return Optional.of(andAHalf(message, timed(message, whole, after.get(), i)));
    }
    return Optional.of(
        sign.map(u -> quantity(whole, u, i, whole.to()))
            .orElseGet(() -> quantity(whole, new Unit(Dimension.NONE, 1), i, whole.to())));
  }

  /** "一升半". */
  private static Quantity andAHalf(Message message, Quantity quantity) {
    return message.norm(quantity.to()).equals("半") && quantity.upper() == quantity.value()
        ? Quantity.of(
            quantity.value() + quantity.factor() / 2,
            quantity.dimension(),
            quantity.factor(),
            quantity.from(),
            quantity.to() + 1)
        : quantity;
  }

  /** A unit and where it ends. */
  private record Measured(Unit unit, int to) {}

  /** The longest unit after a number; hyphens and slashes in it do not count ("6-year-old"). */
  private static Optional<Measured> unitAfter(Message message, int from) {
    StringBuilder phrase = new StringBuilder();
    Measured longest = null;
    int words = 0;
    for (int i = from; i < message.size() && words < MOST; i++) {
      boolean joint = message.norm(i).equals("-") || message.norm(i).equals("/");
      if (joint && !(message.isGlued(i) && message.isGlued(i + 1))) {
        break;
      }
      if (!joint) {
        phrase.append(words++ == 0 ? "" : " ").append(message.norm(i));
        Optional<Unit> unit = message.vocabulary().unit(phrase.toString());
        boolean loose =
            message.norm(i).equals("\"") && !message.isGlued(i)
                || i > from && !message.token(i).isWord(); // "150-£250"
        if (unit.isPresent() && !loose) {
          longest = new Measured(unit.get(), i + 1);
        }
      }
    }
    return Optional.ofNullable(longest);
  }

  private static Quantity timed(Message message, Reading number, Measured measured, int i) {
    boolean hours = measured.unit().dimension() == Dimension.TIME && measured.unit().factor() == 60;
    return hours
        ? withRest(message, number.value() * 60, i, measured.to())
        : quantity(number, measured.unit(), i, measured.to());
  }

  private static Quantity quantity(Reading number, Unit unit, int from, int to) {
    boolean money = unit.dimension() == Dimension.MONEY || unit.dimension() == Dimension.NONE;
    double value = money ? number.value() : number.measure();
    double upper = number.upper() == number.value() ? value : number.upper();
    return new Quantity(
        value * unit.factor(), upper * unit.factor(), unit.dimension(), unit.factor(), from, to);
  }

  private static boolean isAndAHalf(Message message, int i) {
    return message.word(i).equals("and")
        && message.word(i + 1).equals("a")
        && message.word(i + 2).equals("half");
  }

  /** Times, and numbers of persons, that are not a number and a unit. */
  private static Optional<Quantity> spelt(Message message, int i) {
    return persons(message, i).or(() -> time(message, i)).or(() -> counted(message, i));
  }

  /** "Dreijährige". */
  private static Optional<Quantity> counted(Message message, int i) {
    return message
        .vocabulary()
        .counted(message.norm(i))
        .map(
            counted ->
                Quantity.of(
                    counted.number() * counted.unit().factor(),
                    counted.unit().dimension(),
                    counted.unit().factor(),
                    i,
                    i + 1));
  }

  /** "双人帐篷", "单人". */
  private static Optional<Quantity> persons(Message message, int i) {
    int count =
        switch (message.norm(i)) {
          case "单" -> 1;
          case "双" -> 2;
          default -> 0;
        };
    return count > 0 && message.norm(i + 1).equals("人")
        ? Optional.of(Quantity.of(count, Dimension.PERSONS, 1, i, i + 2))
        : Optional.empty();
  }

  private static Optional<Quantity> time(Message message, int i) {
    return oneHour(message, i).or(() -> compact(message, i)).or(() -> chinese(message, i));
  }

  private static Optional<Quantity> oneHour(Message message, int i) {
    boolean article = message.word(i).equals("an") || message.word(i).equals("a");
    boolean half =
        message.word(i).equals("half")
            && message.word(i + 1).equals("an")
            && message.word(i + 2).equals("hour");
    if (half) {
      return Optional.of(Quantity.of(30, Dimension.TIME, 60, i, i + 3));
    }
    return article && message.word(i + 1).equals("hour")
        ? Optional.of(withRest(message, 60, i, i + 2))
        : Optional.empty();
  }

  /** "1h30". */
  private static Optional<Quantity> compact(Message message, int i) {
    Matcher matcher = COMPACT.matcher(message.norm(i));
    return matcher.matches()
        ? Optional.of(
            Quantity.of(
                60.0 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2)),
                Dimension.TIME,
                60,
                i,
                i + 1))
        : Optional.empty();
  }

  /** "一个半小时", "两小时半", "半个小时", and "8分", which is a score. */
  private static Optional<Quantity> chinese(Message message, int i) {
    boolean halfOnly = message.norm(i).equals("半");
    Optional<Reading> number =
        NumberReader.at(message, i).filter(r -> r.unit().isEmpty() && !halfOnly);
    if (number.isEmpty() && !halfOnly) {
      return Optional.empty();
    }
    int at = halfOnly ? i + 1 : number.get().to();
    if (message.norm(at).equals("分") && !message.norm(at + 1).equals("钟") && !halfOnly) {
      return Optional.of(Quantity.of(number.get().value(), Dimension.STARS, 1, i, at + 1));
    }
    double hours = halfOnly ? 0.5 : number.get().value();
    at += message.norm(at).equals("个") ? 1 : 0;
    if (message.norm(at).equals("半") && !halfOnly) {
      hours += 0.5;
      at++;
    }
    if (!(message.norm(at).equals("小") && message.norm(at + 1).equals("时"))) {
      return Optional.empty();
    }
    boolean halfAfter = message.norm(at + 2).equals("半");
    return Optional.of(
        halfAfter
            ? Quantity.of(60 * hours + 30, Dimension.TIME, 60, i, at + 3)
            : withRest(message, 60 * hours, i, at + 2));
  }

  /** What may follow hours: "and a half", "30 minutes", "30m". */
  private static Quantity withRest(Message message, double minutes, int from, int to) {
    if (isAndAHalf(message, to)) {
      return Quantity.of(minutes + 30, Dimension.TIME, 60, from, to + 3);
    }
    int next = message.word(to).equals("and") ? to + 1 : to;
    Optional<Reading> rest = NumberReader.at(message, next).filter(r -> r.value() < 60);
    if (rest.isPresent()) {
      int end = endOfMinutes(message, rest.get());
      if (end > 0) {
        return Quantity.of(minutes + rest.get().value(), Dimension.TIME, 60, from, end);
      }
    }
    return Quantity.of(minutes, Dimension.TIME, 60, from, to);
  }

  private static int endOfMinutes(Message message, Reading rest) {
    if (message.norm(rest.to()).equals("分")) {
      return rest.to() + (message.norm(rest.to() + 1).equals("钟") ? 2 : 1);
    }
    if (rest.unit().isEmpty()) {
      return unitAfter(message, rest.to())
          .filter(m -> m.unit().equals(new Unit(Dimension.TIME, 1)))
          .map(Measured::to)
          .orElse(0);
    }
    boolean sticky = rest.unit().equals("m") || message.vocabulary().unit(rest.unit()).isPresent();
    return sticky ? rest.to() : 0;
  }
}
