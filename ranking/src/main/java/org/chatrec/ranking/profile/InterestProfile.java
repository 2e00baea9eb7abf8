package org.chatrec.ranking.profile;

import java.util.List;

/**
 * What a user likes and dislikes, as vectors.
 *
 * @param interests most important first
 * @param dislikes most important first
 */
public record InterestProfile(List<Interest> interests, List<Interest> dislikes) {

  /** Nothing known. */
  public static final InterestProfile EMPTY = new InterestProfile(List.of(), List.of());

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return interests.isEmpty() && dislikes.isEmpty();
  }
}
