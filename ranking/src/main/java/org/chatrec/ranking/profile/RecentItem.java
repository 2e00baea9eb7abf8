package org.chatrec.ranking.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person was after lately.
 *
 * @param itemId the item
 * @param preference how much the event speaks for it, in (0,1]
 * @param timestampMillis when it happened
 * @param session stands for the session in which it happened, or null
 * @param vector of the item, of any length
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record RecentItem(
    String itemId,
    double preference,
    long timestampMillis,
    @Nullable String session,
    float[] vector) {

  /** Most of them that are kept: what somebody is after at present shows in the last few. */
  public static final int MOST = 12;

  /**
   * The events that tell what a person was after last: the latest that speak for an item, one an
   * item, and that nothing takes back; the latest first. Ratings are none of them.
   */
  public static List<RememberedEvent> events(UserHistory history) {
    List<RememberedEvent> latest =
        history.counting().stream()
            .filter(event -> event.type().ofTheMoment() && event.preference() > 0)
            .sorted(
                Comparator.comparingLong(RememberedEvent::timestampMillis)
                    .thenComparingDouble(RememberedEvent::preference)
                    .reversed()
                    .thenComparing(RememberedEvent::itemId)
                    .thenComparing(RememberedEvent::key))
            .toList();
    List<RememberedEvent> events = new ArrayList<>();
    for (RememberedEvent event : latest) {
      boolean isNew = events.stream().noneMatch(other -> other.itemId().equals(event.itemId()));
      if (isNew && events.size() < MOST) {
        events.add(event);
      }
    }
    return events;
  }

  /** The same with the vectors of their items; those without one are left out. */
  public static List<RecentItem> of(
      List<RememberedEvent> events, Map<String, float[]> itemVectors) {
    List<RecentItem> recent = new ArrayList<>();
    for (RememberedEvent event : events) {
      float[] vector = itemVectors.get(event.itemId());
      if (vector != null) {
        recent.add(
            new RecentItem(
                event.itemId(),
                event.preference(),
                event.timestampMillis(),
                event.session(),
                vector));
      }
    }
    return recent;
  }
}
