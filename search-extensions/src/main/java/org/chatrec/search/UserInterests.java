package org.chatrec.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.PresentInterest;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user of a catalogue when a search begins.
 *
 * @param catalog how the catalogue's items are to be ranked
 * @param content interests in the space of {@link CatalogSignals#vectorField}
 * @param collaborative the user's vector in the space of {@link CatalogSignals#collaborativeField},
 *     null if there is none
 * @param known false for a user nothing is known of, or may be used
 * @param facts how much is known
 * @param sample what is usual in the catalogue
 * @param whole whether all that is stored of the user could be read; what could not is left out
 * @param present what the user is after at the moment
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record UserInterests(
    CatalogSignals catalog,
    InterestProfile content,
    float @Nullable [] collaborative,
    boolean known,
    UserFacts facts,
    CatalogSample sample,
    boolean whole,
    PresentInterest present) {

  /** Of whom nothing is known at present but what is at all times. */
  public UserInterests(
      CatalogSignals catalog,
      InterestProfile content,
      float @Nullable [] collaborative,
      boolean known,
      UserFacts facts,
      CatalogSample sample,
      boolean whole) {
    this(catalog, content, collaborative, known, facts, sample, whole, PresentInterest.NONE);
  }

  /** The same user, who is after something at the moment. */
  public UserInterests after(PresentInterest something) {
    return new UserInterests(
        catalog, content, collaborative, known, facts, sample, whole, something);
  }

  /** Of a catalogue of which nothing is known. */
  public UserInterests(
      CatalogSignals catalog,
      InterestProfile content,
      float @Nullable [] collaborative,
      boolean known,
      UserFacts facts) {
    this(catalog, content, collaborative, known, facts, CatalogSample.none(), true);
  }

  /** The same user of a catalogue that was looked at. */
  public UserInterests in(CatalogSample looked) {
    return new UserInterests(catalog, content, collaborative, known, facts, looked, whole, present);
  }

  /** The same user, of whom not everything could be read. */
  public UserInterests inPart() {
    return new UserInterests(catalog, content, collaborative, known, facts, sample, false, present);
  }

  /** Where nobody counted what is known. */
  public UserInterests(
      CatalogSignals catalog,
      InterestProfile content,
      float @Nullable [] collaborative,
      boolean known) {
    this(catalog, content, collaborative, known, UserFacts.NONE);
  }

  /**
   * How many different items speak for the user's taste: those behind the interests, at least one
   * where anything is known.
   */
  int evidence() {
    Set<String> items = new HashSet<>();
    int interests = 0;
    for (List<Interest> some : List.of(content.interests(), content.dislikes())) {
      some.forEach(interest -> items.addAll(interest.itemIds()));
      interests += some.size();
    }
    int counted = Math.max(interests, Math.max(items.size(), facts.liked()));
    return known ? Math.max(1, counted) : 0;
  }

  /** Without a collaborative vector. */
  public UserInterests(CatalogSignals catalog, InterestProfile content, boolean known) {
    this(catalog, content, null, known);
  }
}
