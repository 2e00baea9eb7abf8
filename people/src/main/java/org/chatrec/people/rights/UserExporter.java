package org.chatrec.people.rights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.events.EventStore;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.people.preferences.StatedInterestCodec;
import org.chatrec.people.profile.ProfileStore;
import org.chatrec.people.sessions.SessionStore;
import org.jspecify.annotations.Nullable;
import org.opensearch.ResourceNotFoundException;

/**
 * All that is stored of a person, as it is stored, in parts of bounded size: the profile and what
 * the person states in the first, then the events from the oldest on, then the chats.
 */
public final class UserExporter {

  /** Chats of a part; one may be as long as some hundred messages with their explanations. */
  private static final int CHATS = 20;

  private final EventStore events;
  private final ProfileStore profiles;
  private final PreferenceStore preferences;
  private final SessionStore sessions;

  public UserExporter(
      EventStore events,
      ProfileStore profiles,
      PreferenceStore preferences,
      SessionStore sessions) {
    this.events = events;
    this.profiles = profiles;
    this.preferences = preferences;
    this.sessions = sessions;
  }

  /**
   * The answer of {@code GET /catalogs/{c}/users/{u}/export}.
   *
   * @param allowMissing whether a user of whom nothing is stored is answered like any other
   * @throws ResourceNotFoundException where nothing is stored
   */
  public Map<String, Object> export(
      Catalog catalog, String userId, ExportPage page, boolean allowMissing) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalog", catalog.name());
    answer.put("user_id", userId);
    ExportPage.Place after = page.after();
    boolean isFirst = after == null;
    Map<String, Object> profile = isFirst ? profiles.source(catalog.name(), userId) : Map.of();
    Preferences said = isFirst ? preferences.get(catalog.name(), userId) : Preferences.NONE;
    if (isFirst) {
      answer.put("profile", profile);
      answer.put("preferences", stated(said));
    }
    Part part = part(catalog.name(), userId, page.size(), after);
    if (isFirst && !allowMissing && part.isEmpty() && profile.isEmpty() && said.isEmpty()) {
      throw new ResourceNotFoundException(
          "nothing is known of user [{}] in catalogue [{}]", userId, catalog.name());
    }
    answer.put("events", part.events());
    answer.put("sessions", part.chats());
    answer.put("truncated", part.next() != null);
    if (part.next() != null) {
      answer.put("next", part.next().toString());
    }
    return answer;
  }

  private static Map<String, Object> stated(Preferences said) {
    Map<String, Object> stated = new LinkedHashMap<>(said.toMap());
    stated.put("interests", StatedInterestCodec.toSource(said.interests()));
    return stated;
  }

  /**
   * Events and chats of one answer.
   *
   * @param next where the one after begins; null where nothing is left
   */
  private record Part(
      List<Map<String, Object>> events,
      List<Map<String, Object>> chats,
      ExportPage.@Nullable Place next) {

    boolean isEmpty() {
      return events.isEmpty() && chats.isEmpty();
    }
  }

  private Part part(String catalog, String userId, int size, ExportPage.@Nullable Place after) {
    List<Map<String, Object>> done = List.of();
    if (after == null || after.events()) {
      done = events.page(catalog, userId, size, placed(after));
      if (done.size() == size) {
        return new Part(done, List.of(), place(done.getLast()));
      }
    }
    boolean inChats = after != null && !after.events();
    List<String> ids = sessions.idsOf(catalog, userId, inChats ? after.id() : "");
    int share = Math.min(CHATS, size);
    List<Map<String, Object>> chats = new ArrayList<>();
    sessions.export(ids.subList(0, Math.min(ids.size(), share))).forEach(chats::add);
    ExportPage.Place next =
        ids.size() > share ? new ExportPage.Place(false, 0, ids.get(share - 1)) : null;
    return new Part(done, chats, next);
  }

  private static Object @Nullable [] placed(ExportPage.@Nullable Place after) {
    return after == null ? null : new Object[] {after.millis(), after.id()};
  }

  private static ExportPage.Place place(Map<String, Object> event) {
    return new ExportPage.Place(
        true, ((Number) event.get("timestamp")).longValue(), String.valueOf(event.get("event_id")));
  }
}
