package org.chatrec.ranking.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of a user, small enough to be one document: those events about items that
 * matter most, and the preferences that they express.
 *
 * <p>The history is a function of the <em>set</em> of events: it holds the first {@link
 * #MAX_EVENTS} of them in an order that depends on each event alone. The first of a union are among
 * the first of its parts, so folding is commutative, associative and idempotent: events may come in
 * any order, in any number of pieces, and as often as anybody likes (a state-based replicated data
 * type; Shapiro et al. 2011). Nothing has to be known of which events came before.
 *
 * <p>Immutable.
 */
public final class UserHistory {

  /** Most events remembered; the weakest and oldest are forgotten first. */
  public static final int MAX_EVENTS = 1024;

  /** Items in the order in which their events are kept. */
  private static final Comparator<ItemPreference> STRONG_AND_RECENT_FIRST =
      Comparator.comparingDouble(
              (ItemPreference item) ->
                  RememberedEvent.retention(item.preference(), item.lastEventMillis()))
          .reversed()
          .thenComparing(ItemPreference::itemId);

  /** Nothing known. */
  public static final UserHistory EMPTY = new UserHistory(Earlier.NONE, List.of(), 0);

  private final Earlier earlier;
  private final List<RememberedEvent> events;
  private final long updatedMillis;

  /** Found when they are first asked for; whoever finds them finds the same. */
  private @Nullable List<ItemPreference> items;

  private UserHistory(Earlier earlier, List<RememberedEvent> events, long updatedMillis) {
    this.earlier = earlier;
    this.events = events;
    this.updatedMillis = updatedMillis;
  }

  /**
   * What is left of events that are known as preferences only: profiles were stored so before their
   * events were kept in them.
   *
   * @param items the preferences
   * @param events how many events they were
   */
  public record Earlier(List<ItemPreference> items, long events) {

    /** Nothing. */
    public static final Earlier NONE = new Earlier(List.of(), 0);

    /** Copies the list. */
    public Earlier {
      items = List.copyOf(items);
    }
  }

  /** A history as it was stored. */
  public static UserHistory of(
      Earlier earlier, Collection<RememberedEvent> events, long updatedMillis) {
    return new UserHistory(
        earlier, events.stream().sorted(RememberedEvent.KEEP_FIRST).toList(), updatedMillis);
  }

  /** What was known before events were kept; nothing for all others. */
  public Earlier earlier() {
    return earlier;
  }

  /** The events remembered, those to keep first at the front. */
  public List<RememberedEvent> events() {
    return events;
  }

  /** Those that no later event takes back; in the same order. */
  public List<RememberedEvent> counting() {
    TakenBack takenBack = TakenBack.by(events);
    return events.stream().filter(event -> !takenBack.covers(event)).toList();
  }

  /** One preference per item, strongest and most recent first. */
  public List<ItemPreference> items() {
    List<ItemPreference> found = items;
    if (found == null) {
      found = items(earlier, events);
      items = found;
    }
    return found;
  }

  /** How many events are known. */
  public long eventCount() {
    return earlier.events() + events.size();
  }

  /** Whether an event is among those remembered. */
  public boolean remembers(String eventId) {
    String key = RememberedEvent.key(eventId);
    return events.stream().anyMatch(event -> event.key().equals(key));
  }

  /** Whether there may have been events of which nothing is left here. */
  public boolean forgets() {
    return events.size() >= MAX_EVENTS || earlier.events() > 0;
  }

  /** Time of the latest event, also of one that is no longer remembered; 0 if there was none. */
  public long updatedMillis() {
    return updatedMillis;
  }

  /** This history with the events added; impressions and searches leave no trace. */
  public UserHistory fold(Collection<UserEvent> more) {
    List<RememberedEvent> all = new ArrayList<>(events);
    Set<String> keys = new HashSet<>();
    events.forEach(event -> keys.add(event.key()));
    long latest = updatedMillis;
    for (UserEvent event : more) {
      if (RememberedEvent.speaks(event)) {
        RememberedEvent remembered = RememberedEvent.of(event);
        latest = Math.max(latest, remembered.timestampMillis());
        if (keys.add(remembered.key())) {
          all.add(remembered);
        }
      }
    }
    if (all.size() == events.size() && latest == updatedMillis) {
      return this;
    }
    all.sort(RememberedEvent.KEEP_FIRST);
    return new UserHistory(
        earlier, List.copyOf(all.subList(0, Math.min(all.size(), MAX_EVENTS))), latest);
  }

  /**
   * This history, found from all events that are still there, with the preferences of another one
   * for items that none of them speaks of.
   */
  public UserHistory withEarlier(UserHistory known) {
    Set<String> spokenOf = new HashSet<>();
    items().forEach(item -> spokenOf.add(item.itemId()));
    List<ItemPreference> only =
        known.items().stream().filter(item -> !spokenOf.contains(item.itemId())).toList();
    long count = only.stream().mapToLong(ItemPreference::events).sum();
    return new UserHistory(
        new Earlier(only, count), events, Math.max(updatedMillis, known.updatedMillis));
  }

  /** Of how many items the events speak well; found without putting them in order. */
  public int likedCount() {
    List<ItemPreference> found = items;
    return (int)
        (found == null ? byItem(earlier, events).values() : found)
            .stream().filter(item -> item.preference() > 0).count();
  }

  private static List<ItemPreference> items(Earlier earlier, List<RememberedEvent> events) {
    return byItem(earlier, events).values().stream().sorted(STRONG_AND_RECENT_FIRST).toList();
  }

  private static Map<String, ItemPreference> byItem(Earlier earlier, List<RememberedEvent> events) {
    Map<String, ItemPreference> byItem = new HashMap<>();
    earlier.items().forEach(item -> byItem.put(item.itemId(), item));
    TakenBack takenBack = TakenBack.by(events);
    for (RememberedEvent event : events) {
      boolean counts = !takenBack.covers(event);
      ItemPreference expressed = ItemPreference.of(event);
      byItem.merge(event.itemId(), counts ? expressed : expressed.silent(), ItemPreference::plus);
    }
    return byItem;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserHistory history
        && earlier.equals(history.earlier)
        && events.equals(history.events)
        && updatedMillis == history.updatedMillis;
  }

  @Override
  public int hashCode() {
    return Objects.hash(earlier, events, updatedMillis);
  }

  @Override
  public String toString() {
    return "UserHistory[" + eventCount() + " events, " + items().size() + " items]";
  }
}
