package org.chatrec.rest.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.people.profile.Taste;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.search.InterestSpec;
import org.chatrec.search.InterestVectors;
import org.chatrec.search.NumericSpec;
import org.chatrec.search.SignalSpec;

/** The signals that a catalogue and a user give a score. */
public final class PersonalSignals {

  private PersonalSignals() {}

  /**
   * Likeness to the user's interests and popularity, each as far as there is something to go by.
   */
  public static List<SignalSpec> of(
      Catalog catalog, UserProfile profile, double content, double popularity) {
    return of(catalog, profile, content, 0, popularity);
  }

  /**
   * The same with what people of like taste chose.
   *
   * @param profile with a taste of the present training, or none
   */
  public static List<SignalSpec> of(
      Catalog catalog,
      UserProfile profile,
      double content,
      double collaborative,
      double popularity) {
    List<SignalSpec> signals = new ArrayList<>();
    Taste taste = profile.taste();
    if (collaborative > 0 && catalog.collaborativeField() != null && hasTaste(profile)) {
      signals.add(
          new InterestSpec(
              SignalWeights.COLLABORATIVE,
              catalog.collaborativeField(),
              InterestVectors.of(Objects.requireNonNull(taste).vector()),
              collaborative));
    }
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
