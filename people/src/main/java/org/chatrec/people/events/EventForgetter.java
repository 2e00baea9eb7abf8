package org.chatrec.people.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.ProfileUpdater;
import org.opensearch.ResourceNotFoundException;

/**
 * Forgets single events. The event goes first, then the profile is made anew of those that are
 * left: it is the same as if the event had never come. Whoever hears nothing asks again.
 */
public final class EventForgetter {

  private final EventStore events;
  private final ProfileUpdater profiles;

  public EventForgetter(EventStore events, ProfileUpdater profiles) {
    this.events = events;
    this.profiles = profiles;
  }

  /**
   * The answer of {@code DELETE /catalogs/{c}/users/{u}/events/{event_id}}.
   *
   * @throws ResourceNotFoundException where the user has no such event
   */
  public Map<String, Object> forget(Catalog catalog, String userId, String eventId) {
    profiles.requireWritable();
    boolean stored = events.delete(catalog.name(), userId, eventId);
    // an attempt before may have ended between the two
    if (!stored && !profiles.remembers(catalog.name(), userId, eventId)) {
      throw new ResourceNotFoundException(
          "[event_id] names no event of user [{}] in catalogue [{}]", userId, catalog.name());
    }
    boolean waits = !profiles.recompute(catalog, List.of(userId)).isEmpty();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user_id", userId);
    answer.put("event_id", eventId);
    answer.put("erased", Map.of("events", 1));
    if (waits) { // the next read or event finds the interests
      answer.put("waiting_for_items", 1);
    }
    return answer;
  }
}
