package org.chatrec.ranking.profile;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user's events say about one item. Besides the result it holds what is needed to add more
 * events in any order and arrive at the same record: whole numbers, because sums of floating-point
 * numbers depend on their order.
 *
 * <p>An explicit opinion (rating, like, dislike) overrides behaviour, and of several the latest by
 * its own time wins, whenever it arrived. Behaviour accumulates as independent evidence (noisy-or):
 * {@code 1 - Π(1 - strength)} for, the same against, and the preference is the difference. Evidence
 * is stored as {@code -ln(1 - strength)} in millionths, so that adding it is exact.
 *
 * @param itemId the item
 * @param preference the outcome, in [-1,1]
 * @param lastEventMillis time of the latest event about the item
 * @param events how many events were counted
 * @param opinion the latest explicit opinion in [-1,1], or null if none was given
 * @param opinionMillis when it was given; 0 if none was
 * @param evidenceFor evidence of implicit positive events, in millionths
 * @param evidenceAgainst evidence of implicit negative events, in millionths
 */
public record ItemPreference(
    String itemId,
    double preference,
    long lastEventMillis,
    int events,
    @Nullable Double opinion,
    long opinionMillis,
    long evidenceFor,
    long evidenceAgainst) {

  private static final double MILLIONTHS = 1e6;

  /** A purchase is almost, not infinitely, certain: a later dismissal must still count. */
  private static final double STRONGEST = 0.99;

  /** By type, the evidence of what is no opinion: negative where it speaks against the item. */
  private static final Map<EventType, Long> EVIDENCE = new EnumMap<>(EventType.class);

  static {
    for (EventType type : EventType.values()) {
      if (!type.explicit()) {
        double preference = type.preference(null);
        EVIDENCE.put(type, evidence(preference) - evidence(-preference));
      }
    }
  }

  /** The preference that one event expresses. */
  static ItemPreference of(RememberedEvent event) {
    long time = event.timestampMillis();
    if (event.type().explicit()) {
      return create(event.itemId(), time, 1, event.preference(), time, 0, 0);
    }
    long evidence = EVIDENCE.getOrDefault(event.type(), 0L);
    return create(event.itemId(), time, 1, null, 0, Math.max(0, evidence), Math.max(0, -evidence));
  }

  /** The same events, which say nothing: they were taken back. */
  ItemPreference silent() {
    return create(itemId, lastEventMillis, events, null, 0, 0, 0);
  }

  /** The preference that both express together; the order of the two does not matter. */
  public ItemPreference plus(ItemPreference other) {
    if (!itemId.equals(other.itemId)) {
      throw new IllegalArgumentException(itemId + " and " + other.itemId + " are different items");
    }
    ItemPreference later = laterOpinion(other);
    return create(
        itemId,
        Math.max(lastEventMillis, other.lastEventMillis),
        events + other.events,
        later.opinion,
        later.opinionMillis,
        evidenceFor + other.evidenceFor,
        evidenceAgainst + other.evidenceAgainst);
  }

  /**
   * Of two opinions of the same millisecond the lower one holds: showing less is the safer error.
   */
  private ItemPreference laterOpinion(ItemPreference other) {
    if (opinion == null || other.opinion == null) {
      return opinion == null ? other : this;
    }
    if (opinionMillis != other.opinionMillis) {
      return opinionMillis > other.opinionMillis ? this : other;
    }
    return opinion <= other.opinion ? this : other;
  }

  private static ItemPreference create(
      String itemId,
      long lastEventMillis,
      int events,
      @Nullable Double opinion,
      long opinionMillis,
      long evidenceFor,
      long evidenceAgainst) {
    double behaviour =
        StrictMath.exp(-evidenceAgainst / MILLIONTHS) - StrictMath.exp(-evidenceFor / MILLIONTHS);
    return new ItemPreference(
        itemId,
        opinion == null ? behaviour : opinion,
        lastEventMillis,
        events,
        opinion,
        opinionMillis,
        evidenceFor,
        evidenceAgainst);
  }

  private static long evidence(double strength) {
    return strength <= 0
        ? 0
        : Math.round(-StrictMath.log1p(-Math.min(strength, STRONGEST)) * MILLIONTHS);
  }
}
