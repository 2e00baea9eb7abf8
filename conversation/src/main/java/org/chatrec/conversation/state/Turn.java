package org.chatrec.conversation.state;

import java.util.List;
import org.chatrec.conversation.plan.Plan;

/**
 * A message and what came of it.
 *
 * @param number from 1, rising
 * @param shown the hits in their order
 * @param atMillis when, since 1970
 */
public record Turn(int number, String message, Plan plan, List<ShownItem> shown, long atMillis) {

  /** Longer messages are cut where they are remembered. */
  public static final int MAX_MESSAGE = 2_000;

  public Turn {
    message = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    shown = List.copyOf(shown.subList(0, Math.min(shown.size(), Plan.MAX_SIZE)));
  }
}
