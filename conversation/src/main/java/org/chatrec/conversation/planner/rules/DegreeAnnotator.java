package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.language.Dimension;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.planner.rules.Degree.Form;
import org.chatrec.conversation.planner.rules.Draft.Signal;
import org.chatrec.conversation.state.ShownItem;

/**
 * "Cheaper", "the longest", "recent", "newest first". A comparative sets a bound relative to the
 * liked item, the items referred to, or what was shown last; with nothing to compare with, it
 * becomes an order, as superlatives are.
 */
final class DegreeAnnotator implements Annotator {
  private static final Set<String> OF_THINGS =
      Set.of("release", "released", "published", "publication", "made", "built", "year");

  private static final Pattern INDEFINITE = Pattern.compile("an?|ein(e[nmrs]?)?");

  /** Of one thing; "newer", too, where there is anything to compare with. */
  private static final Set<String> NEUER = Set.of("neuer", "neues", "neuen");

  /** Words of a field's name, as people say it. */
  private static final int MOST_NAME = 4;

  private static final int RECENT_YEARS = 5;
  private static final int OLD_YEARS = 30;
  private static final long SHORT_MINUTES = 90;
  private static final long LONG_MINUTES = 150;

  @Override
  public void annotate(Message message, RulesContext context, Draft draft) {
    for (Cue cue : message.cues()) {
      Degree degree = cue.degree();
      if (degree != null && draft.isFree(cue.from(), cue.to())) {
        if (!sortByNamed(message, context, draft, cue, degree)) {
          field(message, context, draft, cue, degree)
              .ifPresentOrElse(
                  field -> apply(message, context, draft, cue, degree, field),
                  () -> unknown(message, draft, cue, degree));
        }
      }
    }
  }

  private static Optional<CardField> field(
      Message message, RulesContext context, Draft draft, Cue cue, Degree degree) {
    return degree.extent() ? Extents.of(message, context, draft, cue) : context.field(degree);
  }

  /** "The longest battery life", "the lowest noise": the field that is named beside it counts. */
  private static boolean sortByNamed(
      Message message, RulesContext context, Draft draft, Cue cue, Degree degree) {
    if (degree.form() != Form.SUPERLATIVE) {
      return false;
    }
    for (int words = MOST_NAME; words > 0; words--) {
      if (sortByNamed(message, context, draft, cue, degree, cue.to(), cue.to() + words)
          || sortByNamed(message, context, draft, cue, degree, cue.from() - words, cue.from())) {
        return true;
      }
    }
    return false;
  }

  /** Chinese names the field before: 续航最长. */
  private static boolean sortByNamed(
      Message message,
      RulesContext context,
      Draft draft,
      Cue cue,
      Degree degree,
      int from,
      int to) {
    boolean outside = from < 0 || to > message.size() || !draft.isFree(from, to);
    if (outside || from < cue.from() && !message.token(from).isHan()) {
      return false;
    }
    Optional<CardField> named =
        context
            .fieldCalled(message.key(from, to))
            .filter(field -> field.kind().isOrdered() && canOrder(degree, field));
    named.ifPresent(
        field -> {
          sort(draft, field, degree);
          draft.use(Math.min(from, cue.from()), Math.max(to, cue.to()));
        });
    return named.isPresent();
  }

  /** What is cheap is so by its price: the cheapest noise-cancelling ones are not the quietest. */
  private static boolean canOrder(Degree degree, CardField field) {
    return degree.role() != FieldRole.PRICE || FieldRole.of(field) == FieldRole.PRICE;
  }

  private static void unknown(Message message, Draft draft, Cue cue, Degree degree) {
    if (degree.form() != Form.ADJECTIVE && (degree.extent() || !degree.needsName())) {
      String what = degree.extent() ? "measure of that" : degree.subject();
      draft.add(new Dropped(message.raw(cue.from(), cue.to()), "the catalogue has no " + what));
      draft.use(cue.from(), cue.to());
    }
  }

  private static void apply(
      Message message, RulesContext context, Draft draft, Cue cue, Degree degree, CardField field) {
    boolean first = message.word(cue.to()).equals("first");
    if (degree.form() == Form.SUPERLATIVE || first) {
      sort(draft, field, degree);
      draft.use(cue.from(), cue.to() + (first ? 1 : 0));
    } else if (degree.form() == Form.EXCESS && Negation.before(message, draft, cue.from())) {
      moderate(context, draft, degree, field);
      draft.use(cue.from(), cue.to());
    } else if (isAnother(message, draft, cue, degree, field)) {
      draft.use(cue.from(), cue.to());
    } else if (degree.form() != Form.ADJECTIVE) {
      compare(message, context, draft, cue, degree, field);
    } else if (isOfThings(degree, field) && describesItems(message, draft, cue)) {
      if (field.kind() == FieldKind.DATE) {
        sort(draft, field, degree); // "new arrivals": the shop has had most things for few years
      } else if (!isBounded(draft, field)) {
        describe(context, draft, degree, field, Negation.before(message, draft, cue.from()));
      }
      draft.use(cue.from(), cue.to());
    }
  }

  /**
   * Whether the field tells how old things themselves are: an old dog's bed was not put into the
   * shop long ago.
   */
  private static boolean isOfThings(Degree degree, CardField field) {
    return degree.role() != FieldRole.YEAR
        || degree.up()
        || field.kind() != FieldKind.DATE
        || isDateOfThings(field);
  }

  /**
   * "I need a new jacket", "neuer Rucksack": another one than somebody has, where a field tells
   * since when things are sold.
   */
  private static boolean isAnother(
      Message message, Draft draft, Cue cue, Degree degree, CardField field) {
    boolean another = INDEFINITE.matcher(message.word(cue.from() - 1)).matches();
    boolean alone = cue.from() == 0 && NEUER.contains(message.word(cue.from()));
    return degree.role() == FieldRole.YEAR
        && degree.up()
        && field.kind() == FieldKind.DATE
        && (another || alone)
        && draft.isUsed(cue.to());
  }

  private static boolean isDateOfThings(CardField field) {
    return FieldRole.nameParts(field.name()).stream().anyMatch(OF_THINGS::contains);
  }

  private static void compare(
      Message message, RulesContext context, Draft draft, Cue cue, Degree degree, CardField field) {
    List<ShownItem> basis = basis(message, context, draft, cue);
    Optional<Object> pivot = Pivots.of(basis, field, degree.up());
    // "too long" complains of what was shown; of nothing it is no order
    if (degree.form() == Form.EXCESS && (pivot.isEmpty() || isBounded(draft, field))) {
      draft.use(cue.from(), cue.to());
      return;
    }
    pivot.ifPresentOrElse(
        value -> draft.add(new Filter(field.name(), degree.up() ? Op.GT : Op.LT, value)),
        () -> sort(draft, field, degree));
    if (draft.liked().isEmpty()) {
      draft.signal(Signal.COMPARATIVE);
    }
    draft.use(cue.from(), cue.to());
  }

  /** "Short, under 80 minutes": figures say what the word means. */
  private static boolean isBounded(Draft draft, CardField field) {
    return draft.filters().stream()
        .anyMatch(f -> f.field().equals(field.name()) && f.op().isBound());
  }

  /** "Not too long": no long one; of what has no measure of long, the least first. */
  private static void moderate(RulesContext context, Draft draft, Degree degree, CardField field) {
    if (isBounded(draft, field)) {
      return;
    }
    if (degree.role() == FieldRole.YEAR || degree.role() == FieldRole.DURATION) {
      describe(context, draft, degree.extreme(), field, true);
    } else {
      sort(draft, field, degree);
    }
  }

  private static List<ShownItem> basis(
      Message message, RulesContext context, Draft draft, Cue cue) {
    int named = cue.to() + (message.word(cue.to()).equals("than") ? 1 : 0);
    boolean than = message.word(named - 1).equals("than");
    if (than && !message.isBreak(named) && !draft.isUsed(named)) {
      String rest = message.raw(named, message.size());
      Optional<ShownItem> item =
          Titles.longest(context.shown(), rest).or(() -> context.titles().of(rest));
      if (item.isPresent()) {
        int words = Titles.key(item.get().title()).split(" ").length;
        draft.use(cue.to(), Math.min(message.size(), named + words));
        return List.of(item.get());
      }
    }
    if (!draft.liked().isEmpty()) {
      return draft.liked();
    }
    return draft.references().isEmpty()
        ? context.shown()
        : draft.references().stream().map(r -> context.shown().get(r - 1)).toList();
  }

  /** "Sorted by year, oldest first": the direction that is spelt out counts. */
  private static void sort(Draft draft, CardField field, Degree degree) {
    draft.sorts().removeIf(s -> s.field().equals(field.name()));
    draft.add(new Sort(field.name(), degree.up() ? SortOrder.DESC : SortOrder.ASC));
  }

  /** "Old films", "old horror", "short, please" are about items; "an old man" is not. */
  private static boolean describesItems(Message message, Draft draft, Cue cue) {
    int next = cue.to();
    boolean cheap = cue.degree() != null && cue.degree().role() == FieldRole.PRICE;
    return cheap && !draft.values().isEmpty() // "cheap bluetooth speaker"
        || message.isBreak(next)
        || draft.isUsed(next)
        || message.cueAt(next) != null;
  }

  /**
   * @param denied "not a short one": what is left is the rest
   */
  private static void describe(
      RulesContext context, Draft draft, Degree degree, CardField field, boolean denied) {
    switch (degree.role()) {
      case YEAR -> add(draft, year(context, degree, field), denied);
      case DURATION -> {
        long minutes = degree.up() ? LONG_MINUTES : SHORT_MINUTES;
        double value = context.measures().inFieldUnit(field, Dimension.TIME, minutes);
        add(draft, new Filter(field.name(), degree.up() ? Op.GTE : Op.LTE, value), denied);
      }
      case RATING -> {
        if (!denied) {
          upperQuarter(draft, field, degree);
        }
      }
      default -> {
        if (!denied) {
          sort(draft, field, degree);
        }
      }
    }
  }

  private static void add(Draft draft, Filter filter, boolean denied) {
    draft.add(
        denied ? new Filter(filter.field(), Bounds.inverse(filter.op()), filter.value()) : filter);
  }

  /** Seen from the catalogue's newest item: in one that ends in 2018, 2015 is recent. */
  private static Filter year(RulesContext context, Degree degree, CardField field) {
    Double max = field.max();
    boolean year = max != null && max > 1800 && max < context.thisYear();
    int newest = year ? max.intValue() : context.thisYear();
    return degree.up()
        ? new Filter(field.name(), Op.GTE, (long) newest - RECENT_YEARS)
        : new Filter(field.name(), Op.LTE, (long) newest - OLD_YEARS);
  }

  private static void upperQuarter(Draft draft, CardField field, Degree degree) {
    Double min = field.min();
    Double max = field.max();
    if (min == null || max == null) {
      sort(draft, field, degree);
    } else {
      double bound = Math.round((min + 0.75 * (max - min)) * 10) / 10.0;
      draft.add(new Filter(field.name(), Op.GTE, bound));
    }
  }
}
