package org.chatrec.ranking.profile;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Which events were taken back by others. An event is taken back if another one of the same item,
 * whose type {@linkplain EventType#takesBack(EventType) takes back} its type, happened at the same
 * time or later: of several only the latest matters, so that it depends on the set of events and
 * not on the order in which they come.
 */
final class TakenBack {

  private final Map<String, Map<EventType, Long>> latest = new HashMap<>();

  private TakenBack() {}

  /** What these events take back. */
  static TakenBack by(Collection<RememberedEvent> events) {
    TakenBack takenBack = new TakenBack();
    for (RememberedEvent event : events) {
      if (event.type().takesBack()) {
        takenBack
            .latest
            .computeIfAbsent(event.itemId(), item -> new EnumMap<>(EventType.class))
            .merge(event.type(), event.timestampMillis(), Math::max);
      }
    }
    return takenBack;
  }

  /** Whether an event was taken back. */
  boolean covers(RememberedEvent event) {
    Map<EventType, Long> takers = latest.get(event.itemId());
    return takers != null
        && takers.entrySet().stream()
            .anyMatch(
                taker ->
                    taker.getKey().takesBack(event.type())
                        && taker.getValue() >= event.timestampMillis());
  }
}
