package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;

/**
 * Takes events in. An event is written to the events index first and to the profile second; only
 * then is it acknowledged. Who hears nothing sends it again: an event that is stored but not in its
 * profile is found by its id and folded in then.
 */
public final class EventService {

  private final CatalogStore catalogs;
  private final EventStore events;
  private final ProfileUpdater profiles;
  private final EventParser parser;
  private final OptOuts optOuts;

  /** For users who all take part. */
  public EventService(
      CatalogStore catalogs, EventStore events, ProfileUpdater profiles, LongSupplier clock) {
    this(catalogs, events, profiles, OptOuts.NOBODY, clock);
  }

  public EventService(
      CatalogStore catalogs,
      EventStore events,
      ProfileUpdater profiles,
      OptOuts optOuts,
      LongSupplier clock) {
    this.optOuts = optOuts;
    this.catalogs = catalogs;
    this.events = events;
    this.profiles = profiles;
    this.parser = new EventParser(clock);
  }

  /** The answer of {@code POST /catalogs/{c}/events}. */
  public Map<String, Object> accept(String catalogName, List<Map<String, Object>> raw) {
    Catalog catalog = catalogs.get(catalogName);
    Tally tally = new Tally();
    List<Integer> positions = new ArrayList<>();
    List<CatalogEvent> parsed = parse(raw, positions, tally);
    Set<String> out = optedOut(catalog, parsed);
    refuse(out, parsed, positions, tally);
    if (!parsed.isEmpty()) {
      store(catalog, parsed, positions, tally);
      // who opted out meanwhile may have been forgotten before the last event was written
      optedOut(catalog, parsed).forEach(user -> optOuts.forget(catalog.name(), user));
    }
    return tally.answer();
  }

  private Set<String> optedOut(Catalog catalog, List<CatalogEvent> parsed) {
    return optOuts.among(
        catalog.name(), parsed.stream().map(CatalogEvent::userId).collect(Collectors.toSet()));
  }

  private static void refuse(
      Set<String> out, List<CatalogEvent> parsed, List<Integer> positions, Tally tally) {
    for (int i = parsed.size() - 1; i >= 0 && !out.isEmpty(); i--) {
      if (out.contains(parsed.get(i).userId())) {
        tally.reject(positions.remove(i), "the user has opted out: no event is kept");
        parsed.remove(i);
      }
    }
  }

  private List<CatalogEvent> parse(
      List<Map<String, Object>> raw, List<Integer> positions, Tally tally) {
    List<CatalogEvent> parsed = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < raw.size(); i++) {
      try {
        CatalogEvent event = parser.parse(raw.get(i));
        if (ids.add(event.event().eventId())) {
          parsed.add(event);
          positions.add(i);
        } else {
          tally.count(true);
        }
      } catch (IllegalArgumentException e) {
        tally.reject(i, String.valueOf(e.getMessage()));
      }
    }
    return parsed;
  }

  private void store(
      Catalog catalog, List<CatalogEvent> parsed, List<Integer> positions, Tally tally) {
    List<EventStore.Outcome> outcomes = events.create(catalog.name(), parsed);
    Map<String, List<UserEvent>> fresh = new HashMap<>();
    Map<String, List<UserEvent>> repeated = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      EventStore.Outcome outcome = outcomes.get(i);
      CatalogEvent event = parsed.get(i);
      if (outcome.failure() != null) {
        tally.reject(positions.get(i), outcome.failure());
        continue;
      }
      tally.count(outcome.duplicate());
      (outcome.duplicate() ? repeated : fresh)
          .computeIfAbsent(event.userId(), user -> new ArrayList<>())
          .add(event.event());
    }
    profiles.update(catalog, folds(catalog, fresh, repeated));
  }

  private Map<String, ProfileUpdater.Fold> folds(
      Catalog catalog, Map<String, List<UserEvent>> fresh, Map<String, List<UserEvent>> repeated) {
    Map<String, ProfileUpdater.Fold> folds = new HashMap<>();
    fresh.forEach((user, list) -> folds.put(user, ProfileUpdater.of(list)));
    repeated.forEach(
        (user, list) ->
            folds.put(
                user,
                before -> {
                  boolean applied = list.stream().allMatch(e -> before.applied(e.eventId()));
                  return applied
                      ? before.fold(fresh.getOrDefault(user, List.of()))
                      : rebuilt(catalog, user);
                }));
    return folds;
  }

  /**
   * The history of a user who sent an event again that it does not know: the first attempt ended
   * between the two writes (or long ago), and the stored events, those of this request among them,
   * tell the truth.
   */
  private UserHistory rebuilt(Catalog catalog, String user) {
    return UserHistory.EMPTY.fold(events.ofUser(catalog.name(), user));
  }

  /** Counts for the answer. */
  private static final class Tally {
    private final List<Map<String, Object>> rejected = new ArrayList<>();
    private int accepted;
    private int duplicate;

    void count(boolean isDuplicate) {
      accepted += isDuplicate ? 0 : 1;
      duplicate += isDuplicate ? 1 : 0;
    }

    void reject(int index, String reason) {
      rejected.add(Map.of("index", index, "reason", reason));
    }

    Map<String, Object> answer() {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("accepted", accepted);
      answer.put("duplicate", duplicate);
      answer.put("rejected", rejected);
      return answer;
    }
  }
}
