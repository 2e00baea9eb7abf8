package org.chatrec.search;

import org.jspecify.annotations.Nullable;
import org.opensearch.core.action.ActionListener;

/** Knows what users like. Implemented where catalogues and profiles are stored. */
@FunctionalInterface
public interface InterestResolver {

  /**
   * Finds what a user of a catalogue likes. A user nobody knows is an answer ({@code known} is
   * false), not a failure.
   *
   * @param userId null for nobody in particular, who is not known
   * @param listener fails with {@link org.opensearch.ResourceNotFoundException} if there is no such
   *     catalogue
   */
  void user(String catalog, @Nullable String userId, ActionListener<UserInterests> listener);
}
