package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;

/**
 * Searches once more with a little less where that brings what the person will take: more than the
 * amount that nothing has exactly, what is about a subject that is no genre of it, what is for
 * other people where nothing is for these, or what comes nearest to cheaper where nothing is.
 */
final class SecondSearch {

  private final CatalogCard card;
  private final Function<Plan, PlanSearch.Outcome> search;

  SecondSearch(CatalogCard card, Function<Plan, PlanSearch.Outcome> search) {
    this.card = card;
    this.search = search;
  }

  /** What came of the plan, or of one that asks for less. */
  PlanSearch.Outcome of(Plan plan) {
    PlanSearch.Outcome first = search.apply(plan);
    List<Filter> exact = givenUp(plan, first, this::isAmount);
    List<Filter> subjects = givenUp(plan, first, this::isSubject);
    if (exact.isEmpty() && subjects.isEmpty()) {
      return nearest(plan, first).or(() -> forAnybody(plan, first)).orElse(first);
    }
    return exact.isEmpty() ? about(plan, subjects) : atLeast(plan, exact);
  }

  /** What the search gave up, having found nothing that has it and is what is wanted besides. */
  private static List<Filter> givenUp(
      Plan plan, PlanSearch.Outcome first, Predicate<Filter> which) {
    return plan.filters().stream()
        .filter(filter -> filter.op() == Op.EQ && which.test(filter))
        .filter(filter -> isGivenUp(filter, first))
        .toList();
  }

  private static boolean isGivenUp(Filter filter, PlanSearch.Outcome first) {
    return !first.plan().filters().contains(filter);
  }

  /**
   * "Cheaper", where nothing is: the cheapest there are come first. Beside words, and an order that
   * was asked for, the order stays.
   */
  private Optional<PlanSearch.Outcome> nearest(Plan plan, PlanSearch.Outcome first) {
    List<Filter> bounds =
        plan.filters().stream()
            .filter(filter -> filter.op().isBound() && isGivenUp(filter, first))
            .toList();
    boolean open = plan.query().isBlank() && plan.sort().isEmpty();
    return plan.intent() == Intent.REFINE && open && bounds.size() == 1
        ? Optional.of(nearest(plan, bounds.getFirst()))
        : Optional.empty();
  }

  private PlanSearch.Outcome nearest(Plan plan, Filter bound) {
    boolean below = bound.op() == Op.LT || bound.op() == Op.LTE;
    Sort order = new Sort(bound.field(), below ? SortOrder.ASC : SortOrder.DESC);
    List<Filter> rest = plan.filters().stream().filter(f -> !f.equals(bound)).toList();
    return search
        .apply(plan.withFilters(rest).withSort(List.of(order)))
        .afterGivingUp(List.of(bound), List.of());
  }

  private boolean isSubject(Filter filter) {
    return is(
        filter,
        field ->
            !field.isKind()
                && (FieldRole.of(field) == FieldRole.GENRE
                    || FieldRole.of(field) == FieldRole.TAG));
  }

  /** Where no drama of the genre "Family" is Japanese, one about a family will do. */
  private PlanSearch.Outcome about(Plan plan, List<Filter> subjects) {
    List<Filter> rest = new ArrayList<>(plan.filters());
    rest.removeAll(subjects);
    String words =
        subjects.stream()
            .map(subject -> String.valueOf(subject.value()))
            .collect(Collectors.joining(" "));
    return search
        .apply(plan.withFilters(rest).withQuery((plan.query() + " " + words).strip()))
        .afterGivingUp(subjects, List.of());
  }

  private boolean isAmount(Filter filter) {
    return is(filter, field -> field.kind().isNumeric() && FieldRole.of(field) == FieldRole.OTHER);
  }

  /**
   * Where no tent is for exactly four, one for five will do. What the first search gave up besides
   * this one may have kept: only what it gave up itself is said.
   */
  private PlanSearch.Outcome atLeast(Plan plan, List<Filter> exact) {
    List<Filter> wider =
        plan.filters().stream()
            .map(filter -> exact.contains(filter) ? atLeast(filter) : filter)
            .toList();
    return search
        .apply(plan.withFilters(wider))
        .afterGivingUp(exact, exact.stream().map(SecondSearch::atLeast).toList());
  }

  private static Filter atLeast(Filter exact) {
    return new Filter(exact.field(), Op.GTE, exact.value());
  }

  /**
   * Where nothing for a child is a hot-water bottle, and others are: whoever wants to give one
   * gives one of these.
   */
  private Optional<PlanSearch.Outcome> forAnybody(Plan plan, PlanSearch.Outcome first) {
    List<Filter> whom = plan.filters().stream().filter(this::isOfPerson).toList();
    if (whom.isEmpty() || isAnswer(first) || !first.relaxed().isEmpty()) {
      return Optional.empty();
    }
    List<Filter> rest = new ArrayList<>(plan.filters());
    rest.removeAll(whom);
    return Optional.of(search.apply(plan.withFilters(rest)))
        .filter(others -> isAnswer(others) && others.relaxed().isEmpty())
        .map(others -> others.without(whom));
  }

  private static boolean isAnswer(PlanSearch.Outcome outcome) {
    return !outcome.relevance().about().isFar();
  }

  private boolean isOfPerson(Filter filter) {
    return filter.op() != Op.NOT && is(filter, field -> FieldRole.of(field) == FieldRole.GENDER);
  }

  private boolean is(Filter filter, Predicate<CardField> kind) {
    return card.field(filter.field()).filter(kind).isPresent();
  }
}
