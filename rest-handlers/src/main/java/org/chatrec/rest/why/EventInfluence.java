package org.chatrec.rest.why;

import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.retrieval.Standing;

/**
 * What one past event does to an item's place.
 *
 * @param event what happened
 * @param now where the item stands
 * @param without where it would stand had the event never happened
 */
record EventInfluence(UserEvent event, Standing now, Standing without) {

  /** How much the event adds to the item's score; negative where it takes away. */
  double score() {
    return now.score().orElse(0.0) - without.score().orElse(0.0);
  }

  /** Whether there is any influence. */
  boolean moves() {
    return score() != 0 || now.rank() != without.rank() || now.shown() != without.shown();
  }
}
