package org.chatrec.people.profile;

import java.util.List;
import java.util.function.Consumer;
import org.chatrec.ranking.profile.UserEvent;

/** The events that are stored of a user: what profiles are made of, and can be made of again. */
public interface StoredEvents {

  /** Nothing is stored. */
  StoredEvents NONE =
      new StoredEvents() {
        @Override
        public long visit(String catalog, String userId, Consumer<List<UserEvent>> page) {
          return 0;
        }

        @Override
        public Summary summary(String catalog, String userId) {
          return new Summary(0, 0);
        }
      };

  /**
   * Hands over all events of a user, page by page; each event once.
   *
   * @return how many there were
   */
  long visit(String catalog, String userId, Consumer<List<UserEvent>> page);

  /** How many there are, and when the latest happened. */
  Summary summary(String catalog, String userId);

  /**
   * Of a user's events.
   *
   * @param count of all kinds
   * @param latestMillis milliseconds since the epoch; 0 if there are none
   */
  record Summary(long count, long latestMillis) {}
}
