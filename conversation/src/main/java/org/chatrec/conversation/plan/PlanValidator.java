package org.chatrec.conversation.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.ValueIndex;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.conversation.text.Characters;

/**
 * Lets through only what the catalogue has: known fields, operators that fit their kind, values
 * that exist (snapped to them) or convert to the field's type; resolves contradictions in favour of
 * the later filter and bounds every list and length. What it returns is safe to build a query from.
 */
public final class PlanValidator {
  private static final Set<FieldRole> AMOUNTS =
      Set.of(FieldRole.PRICE, FieldRole.DURATION, FieldRole.RATING, FieldRole.POPULARITY);

  private static final int MAX_FILTERS = 24;
  private static final int MAX_VALUES = 20;
  private static final int MAX_LIKE_ITEMS = 5;
  private static final int MAX_SORTS = 3;
  private static final int MAX_QUERY = 500;
  private static final int MAX_SPOKEN = 100;

  private final ValueIndexes indexes;
  private final AmountReader amounts;
  private final ValueSimilarity similarity;

  /** Understands figures, and values that are spelt nearly right. */
  public PlanValidator(ValueIndexes indexes) {
    this(indexes, AmountReader.NONE, ValueSimilarity.NONE);
  }

  /**
   * @param amounts for amounts in words
   * @param similarity for values that nothing else finds
   */
  public PlanValidator(ValueIndexes indexes, AmountReader amounts, ValueSimilarity similarity) {
    this.indexes = indexes;
    this.amounts = amounts;
    this.similarity = similarity;
  }

  /** The same validator, with another sense of likeness; shares what is dear to make. */
  public PlanValidator with(ValueSimilarity other) {
    return new PlanValidator(indexes, amounts, other);
  }

  public Validated validate(Plan plan, CatalogCard card) {
    List<Dropped> dropped = new ArrayList<>();
    List<Filter> filters = filters(plan.filters(), card, dropped);
    Plan valid =
        new Plan(
            plan.intent(),
            query(plan.query()),
            filters,
            plan.likeItems().stream().distinct().limit(MAX_LIKE_ITEMS).toList(),
            sorts(plan.sort(), card, dropped),
            Math.clamp(plan.size(), 1, Plan.MAX_SIZE),
            references(plan.references()),
            preferences(plan.preferences(), card, dropped),
            scope(plan));
    return new Validated(valid, dropped);
  }

  /** Only an item that is chosen needs no search. */
  private static Scope scope(Plan plan) {
    return plan.scope() == Scope.REFERENCED && plan.intent() != Intent.FEEDBACK
        ? Scope.ALL
        : plan.scope();
  }

  private List<Filter> filters(List<Filter> filters, CatalogCard card, List<Dropped> dropped) {
    List<Filter> valid = new ArrayList<>();
    for (Filter filter : filters) {
      if (valid.size() >= MAX_FILTERS) {
        dropped.add(new Dropped(describe(filter), "more than " + MAX_FILTERS + " filters"));
      } else {
        valid.addAll(filter(filter, card, dropped));
      }
    }
    return Contradictions.resolve(valid);
  }

  private List<Filter> filter(Filter filter, CatalogCard card, List<Dropped> dropped) {
    Optional<CardField> field = card.field(filter.field());
    if (field.isEmpty() && isExcludedWords(filter, card)) {
      return FilterValues.text(filter.value())
          .map(words -> new Filter(filter.field(), Op.NOT, words))
          .stream()
          .toList();
    }
    if (field.isEmpty()) {
      dropped.add(
          new Dropped(describe(filter), "the catalogue has no filterable field of that name"));
      return List.of();
    }
    if (!FilterValues.allows(field.get().kind(), filter.op())) {
      dropped.add(new Dropped(describe(filter), "the field has no order"));
      return List.of();
    }
    if (isYearOnDate(filter, field.get())) {
      return yearOfDate(filter);
    }
    List<Filter> spoken = spoken(filter, field.get());
    return spoken.isEmpty()
        ? converted(filter, field.get(), indexes.of(card), dropped).stream().toList()
        : spoken.stream()
            .flatMap(f -> converted(f, field.get(), indexes.of(card), dropped).stream())
            .toList();
  }

  /** What no title or text may say: the one filter on a field that need not be on the card. */
  private static boolean isExcludedWords(Filter filter, CatalogCard card) {
    return filter.op() == Op.NOT
        && (filter.field().equals(card.titleField()) || card.textFields().contains(filter.field()));
  }

  /** Amounts in words, as far as they set bounds; plain figures are not its matter. */
  private List<Filter> spoken(Filter filter, CardField field) {
    return filter.value() instanceof String text
            && field.kind().isOrdered()
            && !FilterValues.isFigure(text)
            && text.length() <= MAX_SPOKEN
        ? Amounts.withOp(filter.op(), amounts.read(field, text))
        : List.of();
  }

  private Optional<Filter> converted(
      Filter filter, CardField field, ValueIndex index, List<Dropped> dropped) {
    List<Object> values = new ArrayList<>();
    for (Object raw : filter.values().stream().limit(MAX_VALUES).toList()) {
      FilterValues.convert(field, filter.op(), raw, index)
          .or(() -> nearest(field, raw))
          .ifPresentOrElse(
              values::add,
              () ->
                  dropped.add(
                      new Dropped(describe(filter.field(), filter.op(), raw), unknown(field))));
    }
    return rebuilt(filter, values.stream().distinct().toList());
  }

  private Optional<Object> nearest(CardField field, Object raw) {
    return field.kind() == FieldKind.KEYWORD && raw instanceof String text && !text.isBlank()
        ? similarity.nearest(field, text).filter(FilterValues.valuesOf(field)::contains).map(v -> v)
        : Optional.empty();
  }

  private static Optional<Filter> rebuilt(Filter filter, List<Object> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() == 1) {
      Op op = filter.op() == Op.IN ? Op.EQ : filter.op();
      return Optional.of(new Filter(filter.field(), op, values.getFirst()));
    }
    return switch (filter.op()) {
      case EQ, IN -> Optional.of(new Filter(filter.field(), Op.IN, values));
      case NOT -> Optional.of(new Filter(filter.field(), Op.NOT, values));
      default -> Optional.of(new Filter(filter.field(), filter.op(), values.getLast()));
    };
  }

  private static boolean isYearOnDate(Filter filter, CardField field) {
    return field.kind() == FieldKind.DATE
        && filter.op() == Op.EQ
        && Characters.isFigures(String.valueOf(filter.value()), 4);
  }

  private static List<Filter> yearOfDate(Filter filter) {
    return List.of(
        new Filter(filter.field(), Op.GTE, filter.value() + "-01-01"),
        new Filter(filter.field(), Op.LTE, filter.value() + "-12-31"));
  }

  private static String unknown(CardField field) {
    return field.kind() == FieldKind.KEYWORD
        ? "the catalogue has no such value"
        : "not a value of kind " + field.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static List<Sort> sorts(List<Sort> sorts, CatalogCard card, List<Dropped> dropped) {
    List<Sort> valid = new ArrayList<>();
    for (Sort sort : sorts) {
      boolean sortable =
          card.field(sort.field())
              .filter(f -> f.kind() != FieldKind.TEXT && !isNumberInWords(f))
              .isPresent();
      if (sortable && valid.size() < MAX_SORTS) {
        valid.add(sort);
      } else {
        dropped.add(new Dropped("sort by " + shortened(sort.field()), "not a field to sort by"));
      }
    }
    return valid.stream().distinct().toList();
  }

  /** Prices that are stored as words: "9.00" would come after "12.50". */
  private static boolean isNumberInWords(CardField field) {
    return field.kind() == FieldKind.KEYWORD && AMOUNTS.contains(FieldRole.of(field));
  }

  private List<Preference> preferences(
      List<Preference> preferences, CatalogCard card, List<Dropped> dropped) {
    List<Preference> valid = new ArrayList<>();
    for (Preference p : preferences.stream().limit(MAX_VALUES).toList()) {
      if (p.field() == null || p.value() == null) {
        valid.add(p);
      } else {
        Op op = p.like() ? Op.EQ : Op.NOT;
        filter(new Filter(p.field(), op, p.value()), card, dropped)
            .forEach(
                f -> valid.add(Preference.ofValue(p.like(), f.field(), String.valueOf(f.value()))));
      }
    }
    return valid.stream().distinct().toList();
  }

  private static List<Integer> references(List<Integer> references) {
    return references.stream().filter(r -> r >= 1 && r <= Plan.MAX_SIZE).distinct().toList();
  }

  private static String query(String query) {
    String clean = Characters.plain(query).strip();
    return clean.length() > MAX_QUERY ? clean.substring(0, MAX_QUERY).strip() : clean;
  }

  private static String describe(Filter filter) {
    return describe(filter.field(), filter.op(), filter.value());
  }

  private static String describe(String field, Op op, Object value) {
    return shortened(field + " " + op.label() + " " + value);
  }

  private static String shortened(String text) {
    String clean = Characters.plain(text);
    return clean.length() > 120 ? clean.substring(0, 120) + "…" : clean;
  }
}
