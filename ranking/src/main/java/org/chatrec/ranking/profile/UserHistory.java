package org.chatrec.ranking.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * All that is remembered of a user, small enough to be one document. Folding events into it gives
 * the same items whatever the order and however often the same events come, as long as the bounds
 * are not reached: beyond {@link #MAX_ITEMS} the weakest and oldest items are forgotten, beyond
 * {@link #MAX_EVENT_IDS} the ids that arrived first, so that a repetition older than that counts
 * again.
 *
 * @param items one preference per item, strongest and most recent first
 * @param recentEventIds ids of the last events folded in, in order of arrival
 * @param eventCount how many events were folded in, ever
 * @param updatedMillis time of the latest event; 0 if there was none
 */
public record UserHistory(
    List<ItemPreference> items, List<String> recentEventIds, long eventCount, long updatedMillis) {

  /** Most items remembered. */
  public static final int MAX_ITEMS = 500;

  /** Most event ids remembered. */
  public static final int MAX_EVENT_IDS = 1024;

  /** Nothing known. */
  public static final UserHistory EMPTY = new UserHistory(List.of(), List.of(), 0, 0);

  /** A preference of this age is kept as if it were half as strong. */
  private static final double HALF_LIFE_MILLIS = 90 * 24 * 3600 * 1000d;

  /** Keeps a neutral opinion from being infinitely forgettable. */
  private static final double LEAST_STRENGTH = 0.01;

  /** Copies the lists. */
  public UserHistory {
    items = List.copyOf(items);
    recentEventIds = List.copyOf(recentEventIds);
  }

  /** Whether an event with this id is known to have been folded in. */
  public boolean applied(String eventId) {
    return recentEventIds.contains(eventId);
  }

  /**
   * This history with the events added; those whose id is known are skipped. Impressions and
   * searches count as events and leave no item.
   */
  public UserHistory fold(Collection<UserEvent> events) {
    LinkedHashSet<String> ids = new LinkedHashSet<>(recentEventIds);
    List<UserEvent> fresh = events.stream().filter(event -> ids.add(event.eventId())).toList();
    if (fresh.isEmpty()) {
      return this;
    }
    return new UserHistory(
        withItemsOf(fresh),
        last(new ArrayList<>(ids), MAX_EVENT_IDS),
        eventCount + fresh.size(),
        fresh.stream().mapToLong(UserEvent::timestampMillis).reduce(updatedMillis, Math::max));
  }

  private List<ItemPreference> withItemsOf(List<UserEvent> events) {
    Map<String, ItemPreference> byItem = new HashMap<>();
    items.forEach(item -> byItem.put(item.itemId(), item));
    events.stream()
        .filter(UserHistory::speaksOfAnItem)
        .map(ItemPreference::of)
        .forEach(item -> byItem.merge(item.itemId(), item, ItemPreference::plus));
    return byItem.values().stream().sorted(KEEP_FIRST).limit(MAX_ITEMS).toList();
  }

  private static boolean speaksOfAnItem(UserEvent event) {
    return event.itemId() != null
        && (event.type().explicit() || event.type().preference(event.value()) != 0);
  }

  /**
   * The order of strength × 2^(time / half-life), taken as logarithms. As every strength decays at
   * the same rate, the order does not depend on the present time.
   */
  private static final Comparator<ItemPreference> KEEP_FIRST =
      Comparator.comparingDouble(UserHistory::retention)
          .reversed()
          .thenComparing(ItemPreference::itemId);

  private static double retention(ItemPreference item) {
    double strength = Math.max(LEAST_STRENGTH, Math.abs(item.preference()));
    return Math.log(strength) / Math.log(2) + item.lastEventMillis() / HALF_LIFE_MILLIS;
  }

  private static <T> List<T> last(List<T> list, int most) {
    return list.subList(Math.max(0, list.size() - most), list.size());
  }
}
