package org.chatrec.conversation.planner.rules;

import java.util.Optional;
import org.chatrec.conversation.plan.Op;

/** The operators that cues before and after a number stand for. */
final class Bounds {
  private Bounds() {}

  static boolean isBound(CueKind kind) {
    return before(kind).isPresent() || kind == CueKind.AROUND || kind == CueKind.BETWEEN;
  }

  /** Of a cue before the number: "under 50". */
  static Optional<Op> before(CueKind kind) {
    return switch (kind) {
      case BELOW, BEFORE -> Optional.of(Op.LT);
      case AT_MOST, UNTIL, BUDGET -> Optional.of(Op.LTE);
      case ABOVE, AFTER -> Optional.of(Op.GT);
      case AT_LEAST, SINCE -> Optional.of(Op.GTE);
      default -> Optional.empty();
    };
  }

  /** What is left when a bound is denied. */
  static Op inverse(Op op) {
    return switch (op) {
      case LT -> Op.GTE;
      case LTE -> Op.GT;
      case GT -> Op.LTE;
      case GTE -> Op.LT;
      case EQ, IN -> Op.NOT;
      case NOT -> Op.EQ;
    };
  }

  /** Of a cue after the number: "50 or less". */
  static Optional<Op> after(CueKind kind) {
    return switch (kind) {
      case SUFFIX_AT_MOST -> Optional.of(Op.LTE);
      case SUFFIX_AT_LEAST -> Optional.of(Op.GTE);
      case SUFFIX_BELOW -> Optional.of(Op.LT);
      default -> Optional.empty();
    };
  }
}
