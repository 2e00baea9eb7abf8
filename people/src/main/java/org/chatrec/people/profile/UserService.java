package org.chatrec.people.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.preferences.PreferenceStore;
import org.chatrec.people.preferences.Preferences;
import org.chatrec.ranking.profile.Interest;
import org.opensearch.ResourceNotFoundException;

/** Shows what is known of a user, in terms that a person can check. */
public final class UserService {

  private static final Logger LOG = LogManager.getLogger(UserService.class);

  /** Items and terms named per interest. */
  private static final int SHOWN = 5;

  private final ProfileUpdater profiles;
  private final StoredEvents events;
  private final PreferenceStore preferences;
  private final ItemReader items;

  public UserService(
      ProfileUpdater profiles, StoredEvents events, PreferenceStore preferences, ItemReader items) {
    this.profiles = profiles;
    this.events = events;
    this.preferences = preferences;
    this.items = items;
  }

  /**
   * The answer of {@code GET /catalogs/{c}/users/{u}}.
   *
   * @param allowMissing whether a user of whom nothing is known is answered like any other
   */
  public Map<String, Object> get(Catalog catalog, String userId, boolean allowMissing) {
    UserProfile profile = profiles.current(catalog, userId);
    StoredEvents.Summary stored = stored(profile);
    Preferences said = preferences.get(catalog.name(), userId);
    if (!allowMissing && !profile.known() && stored.count() == 0 && said.isEmpty()) {
      throw new ResourceNotFoundException(
          "nothing is known of user [{}] in catalogue [{}]", userId, catalog.name());
    }
    Map<String, Map<String, Object>> sources = sources(catalog, profile);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user_id", userId);
    answer.put("events", stored.count());
    answer.put("interests", shown(catalog, profile.interests().interests(), sources));
    answer.put("dislikes", shown(catalog, profile.interests().dislikes(), sources));
    answer.put("preferences", said.toMap());
    answer.put(
        "updated",
        stored.count() == 0 ? null : Instant.ofEpochMilli(stored.latestMillis()).toString());
    return answer;
  }

  /**
   * Of all events, those that say nothing of an item too; of the profile's, if none can be read.
   */
  private StoredEvents.Summary stored(UserProfile profile) {
    try {
      return events.summary(profile.catalog(), profile.userId());
    } catch (RuntimeException e) {
      LOG.warn(
          "events of catalogue [{}] could not be counted: {}",
          profile.catalog(),
          e.getClass().getName());
      LOG.debug("events of catalogue [{}] could not be counted", profile.catalog(), e);
      return new StoredEvents.Summary(
          profile.history().eventCount(), profile.history().updatedMillis());
    }
  }

  private Map<String, Map<String, Object>> sources(Catalog catalog, UserProfile profile) {
    Set<String> ids = new LinkedHashSet<>();
    List<Interest> all = new ArrayList<>(profile.interests().interests());
    all.addAll(profile.interests().dislikes());
    for (Interest interest : all) {
      interest.itemIds().stream().limit(SHOWN).forEach(ids::add);
    }
    List<String> named = new ArrayList<>(catalog.filterFields());
    named.add(catalog.titleField());
    List<String> fields = new ArrayList<>(catalog.paths().paths(named));
    fields.add(TextHash.field(catalog));
    try {
      Map<String, Map<String, Object>> sources =
          ids.isEmpty() ? new HashMap<>() : items.sources(catalog.index(), ids, fields);
      // what has been given another text since is nothing that the user did anything with
      sources
          .entrySet()
          .removeIf(item -> !profile.knows(item.getKey(), TextHash.of(catalog, item.getValue())));
      return sources;
    } catch (RuntimeException e) { // the interests are known all the same, if not their names
      LOG.warn(
          "items of catalogue [{}] could not be read: {}", catalog.name(), e.getClass().getName());
      LOG.debug("items of catalogue [{}] could not be read", catalog.name(), e);
      return Map.of();
    }
  }

  private static List<Map<String, Object>> shown(
      Catalog catalog, List<Interest> interests, Map<String, Map<String, Object>> sources) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Interest interest : interests) {
      List<String> ids = named(interest, sources);
      List<Map<String, Object>> named = new ArrayList<>();
      for (String id : ids) {
        named.add(Map.of("id", id, "title", catalog.title(sources.get(id), id)));
      }
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", interest.id());
      row.put("weight", Math.rint(interest.share() * 1e4) / 1e4);
      row.put("items", named);
      row.put("terms", terms(catalog, interest, interests, sources));
      if (interest.pinned()) {
        row.put("pinned", true);
      }
      shown.add(row);
    }
    return shown;
  }

  private static List<String> named(Interest interest, Map<String, Map<String, Object>> sources) {
    return interest.itemIds().stream().limit(SHOWN).filter(sources::containsKey).toList();
  }

  private static List<String> terms(
      Catalog catalog,
      Interest interest,
      List<Interest> interests,
      Map<String, Map<String, Object>> sources) {
    return InterestTerms.of(
        catalog,
        named(interest, sources).stream().map(sources::get).toList(),
        interests.stream()
            .filter(other -> other != interest)
            .flatMap(other -> named(other, sources).stream())
            .map(sources::get)
            .toList());
  }
}
