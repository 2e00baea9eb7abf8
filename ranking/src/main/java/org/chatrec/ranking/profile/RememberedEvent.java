package org.chatrec.ranking.profile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event about an item, as a history keeps it: without its words, and under a hash of its id,
 * because ids may be long.
 *
 * @param key stands for the event's id
 * @param type what was done
 * @param itemId to which item
 * @param value the stars of a rating, or null
 * @param timestampMillis when it happened
 * @param session stands for the session in which it happened, or null
 */
public record RememberedEvent(
    String key,
    EventType type,
    String itemId,
    @Nullable Double value,
    long timestampMillis,
    @Nullable String session) {

  /** One of no session that is known. */
  public RememberedEvent(
      String key, EventType type, String itemId, @Nullable Double value, long timestampMillis) {
    this(key, type, itemId, value, timestampMillis, null);
  }

  /** 128 bits: nobody meets two ids of one hash. */
  private static final int KEY_BYTES = 16;

  /** 60 bits: a person has few sessions, and mistaking one does little. */
  private static final int SESSION_CHARACTERS = 10;

  /** An event of this age is kept as if it were half as strong. */
  private static final double HALF_LIFE_MILLIS = 90 * 24 * 3600 * 1000d;

  private static final double LOG_2 = StrictMath.log(2);

  /** Keeps a neutral opinion from being infinitely forgettable. */
  private static final double LEAST_STRENGTH = 0.01;

  /** By type, how strong it is as a logarithm; what carries a number is not in it. */
  private static final Map<EventType, Double> LOG_STRENGTH = new EnumMap<>(EventType.class);

  static {
    for (EventType type : EventType.values()) {
      if (!type.needsValue()) {
        LOG_STRENGTH.put(type, logStrength(type.takesBack() ? 1 : type.preference(null)));
      }
    }
  }

  /**
   * The event to keep first comes first: strength × 2^(time / half-life), taken as logarithms. As
   * every strength decays at the same rate, the order does not depend on the present time; it
   * depends on the two events alone, whatever else is kept. What takes others back is kept for as
   * long as any that it may take back.
   */
  static final Comparator<RememberedEvent> KEEP_FIRST =
      Comparator.comparingDouble((RememberedEvent event) -> event.retention())
          .reversed()
          .thenComparing(Comparator.comparingLong(RememberedEvent::timestampMillis).reversed())
          .thenComparing(event -> !event.type().takesBack())
          .thenComparing(RememberedEvent::key);

  /** Whether an event says anything of an item: impressions and searches do not. */
  public static boolean speaks(UserEvent event) {
    EventType type = event.type();
    return event.itemId() != null
        && (type.explicit() || type.takesBack() || type.preference(event.value()) != 0);
  }

  static RememberedEvent of(UserEvent event) {
    String itemId = event.itemId();
    if (itemId == null) {
      throw new IllegalArgumentException("[item_id] is missing");
    }
    Double value = event.type().needsValue() ? event.value() : null;
    return new RememberedEvent(
        key(event.eventId()),
        event.type(),
        itemId,
        value,
        event.timestampMillis(),
        session(event.sessionId()));
  }

  /** What stands for an event's id. */
  public static String key(String eventId) {
    byte[] hash = sha256().digest(eventId.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, KEY_BYTES));
  }

  /** What stands for a session's id; null for none. */
  public static @Nullable String session(@Nullable String sessionId) {
    return sessionId == null ? null : key(sessionId).substring(0, SESSION_CHARACTERS);
  }

  /** How much the event speaks for or against its item, in [-1,1]. */
  public double preference() {
    return type.preference(value);
  }

  private double retention() {
    Double known = LOG_STRENGTH.get(type);
    double strength = known == null ? logStrength(preference()) : known;
    return strength + timestampMillis / HALF_LIFE_MILLIS;
  }

  static double retention(double preference, long timeMillis) {
    return logStrength(preference) + timeMillis / HALF_LIFE_MILLIS;
  }

  // StrictMath: all nodes order alike, whatever their processors
  private static double logStrength(double preference) {
    return StrictMath.log(Math.max(LEAST_STRENGTH, Math.abs(preference))) / LOG_2;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
