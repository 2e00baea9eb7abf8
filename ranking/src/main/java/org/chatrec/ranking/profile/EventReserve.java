package org.chatrec.ranking.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The events that a {@link UserHistory} of a past remembers, whole and not in short, and those that
 * would be remembered next. So a history without one of them is found without reading the past
 * again: it is exactly the history of a past in which the event never happened.
 *
 * <p>Mutable, for one thread.
 */
public final class EventReserve {

  /** How many events can be taken away at once. */
  public static final int RESERVE = 64;

  private static final int MOST = UserHistory.MAX_EVENTS + RESERVE;

  private static final Comparator<Kept> KEEP_FIRST =
      Comparator.comparing(Kept::inShort, RememberedEvent.KEEP_FIRST);

  private List<Kept> kept = new ArrayList<>();

  private record Kept(UserEvent event, RememberedEvent inShort) {}

  /** Adds events of the past, in any order; each counts once. */
  public void add(Collection<UserEvent> events) {
    Set<String> keys = new HashSet<>();
    kept.forEach(each -> keys.add(each.inShort().key()));
    for (UserEvent event : events) {
      if (RememberedEvent.speaks(event)) {
        Kept each = new Kept(event, RememberedEvent.of(event));
        if (keys.add(each.inShort().key())) {
          kept.add(each);
        }
      }
    }
    kept.sort(KEEP_FIRST);
    if (kept.size() > MOST) {
      kept = new ArrayList<>(kept.subList(0, MOST));
    }
  }

  /** The events that the history remembers, those to keep first at the front. */
  public List<UserEvent> remembered() {
    return kept.stream().limit(UserHistory.MAX_EVENTS).map(Kept::event).toList();
  }

  /** The history of the whole past. */
  public UserHistory history() {
    return without(Set.of());
  }

  /**
   * The history of the past without some events.
   *
   * @param eventIds at most {@link #RESERVE} of them
   */
  public UserHistory without(Set<String> eventIds) {
    if (eventIds.size() > RESERVE) {
      throw new IllegalArgumentException("at most " + RESERVE + " events can be taken away");
    }
    return UserHistory.EMPTY.fold(
        kept.stream().map(Kept::event).filter(e -> !eventIds.contains(e.eventId())).toList());
  }
}
