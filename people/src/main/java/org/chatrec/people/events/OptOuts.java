package org.chatrec.people.events;

import java.util.Collection;
import java.util.Set;

/** Who wants no event to be kept. */
public interface OptOuts {

  /** Everybody takes part. */
  OptOuts NOBODY =
      new OptOuts() {
        @Override
        public Set<String> among(String catalog, Collection<String> userIds) {
          return Set.of();
        }

        @Override
        public void forget(String catalog, String userId) {}
      };

  /** Those of the users who have opted out. */
  Set<String> among(String catalog, Collection<String> userIds);

  /** Deletes what is kept of a user. */
  void forget(String catalog, String userId);
}
