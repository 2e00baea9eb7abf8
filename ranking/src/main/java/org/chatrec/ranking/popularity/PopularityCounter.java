package org.chatrec.ranking.popularity;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.ranking.profile.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Counts how popular items are: the sum, over the distinct users who showed a liking for the item,
 * of the strongest liking that each showed, where a liking loses half its strength per half-life
 * that lies between it and the newest of all: what was popular when the last events came in is
 * popular, however long ago that was. One user counts at most 1, however often they click, so that
 * nobody can push an item alone. The number is open upwards; for ranking its logarithm is compared
 * with what is usual.
 *
 * <p>Memory: one number per item, and one per pair of item and user for users who are not {@link
 * #finished}. Not thread-safe.
 */
public final class PopularityCounter {

  private final double halfLifeMillis;
  private double youngest = Double.POSITIVE_INFINITY;
  private final Map<String, Double> settled = new HashMap<>();
  private final TreeMap<String, Map<String, Double>> open = new TreeMap<>();

  /**
   * Starts at zero.
   *
   * @param halfLifeMillis after how long a liking counts half; {@link Long#MAX_VALUE} for no decay
   */
  public PopularityCounter(long halfLifeMillis) {
    if (halfLifeMillis <= 0) {
      throw new IllegalArgumentException("[half_life] must be positive");
    }
    this.halfLifeMillis = halfLifeMillis;
  }

  /**
   * Counts one event. One that shows no liking changes nothing.
   *
   * @param value the stars of a rating; ignored for other types
   * @param ageMillis how long ago it happened; an event of the future counts as of now
   */
  public void add(
      String itemId, String userId, EventType type, @Nullable Double value, long ageMillis) {
    double preference = type.preference(value);
    if (preference > 0) {
      youngest = Math.min(youngest, Math.max(0, ageMillis));
      double liking = preference * Math.pow(2, -Math.max(0, ageMillis) / halfLifeMillis);
      open.computeIfAbsent(userId, id -> new HashMap<>()).merge(itemId, liking, Math::max);
    }
  }

  /** Says that no more events of this user will come, so that their details can be forgotten. */
  public void finished(String userId) {
    Map<String, Double> likings = open.remove(userId);
    if (likings != null) {
      likings.forEach((item, liking) -> settled.merge(item, liking, Double::sum));
    }
  }

  /** The popularity of every item that anybody showed a liking for; each is positive. */
  public Map<String, Double> counts() {
    Map<String, Double> counts = new HashMap<>(settled);
    // User by user, so that the sum does not depend on the order in which events came.
    open.values()
        .forEach(
            likings -> likings.forEach((item, liking) -> counts.merge(item, liking, Double::sum)));
    double sinceTheNewest = Math.pow(2, youngest / halfLifeMillis);
    counts.replaceAll((item, liking) -> liking * sinceTheNewest);
    return counts;
  }
}
