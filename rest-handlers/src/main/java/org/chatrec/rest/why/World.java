package org.chatrec.rest.why;

import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.SeenItems;

/**
 * What an answer depends on, as it is or as it would be.
 *
 * @param catalog with the weights that count
 * @param profile of the person
 * @param seen the items that the person knows
 */
record World(Catalog catalog, UserProfile profile, SeenItems seen) {

  /** The same for a person with another past. */
  World with(UserProfile other, SeenItems known) {
    return new World(catalog, other, known);
  }
}
