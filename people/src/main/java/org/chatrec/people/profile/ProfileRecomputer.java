package org.chatrec.people.profile;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.model.FoldIns;
import org.chatrec.people.preferences.StatedInterests;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;

/**
 * Makes profiles of the stored events, and of what persons say of their interests, which is what
 * defines them. With some of the events left out, a profile is what it would be had they never
 * come. Nothing is stored.
 *
 * <p>Waits for reads: not for transport or search threads.
 */
public final class ProfileRecomputer {

  private final StoredEvents events;
  private final ProfileMaker maker;
  private final FoldIns foldIns;
  private final StatedInterests stated;

  /**
   * @param items reads items as whoever asks
   * @param foldIns the present training of each catalogue
   * @param stated what persons say of their interests
   */
  public ProfileRecomputer(
      StoredEvents events,
      ItemReader items,
      InterestProfiler profiler,
      FoldIns foldIns,
      StatedInterests stated) {
    this(events, new ProfileMaker(items, profiler), foldIns, stated);
  }

  ProfileRecomputer(
      StoredEvents events, ProfileMaker maker, FoldIns foldIns, StatedInterests stated) {
    this.events = events;
    this.maker = maker;
    this.foldIns = foldIns;
    this.stated = stated;
  }

  /**
   * The profile of a user without some events.
   *
   * @param eventIds the ids of the events to leave out; those of no event change nothing
   * @return of {@link UserProfile.Standing#DUE} and without interests where the items cannot be
   *     read
   */
  public UserProfile without(Catalog catalog, String userId, Set<String> eventIds) {
    return of(catalog, userId, history(catalog.name(), userId, eventIds));
  }

  /** The profile of a user who would have this history. */
  public UserProfile of(Catalog catalog, String userId, UserHistory history) {
    ProfileMaker.Wanted wanted =
        new ProfileMaker.Wanted(
            UserProfile.unknown(catalog.name(), userId),
            history,
            stated.of(catalog.name(), List.of(userId)).getOrDefault(userId, List.of()),
            true,
            false);
    return maker.make(catalog, List.of(wanted), foldIns.of(catalog)).getFirst().profile();
  }

  /** The history of a user without some events; in bounded memory, however many there are. */
  public UserHistory history(String catalog, String userId, Set<String> withoutEvents) {
    return history(catalog, userId, event -> !withoutEvents.contains(event.eventId()));
  }

  /** The history of a user by some of the events. */
  UserHistory history(String catalog, String userId, Predicate<UserEvent> which) {
    UserHistory[] found = {UserHistory.EMPTY};
    long unused =
        events.visit(
            catalog,
            userId,
            page -> found[0] = found[0].fold(page.stream().filter(which).toList()));
    return found[0];
  }
}
