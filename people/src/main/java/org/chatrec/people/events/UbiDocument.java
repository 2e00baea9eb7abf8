package org.chatrec.people.events;

import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.catalog.support.Ids;
import org.chatrec.catalog.support.Keys;
import org.chatrec.ranking.profile.EventType;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchParseException;
import org.opensearch.common.time.DateFormatter;
import org.opensearch.common.time.DateFormatters;

/**
 * A document of User Behavior Insights, schema 1.x, as its collectors write it: of {@code
 * ubi_events} where it has an {@code action_name}, else of {@code ubi_queries}. Fields that say
 * nothing to a recommender are left alone; an empty text is as good as none.
 *
 * @param fields the document
 */
record UbiDocument(Map<String, Object> fields) {

  private static final String ACTION = "action_name";
  private static final String QUERY_ID = "query_id";
  private static final String SESSION_ID = "session_id";
  private static final String USER_QUERY = "user_query";
  private static final String TIMESTAMP = "timestamp";
  static final String OBJECT_ID = "event_attributes.object.object_id";
  static final String FIELD = "event_attributes.object.object_id_field";
  private static final String ORDINAL = "event_attributes.position.ordinal";

  /** What OpenSearch takes for a date where nothing else is declared; without a zone it is UTC. */
  private static final DateFormatter DATES = DateFormatter.forPattern("strict_date_optional_time");

  /** The person: whoever is logged in, else the browser; null where neither is said. */
  static @Nullable Object person(Map<String, Object> document) {
    Object user = EventForm.said(document.get(EventForm.PERSON));
    return user != null ? user : EventForm.said(document.get("client_id"));
  }

  /**
   * The event in the fields of the contract.
   *
   * @throws IllegalArgumentException naming the field that is not understood
   */
  Map<String, Object> event() {
    EventType type = type();
    Object person = person(fields);
    if (person == null) {
      throw new IllegalArgumentException("[client_id] is required where [user_id] is empty");
    }
    Map<String, Object> event = new HashMap<>();
    event.put(EventForm.PERSON, person);
    event.put("type", type.wireName());
    event.put(TIMESTAMP, timestamp());
    event.put(QUERY_ID, EventForm.said(fields.get(QUERY_ID)));
    event.put(SESSION_ID, session());
    if (type.needsItem()) {
      event.put("item_id", item());
      event.put("position", ordinal());
      event.put("value", type.needsValue() ? stars() : null);
    } else {
      event.put("text", words());
    }
    event.put("event_id", id(type, event));
    event.values().removeIf(value -> value == null);
    return event;
  }

  private EventType type() {
    Object action = EventForm.said(fields.get(ACTION));
    if (action != null) {
      return UbiActions.type(text(ACTION, action));
    }
    if (fields.containsKey(USER_QUERY)) {
      return EventType.SEARCH;
    }
    throw new IllegalArgumentException(
        "[" + ACTION + "] is required of an event, and [" + USER_QUERY + "] of a query");
  }

  /**
   * The same document is the same event. A search is the same whether the document of the query or
   * that of the event says so: a collector sends both.
   */
  private String id(EventType type, Map<String, Object> event) {
    Object query = event.get(QUERY_ID);
    return type == EventType.SEARCH && query != null
        ? Keys.of(
            "ubi_search",
            String.valueOf(event.get(EventForm.PERSON)),
            String.valueOf(query),
            String.valueOf(event.get("text")))
        : Keys.of("ubi", canonical(fields));
  }

  /** Of equal documents the same text, whatever the order of their fields. */
  private static String canonical(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, field) -> sorted.put(quoted(key), canonical(field)));
      return sorted.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(UbiDocument::canonical).toList().toString();
    }
    return value instanceof String ? quoted(value) : String.valueOf(value);
  }

  private static String quoted(Object text) {
    return '"' + String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The item by the field that has its value: any of the items' fields, or their id. */
  ItemName itemName() {
    Object id = EventForm.said(at("event_attributes", "object", "object_id"));
    Object field = EventForm.said(at("event_attributes", "object", "object_id_field"));
    return id == null || field == null
        ? new ItemName(ItemName.ID, item())
        : new ItemName(Ids.require(FIELD, text(FIELD, field)), item());
  }

  private String item() {
    Object id = EventForm.said(at("event_attributes", "object", "object_id"));
    if (id == null) {
      id = EventForm.said(at("event_attributes", "object", "internal_id"));
    }
    if (id == null) {
      throw new IllegalArgumentException("[" + OBJECT_ID + "] is required of this action");
    }
    return Ids.require(OBJECT_ID, text(OBJECT_ID, id));
  }

  private @Nullable Object session() {
    Object session = EventForm.said(fields.get(SESSION_ID));
    return session != null ? session : EventForm.said(at("event_attributes", SESSION_ID));
  }

  private @Nullable Integer ordinal() {
    Object ordinal = at("event_attributes", "position", "ordinal");
    if (ordinal == null) {
      return null;
    }
    if (ordinal instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= 0
        && number.doubleValue() <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw wrong(ORDINAL, ordinal, "a whole number from 0");
  }

  private Double stars() {
    for (List<String> path :
        List.of(
            List.of("event_attributes", "rating"),
            List.of("event_attributes", "object", "rating"),
            List.of("event_attributes", "object", "object_detail", "rating"))) {
      if (at(path.toArray(String[]::new)) instanceof Number stars) {
        return stars.doubleValue();
      }
    }
    throw new IllegalArgumentException("[event_attributes.rating] is required of this action");
  }

  /** What was searched for; null for a search without words. */
  private @Nullable String words() {
    for (Object words :
        new @Nullable Object[] {
          fields.get(USER_QUERY),
          fields.get("message"),
          at("event_attributes", "object", "search_term")
        }) {
      if (EventForm.said(words) != null) {
        return text(USER_QUERY, words);
      }
    }
    return null;
  }

  /** Numbers are left to the event's own parser, which tells milliseconds from seconds. */
  private @Nullable Object timestamp() {
    Object time = EventForm.said(fields.get(TIMESTAMP));
    if (!(time instanceof String text) || text.strip().matches("-?\\d{1,18}")) {
      return time instanceof String text ? text.strip() : time;
    }
    try {
      return DateFormatters.from(DATES.parse(text.strip())).toInstant().toEpochMilli();
    } catch (IllegalArgumentException | DateTimeException | OpenSearchParseException e) {
      throw wrong(
          TIMESTAMP, time, "ISO 8601, as [2026-03-02T19:20:00.000Z], or milliseconds since 1970");
    }
  }

  private @Nullable Object at(String... path) {
    Object value = fields;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static String text(String field, Object value) {
    if (value instanceof String || value instanceof Number) {
      return String.valueOf(value).strip();
    }
    throw wrong(field, value, "a text");
  }

  private static IllegalArgumentException wrong(String field, Object value, String expected) {
    String shown = String.valueOf(value);
    String cut = shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
    return new IllegalArgumentException(
        "[" + field + "] must be " + expected + ", was [" + cut + "]");
  }
}
