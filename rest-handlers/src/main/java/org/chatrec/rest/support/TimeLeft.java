package org.chatrec.rest.support;

import org.chatrec.conversation.llm.Deadline;
import org.opensearch.common.unit.TimeValue;

/** A deadline in the terms of the server's client. */
public final class TimeLeft {

  private TimeLeft() {}

  /** What is left, at least a moment: a client that is given no time waits for ever. */
  public static TimeValue of(Deadline deadline) {
    return TimeValue.timeValueMillis(Math.max(1, deadline.remaining().toMillis()));
  }

  /** The same for retrieval, which ends with whoever waits for it. */
  public static org.chatrec.retrieval.Deadline retrieval(Deadline deadline) {
    return new org.chatrec.retrieval.Deadline(
        deadline::remaining, () -> deadline.cancellation().isCancelled());
  }
}
