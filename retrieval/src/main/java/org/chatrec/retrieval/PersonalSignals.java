package org.chatrec.retrieval;

import java.util.HashSet;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.sample.Samples;
import org.chatrec.people.profile.Taste;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.search.UserFacts;
import org.chatrec.search.UserInterests;

/** What of a profile counts in a score. */
public final class PersonalSignals {

  private final Samples samples;

  /**
   * @param samples know what is usual in a catalogue
   */
  public PersonalSignals(Samples samples) {
    this.samples = samples;
  }

  /**
   * The person as searches see one; waits a moment for the catalogue's sample.
   *
   * @param profile with a taste of the present training, or none
   */
  public UserInterests of(Catalog catalog, UserProfile profile) {
    Taste taste = profile.taste();
    boolean hasTaste = taste != null && !taste.isEmpty();
    return new UserInterests(
        catalog.signals(),
        profile.interests(),
        hasTaste ? taste.vector() : null,
        hasTaste || hasInterests(profile),
        new UserFacts(profile.history().eventCount(), liked(profile)),
        samples.now(catalog, hasTaste ? taste.generation() : 0),
        true,
        profile.present());
  }

  private static int liked(UserProfile profile) {
    Set<String> liked = new HashSet<>();
    for (ItemPreference item : profile.history().items()) {
      if (item.preference() > 0) {
        liked.add(item.itemId());
      }
    }
    return liked.size();
  }

  /** Whether there is a place among other users to go by. */
  public static boolean hasTaste(UserProfile profile) {
    return profile.taste() != null && !profile.taste().isEmpty();
  }

  /** Whether the profile says anything about the content that is liked. */
  public static boolean hasInterests(UserProfile profile) {
    InterestProfile interests = profile.interests();
    return !interests.interests().isEmpty() || !interests.dislikes().isEmpty();
  }
}
