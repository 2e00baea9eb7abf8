package org.chatrec.rest.profile;

import java.util.List;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.UserHistory;

/**
 * What is known of one user of one catalogue.
 *
 * @param catalog the catalogue's name
 * @param userId the user
 * @param history the events, folded
 * @param interests the interests found in the history
 */
public record UserProfile(
    String catalog, String userId, UserHistory history, InterestProfile interests) {

  /** Nobody known. */
  public static UserProfile unknown(String catalog, String userId) {
    return new UserProfile(
        catalog, userId, UserHistory.EMPTY, new InterestProfile(List.of(), List.of()));
  }

  /** The same user with other interests. */
  public UserProfile withInterests(InterestProfile changed) {
    return new UserProfile(catalog, userId, history, changed);
  }

  /** Whether any event of the user is known. */
  public boolean known() {
    return history.eventCount() > 0;
  }
}
