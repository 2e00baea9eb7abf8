package org.chatrec.ranking.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;

/**
 * A user as they were, and what they liked afterwards: the last events of an order are held out, as
 * one would have to predict them.
 *
 * @param userId whose events these are
 * @param past folded from the older events
 * @param later items that the newer events speak well of and the older ones do not speak of; not
 *     empty
 */
public record HeldOut(String userId, UserHistory past, Set<String> later) {

  /** A click, or four stars. */
  public static final double LIKED = 0.3;

  /** Copies the set. */
  public HeldOut {
    later = Set.copyOf(later);
  }

  /**
   * Splits a user's events.
   *
   * @param ordered all about items, in the order in which they are split
   * @param share of the events that is held out, in (0,1)
   * @return empty where nothing is left to learn from or to predict
   */
  public static Optional<HeldOut> split(String userId, List<UserEvent> ordered, double share) {
    int kept = past(ordered.size(), share);
    UserHistory past = UserHistory.EMPTY.fold(ordered.subList(0, kept));
    Set<String> known = new HashSet<>();
    ordered.subList(0, kept).forEach(event -> known.add(event.itemId()));
    Set<String> later = new HashSet<>();
    for (ItemPreference item :
        UserHistory.EMPTY.fold(ordered.subList(kept, ordered.size())).items()) {
      if (item.preference() >= LIKED && !known.contains(item.itemId())) {
        later.add(item.itemId());
      }
    }
    return past.items().isEmpty() || later.isEmpty()
        ? Optional.empty()
        : Optional.of(new HeldOut(userId, past, later));
  }

  /** How many of a user's events are not held out. */
  public static int past(int events, double share) {
    return (int) Math.floor(events * (1 - share));
  }
}
