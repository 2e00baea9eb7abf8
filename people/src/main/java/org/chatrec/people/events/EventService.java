package org.chatrec.people.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.ProfileUpdater;
import org.chatrec.ranking.profile.RememberedEvent;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;

/**
 * Takes events in, in pieces of bounded size. An event is written to the events index first and to
 * the profile second; only then is it acknowledged. Who hears nothing sends it again: an event that
 * is stored but not in its profile is found by its id and folded in then.
 *
 * <p>The interests of a few users are found at once. Those of a load, of which most will not be
 * asked for before more events come, are found when somebody first reads them: the history is in
 * the profile all the same, so that the next query on any node knows of it.
 */
public final class EventService {

  private final EventStore events;
  private final ProfileUpdater profiles;
  private final OptOuts optOuts;
  private final EventReader reader;
  private final Helpers helpers;

  /** For users who all take part, and events that are kept for good. */
  public EventService(EventStore events, ProfileUpdater profiles, LongSupplier clock) {
    this(
        events,
        profiles,
        ItemNames.AS_SENT,
        OptOuts.NOBODY,
        EventAge.forGood(clock),
        clock,
        Helpers.NONE);
  }

  /**
   * @param items finds the items that events name
   * @param age which events are too old to be kept
   * @param clock milliseconds since 1970
   * @param helpers who takes pieces of a load beside the thread that was asked
   */
  public EventService(
      EventStore events,
      ProfileUpdater profiles,
      ItemNames items,
      OptOuts optOuts,
      EventAge age,
      LongSupplier clock,
      Helpers helpers) {
    this.helpers = helpers;
    this.optOuts = optOuts;
    this.events = events;
    this.profiles = profiles;
    this.reader = new EventReader(new EventParser(clock), age, items);
  }

  /** The same for people who are stored by the ids that they come with. */
  public Map<String, Object> accept(Catalog catalog, List<Map<String, Object>> raw) {
    return accept(catalog, raw, EventForm.CHATREC, UnaryOperator.identity());
  }

  /**
   * The answer of {@code POST /catalogs/{c}/events}.
   *
   * @param form what the documents look like
   * @param stored what a person is stored by
   */
  public Map<String, Object> accept(
      Catalog catalog,
      List<Map<String, Object>> raw,
      EventForm form,
      UnaryOperator<String> stored) {
    Tally tally = new Tally();
    EventChunks.Cut cut = EventChunks.of(reader.read(catalog, raw, form, stored, tally));
    helpers.run(
        cut.chunks().stream()
            .<Runnable>map(chunk -> () -> take(catalog, chunk, cut.load(), tally))
            .toList());
    return tally.answer();
  }

  private void take(Catalog catalog, List<EventChunks.Numbered> chunk, boolean load, Tally tally) {
    List<EventChunks.Numbered> kept = refuse(catalog, chunk, tally);
    if (!kept.isEmpty()) {
      store(catalog, kept, load, tally);
      // who opted out meanwhile may have been forgotten before the last event was written
      optedOut(catalog, kept).forEach(user -> optOuts.forget(catalog.name(), user));
    }
  }

  private Set<String> optedOut(Catalog catalog, List<EventChunks.Numbered> chunk) {
    return optOuts.among(
        catalog.name(),
        chunk.stream().map(each -> each.event().userId()).collect(Collectors.toSet()));
  }

  private List<EventChunks.Numbered> refuse(
      Catalog catalog, List<EventChunks.Numbered> chunk, Tally tally) {
    Set<String> out = optedOut(catalog, chunk);
    List<EventChunks.Numbered> kept = new ArrayList<>();
    for (EventChunks.Numbered each : chunk) {
      if (out.contains(each.event().userId())) {
        tally.reject(each.position(), "the user has opted out: no event is kept");
      } else {
        kept.add(each);
      }
    }
    return kept;
  }

  /** Nothing is stored that could not be learned from: what is refused can be sent as it was. */
  private void store(Catalog catalog, List<EventChunks.Numbered> chunk, boolean load, Tally tally) {
    profiles.requireWritable();
    List<EventStore.Outcome> outcomes =
        events.create(catalog.name(), chunk.stream().map(EventChunks.Numbered::event).toList());
    List<CatalogEvent> again = new ArrayList<>();
    Map<String, List<UserEvent>> learned = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      EventStore.Outcome outcome = outcomes.get(i);
      CatalogEvent event = chunk.get(i).event();
      if (outcome.failure() != null) {
        tally.reject(chunk.get(i).position(), outcome.failure());
        continue;
      }
      tally.count(outcome.duplicate());
      if (outcome.duplicate()) {
        again.add(event);
      } else {
        learn(learned, event.userId(), event.event());
      }
    }
    Map<String, List<UserEvent>> learnedAgain = stored(catalog, again);
    Set<String> users = new HashSet<>(learned.keySet());
    users.addAll(learnedAgain.keySet());
    Map<String, ProfileUpdater.Fold> folds = new HashMap<>();
    for (String user : users) {
      List<UserEvent> now = learned.getOrDefault(user, List.of());
      List<UserEvent> before = learnedAgain.getOrDefault(user, List.of());
      folds.put(
          user,
          ProfileUpdater.Fold.of(history -> again(catalog, user, before, history.fold(now)), load));
    }
    Set<String> waiting = profiles.update(catalog, folds);
    if (!load) { // a load waits for whoever reads next, not for the items
      tally.waiting(waiting);
    }
  }

  /**
   * An event that was sent again may never have reached its profile: the attempt before ended
   * between the two writes. It is folded in as it was stored, whatever it says now; if it is in the
   * profile already, that changes nothing.
   */
  private Map<String, List<UserEvent>> stored(Catalog catalog, List<CatalogEvent> again) {
    Map<String, List<UserEvent>> byUser = new HashMap<>();
    if (!again.isEmpty()) {
      Map<String, UserEvent> stored = events.stored(catalog.name(), again);
      for (CatalogEvent event : again) {
        UserEvent first = stored.get(event.event().eventId());
        if (first != null) {
          learn(byUser, event.userId(), first);
        }
      }
    }
    return byUser;
  }

  /**
   * Those that the profile lacks are read once more, after it was: one that is forgotten meanwhile
   * must not come back by being sent again.
   */
  private UserHistory again(
      Catalog catalog, String user, List<UserEvent> sentAgain, UserHistory history) {
    List<CatalogEvent> missing =
        sentAgain.stream()
            .filter(event -> !history.remembers(event.eventId()))
            .map(event -> new CatalogEvent(user, event, null, null))
            .toList();
    return missing.isEmpty()
        ? history
        : history.fold(events.stored(catalog.name(), missing).values());
  }

  /** What says nothing of an item is stored and changes no profile: none is read for it. */
  private static void learn(Map<String, List<UserEvent>> learned, String user, UserEvent event) {
    if (RememberedEvent.speaks(event)) {
      learned.computeIfAbsent(user, id -> new ArrayList<>()).add(event);
    }
  }
}
