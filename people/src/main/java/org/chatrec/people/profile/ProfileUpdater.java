package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.model.FoldIn;
import org.chatrec.people.model.FoldIns;
import org.chatrec.people.preferences.StatedInterests;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.StatedInterest;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/**
 * Folds events into profiles: read, fold, find the interests, write unless somebody else wrote, and
 * then again. Folding is idempotent and commutative ({@link UserHistory}), so it does not matter
 * how often this is repeated, nor who else does the same.
 */
public final class ProfileUpdater {

  private static final Logger LOG = LogManager.getLogger(ProfileUpdater.class);

  /** Rounds until giving up; every round one of the competing writers succeeds. */
  private static final int MAX_ROUNDS = 30;

  /** Users share a turn now and then, which costs a wait and nothing else. */
  private static final int TURNS = 64;

  /** Profiles that are held together, with a share of their items' vectors: some megabytes. */
  private static final int TOGETHER = 32;

  /** Profiles for which no vectors are read. */
  private static final int TOGETHER_WAITING = 128;

  private final ProfileStore store;
  private final ProfileMaker maker;
  private final FoldIns foldIns;
  private final StoredEvents events;
  private final StatedInterests stated;
  private final BooleanSupplier mayHide;
  private final ProfileRecomputer recomputer;
  private final List<Lock> turns =
      Stream.generate(() -> (Lock) new ReentrantLock(true)).limit(TURNS).toList();
  private final LongAdder writes = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  /** For catalogues that are never trained, and profiles that were all stored by this version. */
  public ProfileUpdater(ProfileStore store, ItemReader items, InterestProfiler profiler) {
    this(store, items, profiler, FoldIns.NONE, StoredEvents.NONE, StatedInterests.NONE);
  }

  /** Where nothing is hidden from anybody. */
  public ProfileUpdater(
      ProfileStore store,
      ItemReader items,
      InterestProfiler profiler,
      FoldIns foldIns,
      StoredEvents events,
      StatedInterests stated) {
    this(store, items, profiler, foldIns, events, stated, () -> false);
  }

  /**
   * @param events what profiles of earlier formats are made of again
   * @param stated what persons say of their interests
   * @param mayHide whether items may be hidden from whoever this thread works for
   */
  public ProfileUpdater(
      ProfileStore store,
      ItemReader items,
      InterestProfiler profiler,
      FoldIns foldIns,
      StoredEvents events,
      StatedInterests stated,
      BooleanSupplier mayHide) {
    this.mayHide = mayHide;
    this.stated = stated;
    this.store = store;
    this.maker = new ProfileMaker(items, profiler);
    this.foldIns = foldIns;
    this.events = events;
    this.recomputer = new ProfileRecomputer(events, maker, foldIns, stated);
  }

  /** What one user's history becomes. Must give the same when it is applied to its own result. */
  @FunctionalInterface
  public interface Fold {
    UserHistory apply(UserHistory before);

    /** What remains of a profile where its items cannot be read. */
    default UserProfile base(UserProfile before) {
      return before;
    }

    /** Whether no items are to be read. */
    default boolean waits() {
      return false;
    }

    /** Whether interests are found again although the history stays. */
    default boolean restates() {
      return false;
    }

    /**
     * @param waits whether the interests are left to the next read
     */
    static Fold of(UnaryOperator<UserHistory> history, boolean waits) {
      return new Fold() {
        @Override
        public UserHistory apply(UserHistory before) {
          return history.apply(before);
        }

        @Override
        public boolean waits() {
          return waits;
        }
      };
    }
  }

  /** The same history, of which the person says something else. */
  private static final Fold RESTATED =
      new Fold() {
        @Override
        public UserHistory apply(UserHistory before) {
          return before;
        }

        @Override
        public boolean restates() {
          return true;
        }
      };

  /** The usual fold: these events on top of what is known. */
  public static Fold of(List<UserEvent> events) {
    return before -> before.fold(events);
  }

  /** Makes histories of the events that are stored when it is applied, and of no other. */
  private final class Anew implements Fold {
    private final String catalog;
    private final String userId;

    private final boolean waits;
    private final long since;

    Anew(String catalog, String userId, boolean waits, long since) {
      this.catalog = catalog;
      this.userId = userId;
      this.waits = waits;
      this.since = since;
    }

    @Override
    public boolean waits() {
      return waits;
    }

    @Override
    public UserHistory apply(UserHistory before) {
      return recomputer.history(catalog, userId, event -> event.timestampMillis() >= since);
    }

    /** Interests of events that are gone must not stay until items can be read. */
    @Override
    public UserProfile base(UserProfile before) {
      return UserProfile.unknown(catalog, userId)
          .with(before.history())
          .knowing(before.texts())
          .outdated();
    }
  }

  /**
   * Makes profiles anew of the events that are stored now, some of those they were made of being
   * gone; one of which no event is left goes as well. An event that is stored meanwhile is folded
   * in before or after by whoever stores it.
   *
   * @return those whose interests have to wait until the items can be read
   */
  public Set<String> recompute(Catalog catalog, Collection<String> userIds) {
    return anew(catalog, userIds, false, Long.MIN_VALUE);
  }

  /**
   * The same of the events since a time, for whoever may read no items: what was found in those
   * profiles waits.
   *
   * @param since milliseconds since 1970
   */
  public Set<String> shrink(Catalog catalog, Collection<String> userIds, long since) {
    return anew(catalog, userIds, true, since);
  }

  private Set<String> anew(Catalog catalog, Collection<String> userIds, boolean waits, long since) {
    Map<String, Fold> folds = new HashMap<>();
    userIds.forEach(user -> folds.put(user, new Anew(catalog.name(), user, waits, since)));
    return update(catalog, folds);
  }

  /** Finds a person's interests again, after they said something of one. */
  public Set<String> restate(Catalog catalog, String userId) {
    return update(catalog, Map.of(userId, RESTATED));
  }

  /** Whether an event is part of what a profile remembers. */
  public boolean remembers(String catalog, String userId, String eventId) {
    return store.get(catalog, userId).history().remembers(eventId);
  }

  /**
   * Throws at once where profiles can be written to at no time soon, so that nothing is stored that
   * is not learned from.
   */
  public void requireWritable() {
    store.requireWritable();
  }

  /**
   * Applies a fold to each user's history; when this returns, the next search on any node sees it.
   * However many they are, a few profiles are held together.
   *
   * @return those whose interests wait, for the items or since the fold says so; their events are
   *     kept, and the next read or event finds the interests
   */
  public Set<String> update(Catalog catalog, Map<String, Fold> folds) {
    Set<String> waiting = new HashSet<>();
    if (!folds.isEmpty()) {
      FoldIn foldIn = foldIn(catalog);
      boolean wait = folds.values().stream().allMatch(Fold::waits);
      for (List<String> users : inPieces(folds.keySet(), wait ? TOGETHER_WAITING : TOGETHER)) {
        for (String user : attempt(catalog, folds, users, foldIn, waiting)) {
          insist(catalog, folds, user, foldIn, waiting);
        }
      }
    }
    return waiting;
  }

  private static List<List<String>> inPieces(Collection<String> users, int size) {
    List<String> all = List.copyOf(users);
    List<List<String>> pieces = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      pieces.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return pieces;
  }

  /**
   * On one node, writers that met go on one after the other: with many of them at once, a slow one
   * would else lose every round.
   */
  private void insist(
      Catalog catalog,
      Map<String, Fold> folds,
      String user,
      @Nullable FoldIn foldIn,
      Set<String> waiting) {
    Lock turn = turns.get(Math.floorMod(user.hashCode(), TURNS));
    turn.lock();
    try {
      for (int round = 1; !attempt(catalog, folds, List.of(user), foldIn, waiting).isEmpty(); ) {
        if (round++ == MAX_ROUNDS) {
          throw new OpenSearchStatusException(
              "the events are stored, but a user's profile changes too fast to be updated; "
                  + "send the same events with their event_ids again",
              RestStatus.SERVICE_UNAVAILABLE);
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /** Writes what the folds change; returns the users for whom somebody else was faster. */
  private Set<String> attempt(
      Catalog catalog,
      Map<String, Fold> folds,
      List<String> users,
      @Nullable FoldIn foldIn,
      Set<String> waiting) {
    List<ProfileStore.Versioned> read = new ArrayList<>();
    List<ProfileMaker.Wanted> wanted = new ArrayList<>();
    Map<String, ProfileStore.Versioned> profiles = store.get(catalog.name(), users);
    // after the profiles: who says something meanwhile makes the write fail, and it is read again
    Map<String, List<StatedInterest>> said = stated.of(catalog.name(), users);
    profiles.forEach(
        (user, stored) -> {
          UserProfile before = stored.profile();
          Fold fold = folds.get(user);
          UserHistory folded = fold.apply(complete(before));
          boolean known = before.known() || folded.eventCount() > 0;
          boolean changes =
              fold.restates()
                  || !folded.equals(before.history())
                  || isStale(catalog, before, foldIn);
          if (known && changes) {
            read.add(stored);
            wanted.add(
                new ProfileMaker.Wanted(
                    fold.base(before),
                    folded,
                    said.getOrDefault(user, List.of()),
                    fold.restates(),
                    fold.waits()));
          }
        });
    List<ProfileStore.Versioned> changed = new ArrayList<>();
    List<ProfileMaker.Made> made = maker.make(catalog, wanted, foldIn);
    for (int i = 0; i < made.size(); i++) {
      UserProfile profile = made.get(i).profile();
      UserProfile before = read.get(i).profile();
      boolean waits = profile.standing() == UserProfile.Standing.DUE;
      if (waits) {
        waiting.add(profile.userId());
      } else {
        waiting.remove(profile.userId());
      }
      boolean marks = wanted.get(i).restated() && before.standing() == UserProfile.Standing.CURRENT;
      if (!waits || marks || !profile.history().equals(before.history())) {
        changed.add(read.get(i).with(profile));
      }
    }
    Set<String> lost = store.put(changed);
    writes.add(changed.size() - lost.size());
    conflicts.add(lost.size());
    return lost;
  }

  /**
   * The history of a profile, made of the stored events where the profile is of a format that did
   * not keep them. If events are gone that it knew of, what is left of them is kept beside.
   */
  private UserHistory complete(UserProfile profile) {
    UserHistory known = profile.history();
    if (profile.standing() != UserProfile.Standing.OUTDATED) {
      return known;
    }
    UserHistory[] found = {UserHistory.EMPTY};
    long count =
        events.visit(profile.catalog(), profile.userId(), page -> found[0] = found[0].fold(page));
    return count < known.eventCount() ? found[0].withEarlier(known) : found[0];
  }

  /**
   * A user's profile as it is to be used: made anew first where that is due, and with a taste only
   * if it is of the present training. What cannot be made anew is used as it is, and what cannot be
   * written is used all the same: a read never fails for that, and never stores less than is known.
   */
  public UserProfile current(Catalog catalog, String userId) {
    return current(catalog, store.get(catalog.name(), userId), foldIn(catalog));
  }

  /** Whether somebody of whom no profile is found may have had one. */
  boolean wereLost() {
    return store.wereLost();
  }

  /** The same where both were read already. */
  public UserProfile current(Catalog catalog, UserProfile read, @Nullable FoldIn foldIn) {
    UserProfile now = isStale(catalog, read, foldIn) ? renewed(catalog, read, foldIn) : read;
    Taste taste = now.taste();
    boolean usable = foldIn != null && taste != null && taste.generation() == foldIn.generation();
    return usable ? now : now.withTaste(null);
  }

  private static boolean isStale(Catalog catalog, UserProfile profile, @Nullable FoldIn foldIn) {
    Taste taste = profile.taste();
    return profile.standing() != UserProfile.Standing.CURRENT
        // the catalogue has moved to another model
        || profile.known() && !profile.isOf(catalog.vectorField())
        || foldIn != null
            && profile.known()
            && (taste == null || taste.generation() != foldIn.generation());
  }

  private UserProfile renewed(Catalog catalog, UserProfile read, @Nullable FoldIn foldIn) {
    try {
      ProfileStore.Versioned stored = store.find(catalog.name(), read.userId());
      UserProfile before = stored.profile();
      UserHistory history = complete(before);
      if (history.eventCount() == 0 || !isStale(catalog, before, foldIn)) {
        return before; // somebody else did it, or forgot the user
      }
      String user = read.userId();
      ProfileMaker.Wanted wanted =
          new ProfileMaker.Wanted(
              before,
              history,
              stated.of(catalog.name(), List.of(user)).getOrDefault(user, List.of()));
      ProfileMaker.Made made = maker.make(catalog, List.of(wanted), foldIn).getFirst();
      if (made.profile().standing() == UserProfile.Standing.DUE) {
        return before;
      }
      // what is hidden from this reader is no reason to forget it
      return made.whole() || !mayHide.getAsBoolean()
          ? kept(stored.with(made.profile()))
          : made.profile();
    } catch (RuntimeException e) {
      LOG.warn(
          "a profile of catalogue [{}] could not be made anew: {}",
          catalog.name(),
          e.getClass().getName());
      LOG.debug("a profile of catalogue [{}] could not be made anew", catalog.name(), e);
      return read;
    }
  }

  private UserProfile kept(ProfileStore.Versioned made) {
    UserProfile profile = made.profile();
    try {
      boolean lost = !store.put(List.of(made)).isEmpty();
      (lost ? conflicts : writes).increment();
      return lost ? store.find(profile.catalog(), profile.userId()).profile() : profile;
    } catch (RuntimeException e) { // a full disk, say: it is found again the next time
      LOG.debug("a profile of catalogue [{}] could not be kept", profile.catalog(), e);
      return profile;
    }
  }

  /** Not knowing the present training, nobody is folded in; the next read makes up for it. */
  private @Nullable FoldIn foldIn(Catalog catalog) {
    try {
      return foldIns.of(catalog);
    } catch (RuntimeException e) {
      LOG.warn(
          "the model of catalogue [{}] could not be read: {}",
          catalog.name(),
          e.getClass().getName());
      LOG.debug("the model of catalogue [{}] could not be read", catalog.name(), e);
      return null;
    }
  }

  /**
   * The part {@code profiles} of the node's figures: writes, and those that lost against another
   * and were repeated.
   */
  public Map<String, Object> figures() {
    return Map.of("writes", writes(), "conflicts", conflicts());
  }

  /** Profiles written since the node started. */
  long writes() {
    return writes.sum();
  }

  /** Writes that lost against another one and were repeated. */
  long conflicts() {
    return conflicts.sum();
  }
}
