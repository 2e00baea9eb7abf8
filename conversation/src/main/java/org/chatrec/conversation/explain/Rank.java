package org.chatrec.conversation.explain;

/** A place among all items; 0 of 0 where it is not known. */
record Rank(long rank, long of) {

  static Rank of(Reason reason) {
    return reason.details().get("rank") instanceof Number rank
            && reason.details().get("of") instanceof Number of
        ? new Rank(rank.longValue(), of.longValue())
        : new Rank(0, 0);
  }

  boolean isKnown() {
    return rank > 0 && of >= rank;
  }
}
