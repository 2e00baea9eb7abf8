package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.language.CalendarWord.Kind;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.planner.rules.Period.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Bounds a field of years or dates by the periods of a message: "from the nineties", "before 1980",
 * "1990-1999", "not from 2012 or 2013", "added since March".
 */
final class PeriodAnnotator implements Annotator {
  private static final Pattern AMOUNT = Pattern.compile("[1-9]\\d{2,}(?:[.,]\\d+){0,9}");

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

  /** Said of items before the time from which there are any. */
  private static final Set<String> COMING_OUT =
      Set.of(
          "released",
          "published",
          "out",
          "new",
          "arrived",
          "launched",
          "erschienen",
          "veröffentlicht",
          "neu",
          "raus");

  private static final int MOST_YEARS = 200;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (Period period : message.periods()) {
      Optional<CardField> field = field(message, context, period);
      if (field.isPresent()
          && !isOfAnEvent(message, period, field.get())
          && draft.isFree(period.from(), period.to())
          && !isQuantity(message, context, period)) {
        constrain(message, draft, field.get(), period);
      }
    }
  }

  /** Of several dates the one that is named ("added in May"), else the first. */
  private static Optional<CardField> field(Message message, RulesContext context, Period period) {
    List<CardField> all =
        context.card().fields().stream().filter(f -> FieldRole.of(f) == FieldRole.YEAR).toList();
    return all.stream()
        .filter(field -> isNamedBefore(message, field, period.from()))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /**
   * "My son starts school in September": a month of no year is when something happens, unless it
   * bounds what is wanted or is named as what the field tells.
   */
  private static boolean isOfAnEvent(Message message, Period period, CardField field) {
    boolean month =
        period.precision() != Precision.YEARS
            && IntStream.range(period.from(), period.to())
                .anyMatch(i -> CalendarPhrase.at(message, i, Kind.MONTH).isPresent())
            && IntStream.range(period.from(), period.to())
                .noneMatch(i -> YEAR.matcher(message.norm(i)).matches());
    Cue before = message.cueBefore(period.from(), kind -> true).orElse(null);
    boolean bounds = before != null && Bounds.before(before.kind()).isPresent();
    return month && !bounds && !isNamedBefore(message, field, period.from());
  }

  private static boolean isNamedBefore(Message message, CardField field, int from) {
    List<String> parts = FieldRole.nameParts(field.name());
    for (int i = Math.max(0, from - 3); i < from; i++) {
      if (parts.contains(message.token(i).stem()) || COMING_OUT.contains(message.word(i))) {
        return true;
      }
    }
    return false;
  }

  /** "Under 2000", "2000 dollars": a number that only looks like a year. */
  private static boolean isQuantity(Message message, RulesContext context, Period period) {
    if (period.precision() != Precision.YEARS || period.to() - period.from() > 1) {
      return false;
    }
    Cue before = message.cueBefore(period.from(), k -> isOfAmounts(k)).orElse(null);
    boolean aboutYear =
        before != null
            && context
                .fieldNamed(message.norm(before.from() - 1))
                .filter(f -> FieldRole.of(f) == FieldRole.YEAR)
                .isPresent();
    boolean one = period.first().getYear() == period.last().getYear();
    return before != null && !aboutYear && one || endsAmounts(message, period.from());
  }

  /** "From 1000 to 2000": what begins with no year does not end with one. */
  private static boolean endsAmounts(Message message, int i) {
    boolean linked =
        switch (message.word(i - 1)) {
          case "-", "–", "—", "~", "to", "and", "到", "至", "和", "与" -> true;
          default -> false;
        };
    return linked
        && AMOUNT.matcher(message.norm(i - 2)).matches()
        && message.at(i - 2, Period.class).isEmpty();
  }

  private static boolean isOfAmounts(CueKind kind) {
    return switch (kind) {
      case BELOW, AT_MOST, ABOVE, AT_LEAST, BUDGET -> true;
      default -> false;
    };
  }

  private static void constrain(Message message, Draft draft, CardField field, Period period) {
    if (field.kind() != FieldKind.DATE && period.precision() != Precision.YEARS) {
      draft.add(new Dropped(message.raw(period.from(), period.to()), "only years are known"));
      draft.use(period.from(), period.to());
      return;
    }
    Cue before = message.cueBefore(period.from(), k -> true).orElse(null);
    Period end = rangeEnd(message, period, before);
    Optional<Op> suffix = suffix(message, period.to());
    if (end != null) {
      between(message, draft, field, period, end, before);
    } else if (suffix.isPresent()) {
      draft.add(bound(field, suffix.get(), period));
      Cue after = message.cueAt(period.to());
      draft.use(period.from(), after == null ? period.to() + 1 : after.to());
    } else {
      bounded(message, draft, field, period, before);
      draft.use(period.from(), period.to());
    }
  }

  private static void between(
      Message message,
      Draft draft,
      CardField field,
      Period first,
      Period last,
      @Nullable Cue before) {
    boolean or =
        message.is(first.to(), CueKind.CONNECT_OR) || message.is(first.to(), CueKind.CONNECT_AND);
    if (or && isDenied(message, draft, first, before)) {
      exclude(message, draft, field, first);
      exclude(message, draft, field, last);
    } else if (or && !touch(first, last) && !message.is(first.to(), CueKind.CONNECT_AND)) {
      draft.add(new Filter(field.name(), Op.IN, years(Stream.of(first, last))));
    } else {
      boolean rising = !first.first().isAfter(last.first());
      draft.add(bound(field, Op.GTE, rising ? first : last));
      draft.add(bound(field, Op.LTE, rising ? last : first));
    }
    draft.use(first.from(), last.to());
  }

  /** "80s or 90s" is one stretch of time. */
  private static boolean touch(Period first, Period last) {
    Period earlier = first.first().isAfter(last.first()) ? last : first;
    Period later = earlier.equals(first) ? last : first;
    return !earlier.last().plusDays(1).isBefore(later.first())
        || earlier.first().getYear() != earlier.last().getYear();
  }

  private static List<Long> years(Stream<Period> periods) {
    return periods
        .flatMapToLong(p -> LongStream.rangeClosed(p.first().getYear(), p.last().getYear()))
        .limit(MOST_YEARS)
        .boxed()
        .distinct()
        .toList();
  }

  private static @Nullable Period rangeEnd(Message message, Period period, @Nullable Cue before) {
    boolean opened =
        before != null && (before.kind() == CueKind.BETWEEN || before.kind() == CueKind.FROM);
    int at = period.to();
    boolean linked =
        switch (message.word(at)) {
          case "-", "–", "—", "~", "to", "until", "till", "到", "至" -> true;
          case "and" -> opened;
          default ->
              message.is(at, CueKind.CONNECT_OR)
                  || message.is(at, CueKind.CONNECT_AND) && message.token(at).isHan();
        };
    int next = at + 1;
    while (linked && message.word(next).equals("the")) {
      next++;
    }
    int start = next;
    return linked
        ? message.at(start, Period.class).filter(p -> p.from() == start).orElse(null)
        : null;
  }

  private static Optional<Op> suffix(Message message, int i) {
    if (message.word(i).equals("on")) {
      return Optional.of(Op.GTE);
    }
    Cue after = message.cueAt(i);
    return after == null ? Optional.empty() : Bounds.after(after.kind());
  }

  private static void bounded(
      Message message, Draft draft, CardField field, Period period, @Nullable Cue before) {
    Optional<Op> op = before == null ? Optional.empty() : Bounds.before(before.kind());
    if (op.isPresent()) {
      boolean denied = Negation.directlyBefore(message, before.from());
      draft.add(bound(field, denied ? Bounds.inverse(op.get()) : op.get(), period));
      draft.use(before.from(), before.to());
    } else if (isDenied(message, draft, period, before)) {
      exclude(message, draft, field, period);
    } else if (period.untilNow()) {
      draft.add(bound(field, Op.GTE, period));
    } else if (field.kind() != FieldKind.DATE && isOneYear(period)) {
      draft.add(new Filter(field.name(), Op.EQ, (long) period.first().getYear()));
    } else {
      draft.add(bound(field, Op.GTE, period));
      draft.add(bound(field, Op.LTE, period));
    }
  }

  private static boolean isOneYear(Period period) {
    return period.first().getYear() == period.last().getYear();
  }

  private static boolean isDenied(
      Message message, Draft draft, Period period, @Nullable Cue before) {
    return Negation.before(message, draft, before == null ? period.from() : before.from() + 1);
  }

  /** Years can be listed; of days there are too many, so what is excluded must be one stretch. */
  private static void exclude(Message message, Draft draft, CardField field, Period period) {
    if (period.precision() != Precision.YEARS) {
      String part = message.raw(period.from(), period.to());
      draft.add(new Dropped(part, "only whole years can be left out"));
      return;
    }
    List<Long> years = years(Stream.of(period));
    draft.add(new Filter(field.name(), Op.NOT, years.size() == 1 ? years.getFirst() : years));
  }

  /** Before a period is before its first day, after it is after its last. */
  private static Filter bound(CardField field, Op op, Period period) {
    boolean start = op == Op.LT || op == Op.GTE;
    var day = start ? period.first() : period.last();
    Object value = field.kind() == FieldKind.DATE ? day.toString() : (Object) (long) day.getYear();
    return new Filter(field.name(), op, value);
  }
}
