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
 * @param standing whether the interests are those of the history
 */
public record UserProfile(
    String catalog,
    String userId,
    UserHistory history,
    InterestProfile interests,
    @Nullable Taste taste,
    Standing standing) {

  /** How what was found in the history stands to it. */
  public enum Standing {
    /** It was found in this very history. */
    CURRENT,
    /** The items could not be read when the history grew: it is to be found anew. */
    DUE,
    /**
     * The document is of a format before events were kept in it, or it was lost: it is to be made
     * anew of the stored events.
     */
    OUTDATED
  }

  /** With interests that were found in this history. */
  public UserProfile(
      String catalog,
      String userId,
      UserHistory history,
      InterestProfile interests,
      @Nullable Taste taste) {
    this(catalog, userId, history, interests, taste, Standing.CURRENT);
  }

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
    return new UserProfile(catalog, userId, history, changed, taste, standing);
  }

  /** Whether any event of the user about an item is known. */
  public boolean known() {
    return history.eventCount() > 0;
  }

  UserProfile outdated() {
    return new UserProfile(catalog, userId, history, interests, taste, Standing.OUTDATED);
  }

  UserProfile withTaste(@Nullable Taste changed) {
    return new UserProfile(catalog, userId, history, interests, changed, standing);
  }

  /** The same interests and taste, which are not of this history. */
  UserProfile due(UserHistory grown) {
    return new UserProfile(catalog, userId, grown, interests, taste, Standing.DUE);
  }

  /** The collaborative vector, if it is of that generation and there is one. */
  public float @Nullable [] tasteOf(long generation) {
    return taste == null || taste.generation() != generation || taste.isEmpty()
        ? null
        : taste.vector();
  }
}
