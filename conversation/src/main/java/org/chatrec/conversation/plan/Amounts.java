package org.chatrec.conversation.plan;

import java.util.List;

/** Bounds read from words, under the operator that a planner chose. */
final class Amounts {

  private Amounts() {}

  /**
   * Equal to "the nineties" is their range; greater than them is greater than their end. A single
   * bound ("under 50 bucks") speaks for itself where the operator says nothing, and else gives its
   * figure.
   */
  static List<Filter> withOp(Op op, List<Filter> read) {
    if (read.isEmpty() || op == Op.NOT) {
      return List.of();
    }
    if (!op.isBound()) {
      return read;
    }
    boolean end = op == Op.GT || op == Op.LTE;
    Filter told = end ? read.getLast() : read.getFirst();
    return List.of(new Filter(told.field(), op, told.value()));
  }
}
