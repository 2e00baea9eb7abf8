package org.chatrec.people.events;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.chatrec.catalog.support.Body;
import org.chatrec.ranking.profile.EventType;
import org.chatrec.ranking.profile.UserEvent;
import org.jspecify.annotations.Nullable;

/** Reads one event; an error's message is the reason that the answer gives for its rejection. */
final class EventParser {

  /**
   * What lies before is April 1970 in milliseconds and the year 2286 in seconds: only seconds can
   * be meant.
   */
  private static final double LEAST_MILLIS = 1e10;

  /** What lies behind is the year 5138 in milliseconds: only finer units can be meant. */
  private static final double MOST_MILLIS = 1e14;

  private static final int MAX_TEXT = 4096;

  /** Clocks of browsers are wrong by this much and more is a mistake. */
  private static final Duration FUTURE = Duration.ofHours(24);

  private final LongSupplier clock;

  EventParser(LongSupplier clock) {
    this.clock = clock;
  }

  CatalogEvent parse(Map<String, Object> fields) {
    Body body = Body.of("", fields);
    EventType type = EventType.of(body.string("type"));
    String userId = body.id("user_id");
    String itemId = body.optionalId("item_id");
    String eventId = body.optionalId("event_id");
    UserEvent event =
        new UserEvent(
            eventId == null ? UUID.randomUUID().toString() : eventId,
            type,
            itemId,
            value(body),
            text(body.optionalString("text")),
            timestamp(body),
            body.optionalId("session_id"));
    String queryId = body.optionalId("query_id");
    Integer position = position(body);
    body.done();
    return new CatalogEvent(userId, event, queryId, position);
  }

  private static @Nullable Double value(Body body) {
    Object value = body.take("value");
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw body.wrong("value", value, "a number");
  }

  private static @Nullable Integer position(Body body) {
    int position = body.integer("position", -1, 0, Integer.MAX_VALUE);
    return position < 0 ? null : position;
  }

  private static @Nullable String text(@Nullable String text) {
    if (text != null && text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "[text] must have at most " + MAX_TEXT + " characters, has " + text.length());
    }
    return text;
  }

  private long timestamp(Body body) {
    Object value = body.take("timestamp");
    long now = clock.getAsLong();
    if (value == null) {
      return now;
    }
    Double number = number(value);
    if (number != null && number >= 0 && number < LEAST_MILLIS) {
      throw body.wrong(
          "timestamp", value, "milliseconds since 1970, and these can only be seconds");
    }
    if (number != null && number >= MOST_MILLIS) {
      throw body.wrong(
          "timestamp",
          value,
          "milliseconds since 1970, and these can only be microseconds or nanoseconds");
    }
    double millis = number != null ? number : millis(body, value);
    if (!(millis >= 0 && millis <= now + FUTURE.toMillis())) {
      throw body.wrong("timestamp", value, "between 1970 and tomorrow");
    }
    return (long) millis;
  }

  /** A number, in quotes or not; null for what is none. */
  private static @Nullable Double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof String text && text.matches("-?\\d{1,18}")
        ? Double.valueOf(text)
        : null;
  }

  /** As a double, exact for as long as there are calendars, because far years overflow a long. */
  private static double millis(Body body, Object value) {
    try {
      Instant instant = OffsetDateTime.parse(String.valueOf(value)).toInstant();
      return instant.getEpochSecond() * 1000d + instant.get(ChronoField.MILLI_OF_SECOND);
    } catch (DateTimeParseException e) {
      throw body.wrong(
          "timestamp",
          value,
          "ISO 8601 with an offset, as [2026-03-02T19:20:00Z], or milliseconds since 1970");
    }
  }
}
