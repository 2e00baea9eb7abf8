package org.chatrec.rest.why;

import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.SeenItems;
import org.jspecify.annotations.Nullable;

/**
 * What an answer depends on, as it is or as it would be.
 *
 * @param catalog with the weights that count
 * @param profile of the person, at the moment
 * @param seen the items that the person knows
 * @param moment when it is
 */
record World(Catalog catalog, UserProfile profile, SeenItems seen, Moment moment) {

  /**
   * When the question is asked: what somebody is after passes within minutes.
   *
   * @param millis since the epoch
   * @param sessionId the visit that goes on, or null
   */
  record Moment(long millis, @Nullable String sessionId) {}

  /** Puts the person into the moment. */
  World {
    profile = profile.at(moment.millis(), moment.sessionId());
  }

  /** The same for a person with another past. */
  World with(UserProfile other, SeenItems known) {
    return new World(catalog, other, known, moment);
  }

  /** The same with other weights. */
  World in(Catalog other) {
    return new World(other, profile, seen, moment);
  }
}
