package org.chatrec.ranking.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person is after at the moment, apart from what they like at all times: the items of the
 * last minutes, or of the session that a request names. A function of what is remembered, of the
 * session and of the present time; each part of it fades, those of the session more slowly.
 *
 * @param vectors of the items, of unit length
 * @param weights of the items against one another, in (0,1]
 * @param strength how sure it is, in [0,1]: an item that was put into the cart just now is nearly
 *     enough, an hour later nothing is left
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record PresentInterest(List<float[]> vectors, float[] weights, double strength) {

  /** Nothing. */
  public static final PresentInterest NONE = new PresentInterest(List.of(), new float[0], 0);

  /** After so long, what was done counts half. */
  private static final double HALF_LIFE_MILLIS = 8 * 60_000d;

  /** The same for what was done in the session that goes on. */
  private static final double SESSION_HALF_LIFE_MILLIS = 30 * 60_000d;

  /** After so long, nothing is of the moment, whatever was done. */
  private static final long LONGEST_MILLIS = 45 * 60_000L;

  private static final long LONGEST_SESSION_MILLIS = 4 * 3_600_000L;

  private static final long CLOCKS_DIFFER_MILLIS = 5 * 60_000L;

  /**
   * It fades in steps: pages of one search, and copies of a request, are ranked by the same weights
   * though time passes between them.
   */
  private static final long STEP_MILLIS = 10 * 60_000L;

  /** The sum of preferences at which somebody is known to be after something. */
  private static final double SURE = 1;

  /**
   * Nobody looks at a dozen things in so short a time: such events were loaded together, as of a
   * past of which the times were lost, and say what is liked.
   */
  private static final long LOAD_MILLIS = 10_000;

  /** What is weaker is taken for nothing: an hour-old click, a glance. */
  private static final double FAINT = 0.1;

  /** Of two items, the one that speaks less still counts so much. */
  private static final double LEAST_WEIGHT = 0.85;

  /**
   * What somebody is after.
   *
   * @param recent the items of late
   * @param sessionId the session in which is asked; null for none
   * @param nowMillis the present time
   */
  public static PresentInterest of(
      List<RecentItem> recent, @Nullable String sessionId, long nowMillis) {
    if (isLoad(recent)) {
      return NONE;
    }
    String session = RememberedEvent.session(sessionId);
    List<float[]> vectors = new ArrayList<>();
    List<Double> evidence = new ArrayList<>();
    double sum = 0;
    double most = 0;
    for (RecentItem item : recent) {
      double counts = item.preference() * fresh(item, session, nowMillis);
      if (counts > 0 && Vectors.hasDirection(item.vector())) {
        vectors.add(Vectors.normalise(item.vector()));
        evidence.add(counts);
        sum += counts;
        most = Math.max(most, counts);
      }
    }
    double strength = Math.min(1, sum / SURE);
    if (strength < FAINT) {
      return NONE;
    }
    float[] weights = new float[evidence.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (LEAST_WEIGHT + (1 - LEAST_WEIGHT) * evidence.get(i) / most);
    }
    return new PresentInterest(List.copyOf(vectors), weights, strength);
  }

  private static boolean isLoad(List<RecentItem> recent) {
    LongSummaryStatistics times =
        recent.stream().mapToLong(RecentItem::timestampMillis).summaryStatistics();
    return times.getCount() >= RecentItem.MOST && times.getMax() - times.getMin() < LOAD_MILLIS;
  }

  private static double fresh(RecentItem item, @Nullable String session, long nowMillis) {
    double age = Math.max(0, nowMillis - item.timestampMillis());
    if (item.timestampMillis() > nowMillis + CLOCKS_DIFFER_MILLIS) {
      return 0;
    }
    boolean ofSession = session != null && session.equals(item.session());
    if (age > (ofSession ? LONGEST_SESSION_MILLIS : LONGEST_MILLIS)) {
      return 0;
    }
    double halfLife = ofSession ? SESSION_HALF_LIFE_MILLIS : HALF_LIFE_MILLIS;
    return StrictMath.pow(2, -Math.floor(age / STEP_MILLIS) * STEP_MILLIS / halfLife);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return vectors.isEmpty();
  }
}
