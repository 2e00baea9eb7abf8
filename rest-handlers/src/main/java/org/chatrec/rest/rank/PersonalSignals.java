package org.chatrec.rest.rank;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.profile.UserProfile;
import org.chatrec.search.InterestSpec;
import org.chatrec.search.InterestVectors;
import org.chatrec.search.NumericSpec;
import org.chatrec.search.SignalSpec;
import org.chatrec.search.SignalWeights;

/** The signals that a catalogue and a user give a score. */
public final class PersonalSignals {

  private PersonalSignals() {}

  /**
   * Likeness to the user's interests and popularity, each as far as there is something to go by.
   */
  public static List<SignalSpec> of(
      Catalog catalog, UserProfile profile, double content, double popularity) {
    List<SignalSpec> signals = new ArrayList<>();
    if (content > 0 && hasInterests(profile)) {
      signals.add(
          new InterestSpec(
              SignalWeights.CONTENT,
              catalog.vectorField(),
              InterestVectors.of(profile.interests()),
              content));
    }
    if (popularity > 0 && catalog.popularityField() != null) {
      signals.add(
          new NumericSpec(
              SignalWeights.POPULARITY,
              catalog.popularityField(),
              catalog.popularityPivot(),
              popularity));
    }
    return signals;
  }

  /** Whether the profile says anything about taste. */
  public static boolean hasInterests(UserProfile profile) {
    InterestProfile interests = profile.interests();
    return !interests.interests().isEmpty() || !interests.dislikes().isEmpty();
  }
}
