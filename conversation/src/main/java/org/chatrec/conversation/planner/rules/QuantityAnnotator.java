package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.jspecify.annotations.Nullable;

/** "Under 2 hours", "between 90 and 120 minutes", "$50 or less", "rated above 7": amounts. */
final class QuantityAnnotator implements Annotator {
  private static final double ABOUT = 0.15;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (int i = 0; i < message.size(); i++) {
      Optional<Amount> amount = draft.isUsed(i) ? Optional.empty() : Amount.at(message, i);
      if (amount.isPresent()) {
        constrain(message, context, draft, i, amount.get());
      }
    }
  }

  private static void constrain(
      Message message, RulesContext context, Draft draft, int i, Amount amount) {
    Cue before =
        message
            .cueBefore(i, Bounds::isBound)
            .or(() -> message.cueBefore(i, k -> k == CueKind.FROM))
            .orElse(null);
    Optional<Amount> upper = rangeEnd(message, amount, before);
    int end = upper.orElse(amount).to();
    Optional<Op> suffix = suffix(message, end);
    boolean around =
        message.is(end, CueKind.SUFFIX_AROUND) || before != null && before.kind() == CueKind.AROUND;
    FieldRole unitRole =
        Stream.of(Optional.of(amount), upper)
            .flatMap(Optional::stream)
            .map(Amount::role)
            .filter(r -> r != FieldRole.OTHER)
            .findFirst()
            .orElse(FieldRole.OTHER);
    boolean bounded =
        before != null && before.kind() != CueKind.FROM
            || upper.isPresent()
            || suffix.isPresent()
            || around;
    Cue after = message.cueAt(end);
    int to = suffix.isPresent() || around && after != null ? after.to() : end;
    int from = before != null && bounded ? before.from() : i;
    Optional<CardField> field =
        field(message, context, unitRole, from, to, amount.value(), bounded);
    if (field.isEmpty()) {
      dropUnknown(message, draft, unitRole, from, to);
      return;
    }
    boolean denied = bounded && upper.isEmpty() && Negation.directlyBefore(message, from);
    filters(field.get(), amount, upper, before, suffix, around).stream()
        .map(f -> denied ? new Filter(f.field(), Bounds.inverse(f.op()), f.value()) : f)
        .forEach(draft::add);
    draft.use(from, to);
  }

  private static Optional<Amount> rangeEnd(Message message, Amount amount, @Nullable Cue before) {
    boolean opened =
        before != null && (before.kind() == CueKind.BETWEEN || before.kind() == CueKind.FROM);
    boolean linked =
        switch (message.norm(amount.to())) {
          case "-", "–", "—", "to", "到", "至", "~" -> true;
          case "and" -> opened;
          default -> false;
        };
    return linked
        ? Amount.at(message, amount.to() + 1).map(end -> end.sharing(amount))
        : Optional.empty();
  }

  private static Optional<Op> suffix(Message message, int i) {
    Cue cue = message.cueAt(i);
    return cue == null || cue.from() != i ? Optional.empty() : Bounds.after(cue.kind());
  }

  private static Optional<CardField> field(
      Message message,
      RulesContext context,
      FieldRole unitRole,
      int from,
      int to,
      double value,
      boolean bounded) {
    if (unitRole != FieldRole.OTHER) {
      return context.field(unitRole);
    }
    Optional<CardField> named = named(message, context, from, to);
    return named.isPresent() || !bounded ? named : byValue(message, context, from, value);
  }

  /** The field whose name stands close to the number: "price under 50", "500 pages or more". */
  private static Optional<CardField> named(
      Message message, RulesContext context, int from, int to) {
    return Stream.of(from, from - 1, from - 2, from - 3, to, to + 1)
        .filter(i -> i >= 0 && i < message.size())
        .map(i -> context.fieldNamed(message.token(i).stem()))
        .flatMap(Optional::stream)
        .filter(f -> f.kind().isNumeric() && FieldRole.of(f) != FieldRole.YEAR)
        .findFirst();
  }

  /** A bound without a unit: what the comparing word is about, else the first field it can mean. */
  private static Optional<CardField> byValue(
      Message message, RulesContext context, int from, double value) {
    FieldRole role =
        switch (message.norm(from)) {
          case "cheaper" -> FieldRole.PRICE;
          case "shorter", "longer" -> FieldRole.DURATION;
          default -> FieldRole.OTHER;
        };
    if (role != FieldRole.OTHER) {
      return context.field(role);
    }
    boolean rated = Stream.of(from - 1, from - 2).anyMatch(i -> message.norm(i).equals("rated"));
    List<FieldRole> order =
        rated ? List.of(FieldRole.RATING) : List.of(FieldRole.PRICE, FieldRole.DURATION);
    return order.stream()
        .map(context::field)
        .flatMap(Optional::stream)
        .filter(f -> isInRange(f, value))
        .findFirst();
  }

  private static boolean isInRange(CardField field, double value) {
    Double min = field.min();
    Double max = field.max();
    return FieldRole.of(field) == FieldRole.PRICE
        || min == null
        || max == null
        || value >= min && value <= max;
  }

  private static List<Filter> filters(
      CardField field,
      Amount amount,
      Optional<Amount> upper,
      @Nullable Cue before,
      Optional<Op> suffix,
      boolean around) {
    double value = inUnit(field, amount);
    if (upper.isPresent()) {
      return between(field, value, inUnit(field, upper.get()));
    }
    if (around) {
      return between(field, value * (1 - ABOUT), value * (1 + ABOUT));
    }
    Op op =
        suffix
            .or(() -> before == null ? Optional.empty() : Bounds.before(before.kind()))
            .orElse(implied(field));
    return List.of(new Filter(field.name(), op, number(field, value)));
  }

  private static double inUnit(CardField field, Amount amount) {
    return Units.inFieldUnit(field, amount.role(), amount.value());
  }

  private static List<Filter> between(CardField field, double a, double b) {
    return List.of(
        new Filter(field.name(), Op.GTE, number(field, Math.min(a, b))),
        new Filter(field.name(), Op.LTE, number(field, Math.max(a, b))));
  }

  /** "A 50 dollar shirt" sets a limit; "4 stars" the least. */
  private static Op implied(CardField field) {
    return switch (FieldRole.of(field)) {
      case PRICE, DURATION -> Op.LTE;
      case RATING, POPULARITY -> Op.GTE;
      default -> Op.EQ;
    };
  }

  private static Object number(CardField field, double value) {
    return field.kind() == org.chatrec.conversation.catalog.FieldKind.INTEGER
        ? (Object) Math.round(value)
        : (Object) (Math.round(value * 100) / 100.0);
  }

  private static void dropUnknown(Message message, Draft draft, FieldRole role, int from, int to) {
    if (role != FieldRole.OTHER) {
      String what = role.name().toLowerCase(java.util.Locale.ROOT);
      draft.add(new Dropped(message.raw(from, to), "the catalogue has no " + what));
      draft.use(from, to);
    }
  }
}
