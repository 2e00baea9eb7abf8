package org.chatrec.conversation.planner.rules;

import java.util.List;
import java.util.Set;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.ShownItem;

/**
 * What is left of a search once another kind of thing is wanted: "sleeping bags then", after tents.
 * For whom, the budget and the properties go on, as far as there are such things; its measures, the
 * words that described the other thing do not, nor its order, nor what was compared with it
 * ("cheaper").
 */
final class KindChange {
  private KindChange() {}

  static Plan of(Plan before, RulesContext context) {
    List<Filter> kept =
        before.filters().stream()
            .filter(filter -> !isBrand(context, filter) && !isCompared(context, filter))
            .filter(filter -> !isMeasure(context, filter))
            .toList();
    return with(before, kept);
  }

  /**
   * The same where only a word says what is wanted ("and a spade"): what would be found with the
   * other conditions is no spade, so only whom it is for and the budget go on.
   */
  static Plan ofNamed(Plan before, RulesContext context) {
    return with(
        before,
        before.filters().stream()
            .filter(filter -> isOfPerson(context, filter) && !isCompared(context, filter))
            .toList());
  }

  private static boolean isOfPerson(RulesContext context, Filter filter) {
    return context
        .card()
        .field(filter.field())
        .map(FieldRole::of)
        .filter(Set.of(FieldRole.PRICE, FieldRole.GENDER, FieldRole.AGE)::contains)
        .isPresent();
  }

  private static Plan with(Plan before, List<Filter> kept) {
    return new Plan(
        before.intent(),
        "",
        kept,
        List.of(),
        List.of(),
        before.size(),
        before.references(),
        before.preferences());
  }

  /** Who makes shoes makes no kettles. */
  private static boolean isBrand(RulesContext context, Filter filter) {
    return filter.op() != Op.NOT
        && context
            .card()
            .field(filter.field())
            .filter(field -> FieldRole.of(field) == FieldRole.BRAND)
            .isPresent();
  }

  /** Players are of games and litres of aquariums: what one thing measures tells of no other. */
  private static boolean isMeasure(RulesContext context, Filter filter) {
    return context
        .card()
        .field(filter.field())
        .filter(field -> field.kind().isNumeric())
        .map(FieldRole::of)
        .filter(role -> role == FieldRole.OTHER || role == FieldRole.DURATION)
        .isPresent();
  }

  /** A bound that is the value of an item that was shown was set against that item. */
  private static boolean isCompared(RulesContext context, Filter filter) {
    boolean strict = filter.op() == Op.LT || filter.op() == Op.GT;
    return strict && context.shownBefore().stream().anyMatch(item -> has(item, filter));
  }

  private static boolean has(ShownItem item, Filter filter) {
    return item.fields().get(filter.field()) instanceof Number value
        && filter.value() instanceof Number bound
        && value.doubleValue() == bound.doubleValue();
  }
}
