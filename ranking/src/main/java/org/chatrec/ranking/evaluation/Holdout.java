package org.chatrec.ranking.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.chatrec.ranking.profile.UserEvent;

/**
 * Which of a user's events are held out (Meng et al. 2020, "Exploring Data Splitting Strategies for
 * the Evaluation of Recommendation Models", section 3).
 *
 * @param share of the events, in (0,1)
 * @param random whether any are drawn, in the place of the newest
 * @param seed of what is drawn
 */
public record Holdout(double share, boolean random, long seed) {

  /** The newest fifth. */
  public static final Holdout NEWEST = new Holdout(0.2, false, 1);

  private static final Comparator<UserEvent> OLDEST_FIRST =
      Comparator.comparingLong(UserEvent::timestampMillis).thenComparing(UserEvent::eventId);

  /** Checks the share. */
  public Holdout {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("[holdout] must lie between 0 and 1 but was " + share);
    }
  }

  /**
   * A user's events about items, those that are held out last.
   *
   * @param events in any order, which changes nothing
   */
  public List<UserEvent> order(String userId, Collection<UserEvent> events) {
    List<UserEvent> ordered = new ArrayList<>(events);
    ordered.removeIf(event -> event.itemId() == null);
    ordered.sort(OLDEST_FIRST);
    if (random) {
      Collections.shuffle(ordered, new Random(seed ^ userId.hashCode()));
    }
    return List.copyOf(ordered);
  }
}
