package org.chatrec.people.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.people.model.FoldIn;
import org.chatrec.people.model.FoldIns;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/**
 * Folds events into profiles: read, fold, find the interests, write unless somebody else wrote, and
 * then again. The history remembers which events it holds, so an event counts once however often
 * this is repeated.
 */
public final class ProfileUpdater {

  /** Rounds until giving up; every round one of the competing writers succeeds. */
  private static final int MAX_ROUNDS = 30;

  /** Items whose vectors describe a user; more than this adds time and no interest. */
  private static final int MAX_VECTORS = 200;

  /** Users share a turn now and then, which costs a wait and nothing else. */
  private static final int TURNS = 64;

  private final ProfileStore store;
  private final ItemReader items;
  private final InterestProfiler profiler;
  private final FoldIns foldIns;
  private final LongSupplier clock;
  private final List<Lock> turns =
      Stream.generate(() -> (Lock) new ReentrantLock(true)).limit(TURNS).toList();
  private final LongAdder writes = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  /** For catalogues that are never trained. */
  public ProfileUpdater(
      ProfileStore store, ItemReader items, InterestProfiler profiler, LongSupplier clock) {
    this(store, items, profiler, FoldIns.NONE, clock);
  }

  public ProfileUpdater(
      ProfileStore store,
      ItemReader items,
      InterestProfiler profiler,
      FoldIns foldIns,
      LongSupplier clock) {
    this.store = store;
    this.items = items;
    this.profiler = profiler;
    this.foldIns = foldIns;
    this.clock = clock;
  }

  /** What one user's history becomes. */
  @FunctionalInterface
  public interface Fold {
    UserHistory apply(UserHistory before);
  }

  /**
   * Applies a fold to each user's history; when this returns, the next search on any node sees it.
   */
  public void update(Catalog catalog, Map<String, Fold> folds) {
    if (folds.isEmpty()) {
      return;
    }
    for (String user : attempt(catalog, folds, folds.keySet())) {
      insist(catalog, folds, user);
    }
  }

  /**
   * On one node, writers that met go on one after the other: with many of them at once, a slow one
   * would else lose every round.
   */
  private void insist(Catalog catalog, Map<String, Fold> folds, String user) {
    Lock turn = turns.get(Math.floorMod(user.hashCode(), TURNS));
    turn.lock();
    try {
      for (int round = 1; !attempt(catalog, folds, Set.of(user)).isEmpty(); round++) {
        if (round == MAX_ROUNDS) {
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
  private Set<String> attempt(Catalog catalog, Map<String, Fold> folds, Set<String> users) {
    List<ProfileStore.Versioned> changed = changed(catalog, folds, users);
    Set<String> lost = store.put(changed);
    writes.add(changed.size() - lost.size());
    conflicts.add(lost.size());
    return lost;
  }

  /** The usual fold: these events on top of what is known. */
  public static Fold of(List<UserEvent> events) {
    return before -> before.fold(events);
  }

  /**
   * A user's profile whose taste, if it has one, is of the present training: one that is not is
   * found anew, and kept.
   */
  public UserProfile current(Catalog catalog, String userId) {
    return current(catalog, store.get(catalog.name(), userId), foldIns.of(catalog));
  }

  /** The same where both were read already. */
  public UserProfile current(Catalog catalog, UserProfile read, @Nullable FoldIn foldIn) {
    UserProfile stored = read;
    if (stored.known() && isStale(stored, foldIn)) {
      update(catalog, Map.of(stored.userId(), before -> before));
      stored = store.get(catalog.name(), stored.userId());
    }
    Taste taste = stored.taste();
    boolean usable = foldIn != null && taste != null && taste.generation() == foldIn.generation();
    return usable ? stored : stored.withTaste(null);
  }

  private static boolean isStale(UserProfile profile, @Nullable FoldIn foldIn) {
    Taste taste = profile.taste();
    return foldIn != null && (taste == null || taste.generation() != foldIn.generation());
  }

  private List<ProfileStore.Versioned> changed(
      Catalog catalog, Map<String, Fold> folds, Set<String> users) {
    Map<String, ProfileStore.Versioned> before = store.get(catalog.name(), users);
    FoldIn foldIn = foldIns.of(catalog);
    Map<String, UserHistory> after = new HashMap<>();
    before.forEach(
        (user, stored) -> {
          UserProfile profile = stored.profile();
          UserHistory folded = folds.get(user).apply(profile.history());
          if (!folded.equals(profile.history()) || profile.known() && isStale(profile, foldIn)) {
            after.put(user, folded);
          }
        });
    ItemVectors vectors = ItemVectors.read(items, catalog, telling(after.values()), foldIn);
    List<ProfileStore.Versioned> changed = new ArrayList<>();
    after.forEach(
        (user, history) -> {
          ProfileStore.Versioned read = before.get(user);
          UserProfile profile =
              new UserProfile(
                  catalog.name(),
                  user,
                  history,
                  profiler.profile(history, vectors.content(), clock.getAsLong()),
                  foldIn == null ? null : taste(history, vectors, foldIn));
          changed.add(new ProfileStore.Versioned(profile, read.seqNo(), read.primaryTerm()));
        });
    return changed;
  }

  /** The place among all users, by the liked items that were trained. */
  private static Taste taste(UserHistory history, ItemVectors vectors, FoldIn foldIn) {
    List<float[]> liked = new ArrayList<>();
    List<ItemPreference> preferences = new ArrayList<>();
    for (ItemPreference item : strongest(history)) {
      float[] vector = vectors.collaborative().get(item.itemId());
      if (item.preference() > 0 && vector != null) {
        liked.add(vector);
        preferences.add(item);
      }
    }
    float[] confidences = new float[preferences.size()];
    for (int i = 0; i < confidences.length; i++) {
      confidences[i] = (float) preferences.get(i).preference();
    }
    return new Taste(foldIn.generation(), foldIn.folding().cosineUser(liked, confidences));
  }

  private static Set<String> telling(Collection<UserHistory> histories) {
    Set<String> needed = new HashSet<>();
    for (UserHistory history : histories) {
      strongest(history).forEach(item -> needed.add(item.itemId()));
    }
    return needed;
  }

  private static List<ItemPreference> strongest(UserHistory history) {
    return history.items().stream()
        .filter(item -> item.preference() != 0)
        .sorted(Comparator.comparingDouble(item -> -Math.abs(item.preference())))
        .limit(MAX_VECTORS)
        .toList();
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
