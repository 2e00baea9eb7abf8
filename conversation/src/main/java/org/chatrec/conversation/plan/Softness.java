package org.chatrec.conversation.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a search that finds nothing may give up, the softest first: bounds before wanted values, for
 * people mean "two hours" loosely and "horror" strictly, and what was said last before what was
 * said first; what kind of thing it is comes last, and not at all where it is what is ruled out
 * that leaves none of the kind. What was ruled out stays ruled out.
 */
public final class Softness {

  private Softness() {}

  /**
   * The plan's filters that may be given up, in that order.
   *
   * @param isKind whether a filter says what kind of thing it is: whoever asks for a backpack is
   *     shown no jackets as long as there is a backpack
   */
  public static List<Filter> order(Plan plan, Predicate<Filter> isKind) {
    List<Filter> reversed = plan.filters().reversed();
    List<Filter> soft = new ArrayList<>(reversed.stream().filter(f -> f.op().isBound()).toList());
    boolean rulesOut = reversed.stream().anyMatch(filter -> filter.op() == Op.NOT);
    reversed.stream()
        .filter(filter -> !filter.op().isBound() && filter.op() != Op.NOT)
        .filter(filter -> !(rulesOut && isKind.test(filter)))
        .sorted(Comparator.comparing(isKind::test))
        .forEach(soft::add);
    return soft;
  }
}
