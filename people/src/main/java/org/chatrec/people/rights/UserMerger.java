package org.chatrec.people.rights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.events.EventStore;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.privacy.UserEraser;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.people.sessions.SessionStore;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/**
 * Gives one person's history to another: of a visitor who was nobody by name until the login. Each
 * document is given by itself and once, so that whoever hears nothing asks again, and who asks
 * again changes nothing. The old name keeps nothing.
 */
public final class UserMerger {

  private final EventStore events;
  private final ProfileUpdater profiles;
  private final PreferenceStore preferences;
  private final SessionStore sessions;
  private final UserEraser eraser;

  public UserMerger(
      EventStore events,
      ProfileUpdater profiles,
      PreferenceStore preferences,
      SessionStore sessions,
      UserEraser eraser) {
    this.events = events;
    this.profiles = profiles;
    this.preferences = preferences;
    this.sessions = sessions;
    this.eraser = eraser;
  }

  /**
   * The answer of {@code POST /catalogs/{c}/users/{u}/merge}.
   *
   * @param from whose history is given away
   * @param userId who is given it
   */
  public Map<String, Object> merge(Catalog catalog, String from, String userId) {
    String name = catalog.name();
    if (from.equals(userId)) {
      throw new IllegalArgumentException("[from] must name somebody else than the user");
    }
    requireWish(name, userId);
    profiles.requireWritable();
    long givenEvents = events.give(name, from, userId);
    long givenSessions = sessions.give(name, from, userId);
    Preferences said = preferences.get(name, from);
    boolean saidSomething = !said.isEmpty() && !said.optOut();
    if (saidSomething) {
      Preferences unused = preferences.update(name, userId, own -> own.with(said));
    }
    // the profile is of events that are another's now; what was stated, too. Whatever is sent in
    // the old name meanwhile is as if it were sent afterwards: of the old name, until merged again
    eraser.eraseDerived(name, from);
    boolean waits = !profiles.recompute(catalog, List.of(userId)).isEmpty();
    try {
      requireWish(name, userId);
    } catch (OpenSearchStatusException optedOut) { // meanwhile: what was given since goes as well
      eraser.erase(name, userId);
      throw optedOut;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user_id", userId);
    answer.put("from", from);
    Map<String, Object> merged = new LinkedHashMap<>();
    merged.put("events", givenEvents);
    merged.put("sessions", givenSessions);
    merged.put("preferences", saidSomething ? 1 : 0);
    answer.put("merged", merged);
    if (waits) {
      answer.put("waiting_for_items", 1);
    }
    return answer;
  }

  private void requireWish(String catalog, String userId) {
    if (preferences.get(catalog, userId).optOut()) {
      throw new OpenSearchStatusException(
          "the user has opted out: nothing can be given to them", RestStatus.CONFLICT);
    }
  }
}
