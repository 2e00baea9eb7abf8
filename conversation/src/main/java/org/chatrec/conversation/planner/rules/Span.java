package org.chatrec.conversation.planner.rules;

/**
 * Some of a message's tokens, and what they may be.
 *
 * @param from its first token
 * @param to after its last
 * @param what a {@link Cue}, a {@link Quantity}, a {@link Period} or a {@link NamedValue}
 * @param score how much is won if they are that
 */
record Span(int from, int to, Object what, double score) {
  /** Each span costs this much, so that one long span is better than several short ones. */
  private static final double COST = 0.25;

  private static final double CUE = 1;
  private static final double MEASURE = 1.2;
  private static final double VALUE = 1.3;

  static Span of(Cue cue) {
    return new Span(cue.from(), cue.to(), cue, CUE * (cue.to() - cue.from()) - COST);
  }

  static Span of(Quantity quantity) {
    int length = quantity.to() - quantity.from();
    return new Span(quantity.from(), quantity.to(), quantity, MEASURE * length - COST);
  }

  static Span of(Period period) {
    int length = period.to() - period.from();
    return new Span(period.from(), period.to(), period, MEASURE * length - COST);
  }

  static Span of(NamedValue value) {
    int length = value.to() - value.from();
    return new Span(value.from(), value.to(), value, VALUE * length - COST);
  }
}
