package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * "Under 2 hours", "between 90 and 120 minutes", "$50 or less", "rated above 7", "less than 2 kg":
 * amounts. One with a unit that no field counts in is never taken for another: as a bound it is
 * dropped, else it stays among the words ("500 ml", "10-pack").
 */
final class QuantityAnnotator implements Annotator {
  /** Of the bound before, what another figure for it may be, up or down. */
  /** Words between "for" and an age: "for a little girl of 8". */
  private static final int MOST_BEFORE_AGE = 5;

  private static final double MOST_TIMES = 4;

  private static final double ABOUT = 0.15;
  private static final int MOST_PERSONS = 12;
  private static final double GRAM = 0.001;

  /** In gigabytes; nobody sells less by now. */
  private static final int LEAST_MEMORY = 8;

  /** A weight or a length that is named is rarely exact. */
  private static final double NEARLY = 0.05;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    int i = 0;
    while (i < message.size()) {
      // "my daughter is 5": the daughter has been read already
      Optional<Quantity> quantity =
          quantityAt(message, i).filter(q -> !draft.isUsed(q.to() - 1) && isFree(draft, q));
      int next = i + 1;
      if (quantity.isPresent()) {
        constrain(message, context, draft, meant(message, context, quantity.get()));
        next = Math.max(next, quantity.get().to());
      }
      i = next;
    }
  }

  private static boolean isFree(Draft draft, Quantity quantity) {
    return quantity.dimension() == Dimension.AGE || !draft.isUsed(quantity.from());
  }

  private static Quantity meant(Message message, RulesContext context, Quantity quantity) {
    return isForPersons(message, context, quantity)
        ? Quantity.of(quantity.value(), Dimension.PERSONS, 1, quantity.from(), quantity.to())
        : asMemory(message, context, quantity);
  }

  /** "A tent for two", "a tent for two that survives storms", "für uns vier". */
  private static boolean isForPersons(Message message, RulesContext context, Quantity quantity) {
    return !quantity.hasUnit()
        && isForSome(message, quantity.from())
        && isOfNothing(message, quantity.to())
        && quantity.value() <= MOST_PERSONS
        && !context.measuring(Dimension.PERSONS).isEmpty();
  }

  /** "For two", "for the two of us", "for us two". */
  private static boolean isForSome(Message message, int number) {
    int before = number - 1;
    while (before > 0 && (message.isArticle(before) || message.word(before).equals("us"))) {
      before--;
    }
    return message.word(before).equals("for");
  }

  /** Nothing that is counted follows: "for two weeks" tells of no people, "for two in red" does. */
  private static boolean isOfNothing(Message message, int i) {
    Cue next = message.cueAt(i);
    return message.isBreak(i) || next != null && !isCountable(next.kind());
  }

  private static boolean isCountable(CueKind kind) {
    return switch (kind) {
      case NOUN, FILM_NOUN, DEGREE, OCCASION, WEAK, YEAR_WORD, CONNECT_OR -> true;
      default -> Bounds.after(kind).isPresent() || kind == CueKind.SUFFIX_AROUND;
    };
  }

  /** "256G": grams are rarely counted in powers of two, and memory always is. */
  private static Quantity asMemory(Message message, RulesContext context, Quantity quantity) {
    String sign = message.norm(quantity.to() - 1);
    double grams = quantity.value() / GRAM;
    boolean memory =
        quantity.dimension() == Dimension.MASS
            && sign.endsWith("g")
            && !sign.endsWith("kg")
            && grams >= LEAST_MEMORY
            && Long.bitCount(Math.round(grams)) == 1
            && !context.measuring(Dimension.DATA).isEmpty();
    return memory
        ? Quantity.of(Math.round(grams), Dimension.DATA, 1, quantity.from(), quantity.to())
        : quantity;
  }

  /** Of the cover, or a number without a unit where the cover has nothing better. */
  private static Optional<Quantity> quantityAt(Message message, int i) {
    Optional<Quantity> covered = message.at(i, Quantity.class);
    if (covered.isPresent()) {
      return covered.filter(q -> q.from() == i);
    }
    return message.at(i, NamedValue.class).isPresent()
        ? Optional.empty()
        : QuantityReader.at(message, i).filter(q -> !q.hasUnit());
  }

  private static void constrain(
      Message message, RulesContext context, Draft draft, Quantity quantity) {
    int i = quantity.from();
    Cue before =
        message
            .cueBefore(i, Bounds::isBound)
            .or(() -> message.cueBefore(i, k -> k == CueKind.FROM))
            .or(() -> linked(message, i))
            .orElse(null);
    Optional<Quantity> upper = rangeEnd(message, quantity, before);
    int end = upper.orElse(quantity).to();
    Optional<Op> suffix = suffix(message, end);
    boolean around =
        message.is(end, CueKind.SUFFIX_AROUND) || before != null && before.kind() == CueKind.AROUND;
    Dimension dimension =
        quantity.hasUnit()
            ? quantity.dimension()
            : upper.map(Quantity::dimension).orElse(Dimension.NONE);
    boolean bounded =
        before != null && before.kind() != CueKind.FROM
            || upper.isPresent()
            || quantity.upper() > quantity.value()
            || suffix.isPresent()
            || around;
    Cue after = message.cueAt(end);
    int to = (suffix.isPresent() || around) && after != null ? after.to() : end;
    int from = before != null && bounded ? before.from() : i;
    if (bounded && dimension == Dimension.NONE && countsThings(message, draft, end)) {
      return;
    }
    if (!bounded && !quantity.hasUnit() && asBefore(message, context, draft, quantity)) {
      return;
    }
    Optional<CardField> field =
        field(message, context, draft, dimension, from, to, quantity, bounded);
    if (dimension == Dimension.PERSONS
        && field
            .filter(f -> Extents.areUnknown(message, context, draft, from, to, f))
            .isPresent()) {
      dropNumber(message, draft, quantity); // no game tells how many it is for
      return;
    }
    if (field.isEmpty()) {
      dropUnknown(message, draft, dimension, from, to, bounded);
      return;
    }
    noteCurrency(message, draft, field.get(), quantity, upper);
    boolean denied = bounded && upper.isEmpty() && Negation.directlyBefore(message, from);
    filters(context, field.get(), quantity, upper, before, suffix, around).stream()
        .map(f -> denied ? new Filter(f.field(), Bounds.inverse(f.op()), f.value()) : f)
        .forEach(draft::add);
    draft.use(from, to);
  }

  /** "For two" says nothing to a text; "for a family of five" does. */
  private static void dropNumber(Message message, Draft draft, Quantity quantity) {
    if (!message.at(quantity.from(), Quantity.class).filter(Quantity::hasUnit).isPresent()) {
      draft.add(new Dropped(message.raw(quantity.from(), quantity.to()), "no field tells"));
      draft.use(quantity.from(), quantity.to());
    }
  }

  /** "Under 50 dollars" of prices in euros: the figure counts as it is, and the answer says so. */
  private static void noteCurrency(
      Message message, Draft draft, CardField field, Quantity quantity, Optional<Quantity> upper) {
    Currencies.foreign(message, field, quantity)
        .or(() -> upper.flatMap(end -> Currencies.foreign(message, field, end)))
        .map(said -> Dropped.currency(said, field.said().unit()))
        .ifPresent(draft::add);
  }

  /** "What about 250?": another figure for the bound that there is. */
  private static boolean asBefore(
      Message message, RulesContext context, Draft draft, Quantity quantity) {
    boolean allowed = isAllowed(message, quantity);
    boolean alone = allowed || message.cueAt(0) != null && message.is(0, CueKind.REFINE);
    for (int i = 0; i < message.size(); i++) {
      boolean own = quantity.from() <= i && i < quantity.to();
      alone &=
          own || message.cueAt(i) != null || !message.token(i).isWord() || isAssent(message, i);
    }
    List<Filter> bounds =
        context.state().lastSearch().stream()
            .flatMap(plan -> plan.filters().stream())
            .filter(f -> f.op().isBound() && f.value() instanceof Number)
            .toList();
    if (!alone || bounds.isEmpty()) {
      return false;
    }
    Filter bound =
        bounds.stream().filter(f -> isPrice(context, f)).findFirst().orElse(bounds.getLast());
    if (allowed && !isLike(quantity.value(), ((Number) bound.value()).doubleValue())) {
      return false;
    }
    draft.add(new Filter(bound.field(), bound.op(), quantity.value()));
    draft.use(quantity.from(), allowed ? message.size() : quantity.to());
    return true;
  }

  /** "700 is ok", "700 geht auch", 700也行: a figure, and that it will do. */
  private static boolean isAllowed(Message message, Quantity quantity) {
    return IntStream.range(0, quantity.from()).allMatch(i -> isSmall(message, i))
        && quantity.to() < message.size()
        && IntStream.range(quantity.to(), message.size()).anyMatch(i -> isAssent(message, i));
  }

  /** "Oh well, 700 is ok". */
  private static boolean isSmall(Message message, int i) {
    return message.isBreak(i) || message.is(i, CueKind.STOP) || message.is(i, CueKind.GREETING);
  }

  private static boolean isAssent(Message message, int i) {
    return message.word(i).equals("okay");
  }

  /** "2 is fine" is no price where 600 was one. */
  private static boolean isLike(double value, double bound) {
    return value >= bound / MOST_TIMES && value <= bound * MOST_TIMES;
  }

  private static boolean isPrice(RulesContext context, Filter filter) {
    return context.field(FieldRole.PRICE).filter(f -> f.name().equals(filter.field())).isPresent();
  }

  /** "No more than 3 digits": what follows is what is counted. */
  private static boolean countsThings(Message message, Draft draft, int i) {
    return !message.isBreak(i)
        && message.token(i).isWord()
        && !message.token(i).isHan()
        && message.cueAt(i) == null
        && !draft.isUsed(i)
        && message.at(i, NamedValue.class).isEmpty()
        && !message.token(i).norm().equals(message.token(i).stem());
  }

  private static Optional<Quantity> rangeEnd(
      Message message, Quantity quantity, @Nullable Cue before) {
    boolean opened =
        before != null && (before.kind() == CueKind.BETWEEN || before.kind() == CueKind.FROM);
    boolean linked =
        switch (message.word(quantity.to())) {
          case "-", "–", "—", "to", "到", "至", "~" -> true;
          case "and" -> opened;
          case "和", "与" -> true;
          default -> false;
        };
    if (!linked) {
      return Optional.empty();
    }
    int next = quantity.to() + 1;
    int start = message.is(next, CueKind.AT_MOST) ? message.cueAt(next).to() : next;
    return quantityAt(message, start)
        .filter(end -> !isHanAnd(message, quantity.to()) || isBetween(message, end.to()))
        .map(end -> end.sharing(quantity));
  }

  private static boolean isHanAnd(Message message, int i) {
    return message.is(i, CueKind.CONNECT_AND) && message.token(i).isHan();
  }

  /** 100和200之间: what opens an English range ends a Chinese one. */
  private static boolean isBetween(Message message, int i) {
    return message.is(i, CueKind.BETWEEN) && message.token(i).isHan();
  }

  /** "512 GB and under 1.3 kg": what may close a bound opens the next where a number follows. */
  private static Optional<Cue> linked(Message message, int i) {
    return message
        .cueBefore(i, kind -> Bounds.after(kind).isPresent())
        .filter(cue -> isLink(message, cue));
  }

  private static boolean isLink(Message message, Cue cue) {
    return message.is(cue.from(), CueKind.CONNECT_AND) || message.word(cue.from()).equals("and");
  }

  /** "50 or less", and "700 CHF at most", with nothing for it to bound behind. */
  private static Optional<Op> suffix(Message message, int i) {
    Cue cue = message.cueAt(i);
    if (cue == null || cue.from() != i) {
      return Optional.empty();
    }
    boolean open = QuantityReader.at(message, cue.to()).isEmpty();
    boolean last = (cue.kind() == CueKind.AT_MOST || cue.kind() == CueKind.AT_LEAST) && open;
    return last
        ? Bounds.before(cue.kind())
        : Bounds.after(cue.kind()).filter(op -> open || !isLink(message, cue));
  }

  private static Optional<CardField> field(
      Message message,
      RulesContext context,
      Draft draft,
      Dimension dimension,
      int from,
      int to,
      Quantity quantity,
      boolean bounded) {
    Optional<CardField> named = named(message, context, from, to);
    if (dimension != Dimension.NONE) {
      List<CardField> all = context.measuring(dimension);
      return named
          .filter(all::contains)
          .or(
              () ->
                  dimension == Dimension.COUNT
                      ? counted(message, context, quantity)
                      : Optional.empty())
          .or(
              () ->
                  all.size() > 1
                      ? Extents.ofNamed(message, context, draft, from, to, all)
                      : Optional.empty())
          .or(() -> all.stream().findFirst());
    }
    return named.isPresent() || !bounded
        ? named
        : byValue(message, context, from, quantity.value());
  }

  /** "1000 pieces", "192 pages": what is counted is what the field is called. */
  private static Optional<CardField> counted(
      Message message, RulesContext context, Quantity quantity) {
    return context
        .fieldNamed(Words.stem(message.word(quantity.to() - 1)))
        .filter(field -> field.kind().isNumeric() && FieldRole.of(field) == FieldRole.OTHER);
  }

  /** The field whose name stands close to the number: "price under 50", "500 pages or more". */
  private static Optional<CardField> named(
      Message message, RulesContext context, int from, int to) {
    return Stream.of(from, from - 1, from - 2, from - 3, to, to + 1)
        .filter(i -> i >= 0 && i < message.size() && isSameClause(message, i, from, to))
        .filter(i -> isOnlyForm(message, context, i + 1, from))
        .flatMap(i -> namedAt(message, context, i).stream())
        .filter(field -> FieldRole.of(field) != FieldRole.STOCK || !isCeiling(message, from))
        .findFirst();
  }

  /** "Under 50, in stock": nobody looks for what there are few of. */
  private static boolean isCeiling(Message message, int from) {
    return message.is(from, CueKind.BELOW) || message.is(from, CueKind.AT_MOST);
  }

  private static Optional<CardField> namedAt(Message message, RulesContext context, int i) {
    return context
        .fieldNamed(message.token(i).stem())
        .or(() -> hanName(message, context, i))
        .filter(f -> f.kind().isNumeric() && FieldRole.of(f) != FieldRole.YEAR)
        .filter(f -> !isNameOfAmount(message, context, i, f));
  }

  /** In "30h battery under 150", the battery is what the 30 hours are of. */
  private static boolean isNameOfAmount(
      Message message, RulesContext context, int i, CardField field) {
    return message
        .at(i - 1, Quantity.class)
        .filter(Quantity::hasUnit)
        .filter(q -> q.dimension() == context.measures().of(field))
        .isPresent();
  }

  /** "Noise cancelling headphones under 200" says nothing of the noise. */
  private static boolean isOnlyForm(Message message, RulesContext context, int from, int to) {
    return IntStream.range(from, Math.max(from, to))
        .allMatch(
            i ->
                message.cueAt(i) != null
                    || message.token(i).isHan()
                    || context.fieldNamed(message.token(i).stem()).isPresent());
  }

  private static boolean isSameClause(Message message, int i, int from, int to) {
    return IntStream.range(Math.min(i, from), Math.max(i, to)).noneMatch(message::isBreak);
  }

  /** 评分: names of two characters. */
  private static Optional<CardField> hanName(Message message, RulesContext context, int i) {
    return message.token(i).isHan() && i + 1 < message.size()
        ? context.fieldNamed(message.key(i, i + 2))
        : Optional.empty();
  }

  /** A bound without a unit: what the comparing word is about, else the first field it can mean. */
  private static Optional<CardField> byValue(
      Message message, RulesContext context, int from, double value) {
    Cue cue = message.cueAt(from);
    Optional<CardField> compared =
        cue == null || cue.degree() == null ? Optional.empty() : context.field(cue.degree());
    if (compared.isPresent()) {
      return compared;
    }
    boolean rated =
        Stream.of(from - 1, from - 2).anyMatch(i -> message.word(i).equals("rated"))
            || isOrderedByRating(message) && isFloor(message, from) && isRating(context, value);
    List<FieldRole> order =
        rated ? List.of(FieldRole.RATING) : List.of(FieldRole.PRICE, FieldRole.DURATION);
    return order.stream()
        .map(context::field)
        .flatMap(Optional::stream)
        .filter(f -> isInRange(f, value))
        .findFirst();
  }

  /** "Top rated, over 4.5". */
  private static boolean isOrderedByRating(Message message) {
    return message.cues(CueKind.DEGREE).stream()
        .map(Cue::degree)
        .anyMatch(degree -> degree != null && degree.role() == FieldRole.RATING);
  }

  private static boolean isFloor(Message message, int from) {
    return message.is(from, CueKind.ABOVE) || message.is(from, CueKind.AT_LEAST);
  }

  private static boolean isRating(RulesContext context, double value) {
    return context
        .field(FieldRole.RATING)
        .filter(field -> field.max() != null && isInRange(field, value))
        .isPresent();
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
      RulesContext context,
      CardField field,
      Quantity quantity,
      Optional<Quantity> upper,
      @Nullable Cue before,
      Optional<Op> suffix,
      boolean around) {
    Measures measures = context.measures();
    double value = measures.inFieldUnit(field, quantity);
    double end =
        measures.inFieldUnit(
            field,
            upper.orElse(quantity).dimension(),
            upper.map(Quantity::value).orElse(quantity.upper()));
    if (end != value || upper.isPresent()) {
      return between(field, value, end);
    }
    if (around) {
      return between(field, value * (1 - ABOUT), value * (1 + ABOUT));
    }
    Optional<Op> said =
        suffix
            .or(() -> before == null ? Optional.empty() : Bounds.before(before.kind()))
            .or(() -> before == null ? Optional.empty() : Bounds.after(before.kind()));
    if (said.isEmpty() && isMeasured(quantity.dimension())) {
      return between(field, value * (1 - NEARLY), value * (1 + NEARLY));
    }
    Object exact = number(field, value);
    if (said.isEmpty()) {
      Optional<List<Filter>> pair = FieldPair.of(context.card(), field).map(p -> p.holding(exact));
      if (pair.isPresent()) {
        return pair.get();
      }
    }
    return List.of(
        new Filter(field.name(), said.orElse(implied(field, measures.of(field))), exact));
  }

  private static boolean isMeasured(Dimension dimension) {
    return dimension == Dimension.MASS
        || dimension == Dimension.LENGTH
        || dimension == Dimension.VOLUME;
  }

  private static List<Filter> between(CardField field, double a, double b) {
    return List.of(
        new Filter(field.name(), Op.GTE, number(field, Math.min(a, b))),
        new Filter(field.name(), Op.LTE, number(field, Math.max(a, b))));
  }

  /** "A 50 dollar shirt" sets a limit; "4 stars" the least; for six, what is from six or less. */
  private static Op implied(CardField field, Dimension dimension) {
    return switch (FieldRole.of(field)) {
      case PRICE, DURATION -> Op.LTE;
      case RATING, POPULARITY -> Op.GTE;
      case AGE -> isGreatestAge(field) ? Op.GTE : Op.LTE;
      default -> dimension == Dimension.TIME ? Op.GTE : Op.EQ; // a battery of 30 hours
    };
  }

  /** {@code age_to}, {@code max_age}: the person may be at most so old. */
  private static boolean isGreatestAge(CardField field) {
    return FieldRole.nameParts(field.name()).stream()
        .anyMatch(part -> part.equals("to") || part.equals("max") || part.equals("until"));
  }

  private static Object number(CardField field, double value) {
    return field.kind() == FieldKind.INTEGER
        ? (Object) Math.round(value)
        : (Object) (Math.round(value * 100) / 100.0);
  }

  /** A price or a time that no field tells is no word to search for; other figures may be. */
  private static void dropUnknown(
      Message message, Draft draft, Dimension dimension, int from, int to, boolean bounded) {
    String what =
        switch (dimension) {
          case MONEY -> "price";
          case STARS -> "rating";
          case TIME -> "duration";
          default -> "";
        };
    if (dimension == Dimension.AGE && !isOfWhomItIsFor(message, from)) {
      return; // "about a 12 year old"
    }
    boolean certain =
        dimension == Dimension.MONEY || dimension == Dimension.STARS || dimension == Dimension.AGE;
    if (dimension != Dimension.NONE && (bounded || certain)) {
      String reason = what.isEmpty() ? "no field tells" : "the catalogue has no " + what;
      draft.add(new Dropped(message.raw(from, to), reason));
      draft.use(from, to);
    }
  }

  /** "For my 6 year old", "for children of 6"; a film about a 12 year old is about one. */
  private static boolean isOfWhomItIsFor(Message message, int age) {
    return IntStream.rangeClosed(1, MOST_BEFORE_AGE)
        .anyMatch(i -> message.word(age - i).equals("for") || message.norm(age - i).equals("适"));
  }
}
