package org.chatrec.people.profile;

import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.SeenItems;
import org.chatrec.search.UserFacts;
import org.jspecify.annotations.Nullable;

/**
 * All that may be used of a person of a catalogue.
 *
 * @param profile with a collaborative vector of the present training, or without one; of somebody
 *     unknown where the person has opted out
 * @param said what the person states
 * @param facts how much is known
 * @param whole whether all that is stored could be read; what could not is left out
 * @param seen the items that the person knows; none where the history was not asked for
 */
public record Person(
    UserProfile profile, Preferences said, UserFacts facts, boolean whole, SeenItems seen) {

  /** Somebody of whom nothing is known. */
  public static Person unknown(String catalog, String userId, Preferences said) {
    return new Person(
        UserProfile.unknown(catalog, userId), said, UserFacts.NONE, true, SeenItems.NONE);
  }

  /** The same person at the moment of a request. */
  Person at(long nowMillis, @Nullable String sessionId) {
    return new Person(profile.at(nowMillis, sessionId), said, facts, whole, seen);
  }

  /** The same person, of whom not everything could be read. */
  Person inPart() {
    return new Person(profile, said, facts, false, seen);
  }

  /** The same person, who knows these items. */
  Person seen(SeenItems items) {
    return new Person(profile, said, facts, whole, items);
  }

  /** The same person, of whom other catalogues know more. */
  Person knownAs(UserProfile joined, UserFacts known) {
    return new Person(joined, said, known, whole, seen);
  }
}
