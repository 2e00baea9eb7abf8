package org.chatrec.conversation.state;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A message and what came of it.
 *
 * @param number from 1, rising
 * @param shown the hits in their order
 * @param atMillis when, since 1970
 * @param liked items that the plan is to be like, with their titles and without fields
 * @param asked the field that the answer asked back for, or null
 */
public record Turn(
    int number,
    String message,
    Plan plan,
    List<ShownItem> shown,
    long atMillis,
    List<ShownItem> liked,
    @Nullable String asked) {

  /** Longer messages are cut where they are remembered. */
  public static final int MAX_MESSAGE = 2_000;

  public Turn {
    message = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    shown = List.copyOf(shown.subList(0, Math.min(shown.size(), Plan.MAX_SIZE)));
    // turns that an older node wrote do not tell
    liked = liked == null ? List.of() : liked.stream().map(Turn::withoutFields).toList();
  }

  /** A turn that is about nothing in particular. */
  public Turn(int number, String message, Plan plan, List<ShownItem> shown, long atMillis) {
    this(number, message, plan, shown, atMillis, List.of());
  }

  /** A turn that asked nothing back. */
  public Turn(
      int number,
      String message,
      Plan plan,
      List<ShownItem> shown,
      long atMillis,
      List<ShownItem> liked) {
    this(number, message, plan, shown, atMillis, liked, null);
  }

  private static ShownItem withoutFields(ShownItem item) {
    return new ShownItem(item.id(), item.title(), Map.of());
  }
}
