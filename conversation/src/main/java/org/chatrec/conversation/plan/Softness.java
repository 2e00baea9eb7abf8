package org.chatrec.conversation.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What a search that finds nothing may give up, the softest first: bounds before wanted values, for
 * people mean "two hours" loosely and "horror" strictly, and what was said last before what was
 * said first. What was ruled out stays ruled out.
 */
public final class Softness {

  private Softness() {}

  /** The plan's filters that may be given up, in that order. */
  public static List<Filter> order(Plan plan) {
    List<Filter> reversed = plan.filters().reversed();
    List<Filter> soft = new ArrayList<>(reversed.stream().filter(f -> f.op().isBound()).toList());
    reversed.stream()
        .filter(filter -> !filter.op().isBound() && filter.op() != Op.NOT)
        .forEach(soft::add);
    return soft;
  }
}
