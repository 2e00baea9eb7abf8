package org.chatrec.people.profile;

import java.util.List;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.UserHistory;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one user of one catalogue.
 *
 * @param catalog the catalogue's name
 * @param userId the user
 * @param history the events, folded
 * @param interests the interests found in the history
 * @param taste the collaborative vector as of the last time it was computed, or null
 */
public record UserProfile(
    String catalog,
    String userId,
    UserHistory history,
    InterestProfile interests,
    @Nullable Taste taste) {

  /** Without a collaborative vector. */
  public UserProfile(
      String catalog, String userId, UserHistory history, InterestProfile interests) {
    this(catalog, userId, history, interests, null);
  }

  /** Nobody known. */
  public static UserProfile unknown(String catalog, String userId) {
    return new UserProfile(
        catalog, userId, UserHistory.EMPTY, new InterestProfile(List.of(), List.of()));
  }

  /** The same user with other interests. */
  public UserProfile withInterests(InterestProfile changed) {
    return new UserProfile(catalog, userId, history, changed, taste);
  }

  /** Whether any event of the user is known. */
  public boolean known() {
    return history.eventCount() > 0;
  }

  UserProfile withTaste(@Nullable Taste changed) {
    return new UserProfile(catalog, userId, history, interests, changed);
  }

  /** The collaborative vector, if it is of that generation and there is one. */
  public float @Nullable [] tasteOf(long generation) {
    return taste == null || taste.generation() != generation || taste.isEmpty()
        ? null
        : taste.vector();
  }
}
