package org.chatrec.search;

import org.chatrec.ranking.profile.InterestProfile;
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
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record UserInterests(
    CatalogSignals catalog,
    InterestProfile content,
    float @Nullable [] collaborative,
    boolean known,
    UserFacts facts) {

  /** Where nobody counted what is known. */
  public UserInterests(
      CatalogSignals catalog,
      InterestProfile content,
      float @Nullable [] collaborative,
      boolean known) {
    this(catalog, content, collaborative, known, UserFacts.NONE);
  }

  /** Without a collaborative vector. */
  public UserInterests(CatalogSignals catalog, InterestProfile content, boolean known) {
    this(catalog, content, null, known);
  }
}
