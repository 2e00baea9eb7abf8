package org.chatrec.ranking.profile;

import org.jspecify.annotations.Nullable;

/**
 * One thing a user did.
 *
 * @param eventId identifies the event: the same id counts once
 * @param type what was done
 * @param itemId to which item; needed by every type but {@code search}
 * @param value the stars of a rating, 0.5 to 5; kept but not used for other types
 * @param text what was searched for or said, if anything
 * @param timestampMillis when it happened, milliseconds since the epoch
 * @param sessionId the visit or chat in which it happened, if that is known
 */
public record UserEvent(
    String eventId,
    EventType type,
    @Nullable String itemId,
    @Nullable Double value,
    @Nullable String text,
    long timestampMillis,
    @Nullable String sessionId) {

  /** One of no session that is known. */
  public UserEvent(
      String eventId,
      EventType type,
      @Nullable String itemId,
      @Nullable Double value,
      @Nullable String text,
      long timestampMillis) {
    this(eventId, type, itemId, value, text, timestampMillis, null);
  }

  /**
   * Checks what the type needs.
   *
   * @throws IllegalArgumentException naming the missing or bad field
   */
  public UserEvent {
    if (eventId.isBlank()) {
      throw new IllegalArgumentException("[event_id] must not be empty");
    }
    if (type.needsItem() && (itemId == null || itemId.isBlank())) {
      throw new IllegalArgumentException("[item_id] is needed by type [" + type.wireName() + "]");
    }
    if (timestampMillis < 0) {
      throw new IllegalArgumentException("[timestamp] must not be before 1970");
    }
    type.preference(value);
  }

  /** How much the event speaks for or against its item, in [-1,1]. */
  public double preference() {
    return type.preference(value);
  }
}
