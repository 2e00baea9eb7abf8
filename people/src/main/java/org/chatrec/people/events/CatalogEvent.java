package org.chatrec.people.events;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.UserEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event with what ties it to a user and to the answer that caused it.
 *
 * @param userId whose event it is
 * @param event what happened
 * @param queryId the answer that showed the item, or null
 * @param position where it was shown, from 0, or null
 */
record CatalogEvent(
    String userId, UserEvent event, @Nullable String queryId, @Nullable Integer position) {

  /** The same of somebody by another name. */
  CatalogEvent of(String name) {
    return new CatalogEvent(name, event, queryId, position);
  }

  /** The same of another item. */
  CatalogEvent about(String itemId) {
    UserEvent other =
        new UserEvent(
            event.eventId(),
            event.type(),
            itemId,
            event.value(),
            event.text(),
            event.timestampMillis(),
            event.sessionId());
    return new CatalogEvent(userId, other, queryId, position);
  }

  /** The document of the events index. */
  Map<String, Object> toSource(String catalog) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("catalog", catalog);
    source.put("event_id", event.eventId());
    source.put("user_id", userId);
    source.put("item_id", event.itemId());
    source.put("type", event.type().wireName());
    source.put("value", event.value());
    source.put("text", event.text());
    source.put("timestamp", event.timestampMillis());
    source.put("query_id", queryId);
    source.put("position", position);
    source.put("session_id", event.sessionId());
    source.values().removeIf(value -> value == null);
    return source;
  }

  /** Reads a document of the events index. */
  static UserEvent userEvent(Map<String, Object> source) {
    return new UserEvent(
        (String) source.get("event_id"),
        EventType.of((String) source.get("type")),
        (String) source.get("item_id"),
        source.get("value") instanceof Number value ? value.doubleValue() : null,
        (String) source.get("text"),
        ((Number) source.get("timestamp")).longValue(),
        (String) source.get("session_id"));
  }
}
