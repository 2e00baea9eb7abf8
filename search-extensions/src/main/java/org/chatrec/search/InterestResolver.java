package org.chatrec.search;

import org.chatrec.ranking.profile.SeenItems;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.action.ActionListener;

/** Knows what people like. Implemented where catalogues and profiles are stored. */
@FunctionalInterface
public interface InterestResolver {

  /**
   * Finds what a person of a catalogue likes, as the caller. A person nobody knows is an answer
   * ({@code known} is false), not a failure.
   *
   * @param userId null for nobody in particular, who is not known
   * @param listener fails with {@link org.opensearch.ResourceNotFoundException} if there is no such
   *     catalogue, and with status 403 if the caller may not name that person
   */
  void user(String catalog, @Nullable String userId, ActionListener<UserInterests> listener);

  /**
   * The same in a visit that goes on.
   *
   * @param sessionId what was done in it counts more; null for none
   */
  default void user(
      String catalog,
      @Nullable String userId,
      @Nullable String sessionId,
      ActionListener<UserInterests> listener) {
    user(catalog, userId, listener);
  }

  /**
   * Finds which items a person knows, as the caller.
   *
   * @param listener fails as with {@link #user}
   */
  default void seen(String catalog, String userId, ActionListener<SeenItems> listener) {
    listener.onResponse(SeenItems.NONE);
  }

  /**
   * Who a search of the present caller is for.
   *
   * @param asked whom it names, or null
   */
  default Identity identity(@Nullable String asked) {
    return new Identity(asked, asked, false);
  }
}
