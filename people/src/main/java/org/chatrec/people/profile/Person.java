package org.chatrec.people.profile;

import org.chatrec.people.preferences.Preferences;
import org.chatrec.search.UserFacts;

/**
 * All that may be used of a person of a catalogue.
 *
 * @param profile with a collaborative vector of the present training, or without one; of somebody
 *     unknown where the person has opted out
 * @param said what the person states
 * @param facts how much is known
 */
public record Person(UserProfile profile, Preferences said, UserFacts facts) {

  /** Somebody of whom nothing is known. */
  public static Person unknown(String catalog, String userId, Preferences said) {
    return new Person(UserProfile.unknown(catalog, userId), said, UserFacts.NONE);
  }
}
