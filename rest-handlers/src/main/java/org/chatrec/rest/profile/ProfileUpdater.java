package org.chatrec.rest.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.profile.UserEvent;
import org.chatrec.ranking.profile.UserHistory;
import org.chatrec.rest.catalog.Catalog;
import org.chatrec.rest.catalog.ItemReader;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/**
 * Folds events into profiles: read, fold, find the interests, write unless somebody else wrote, and
 * then again. The history remembers which events it holds, so an event counts once however often
 * this is repeated.
 */
public final class ProfileUpdater {

  /** Rounds until giving up; every round at least one of the competing writers succeeds. */
  private static final int MAX_ROUNDS = 30;

  /** Items whose vectors describe a user; more than this adds time and no interest. */
  private static final int MAX_VECTORS = 200;

  private final ProfileStore store;
  private final ItemReader items;
  private final InterestProfiler profiler;
  private final LongSupplier clock;
  private final LongAdder writes = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  public ProfileUpdater(
      ProfileStore store, ItemReader items, InterestProfiler profiler, LongSupplier clock) {
    this.store = store;
    this.items = items;
    this.profiler = profiler;
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
    Set<String> open = new HashSet<>(folds.keySet());
    for (int round = 0; !open.isEmpty(); round++) {
      if (round == MAX_ROUNDS) {
        throw new OpenSearchStatusException(
            "the events are stored, but the profiles of {} users change too fast to be updated; "
                + "send the same events with their event_ids again",
            RestStatus.SERVICE_UNAVAILABLE,
            open.size());
      }
      List<ProfileStore.Versioned> changed = changed(catalog, folds, open);
      open = new HashSet<>(store.put(changed));
      writes.add(changed.size() - open.size());
      conflicts.add(open.size());
    }
  }

  /** The usual fold: these events on top of what is known. */
  public static Fold of(List<UserEvent> events) {
    return before -> before.fold(events);
  }

  private List<ProfileStore.Versioned> changed(
      Catalog catalog, Map<String, Fold> folds, Set<String> users) {
    Map<String, ProfileStore.Versioned> before = store.get(catalog.name(), users);
    Map<String, UserHistory> after = new HashMap<>();
    before.forEach(
        (user, stored) -> {
          UserHistory folded = folds.get(user).apply(stored.profile().history());
          if (!folded.equals(stored.profile().history())) {
            after.put(user, folded);
          }
        });
    Map<String, float[]> vectors = vectors(catalog, after);
    List<ProfileStore.Versioned> changed = new ArrayList<>();
    after.forEach(
        (user, history) -> {
          ProfileStore.Versioned read = before.get(user);
          UserProfile profile =
              new UserProfile(
                  catalog.name(),
                  user,
                  history,
                  profiler.profile(history, vectors, clock.getAsLong()));
          changed.add(new ProfileStore.Versioned(profile, read.seqNo(), read.primaryTerm()));
        });
    return changed;
  }

  private Map<String, float[]> vectors(Catalog catalog, Map<String, UserHistory> histories) {
    Set<String> needed = new HashSet<>();
    histories.values().forEach(history -> needed.addAll(telling(history)));
    return items.vectors(catalog.index(), needed, catalog.vectorField());
  }

  private static List<String> telling(UserHistory history) {
    return history.items().stream()
        .filter(item -> item.preference() != 0)
        .sorted(Comparator.comparingDouble(item -> -Math.abs(item.preference())))
        .limit(MAX_VECTORS)
        .map(ItemPreference::itemId)
        .toList();
  }

  /** Profiles written since the node started. */
  public long writes() {
    return writes.sum();
  }

  /** Writes that lost against another one and were repeated. */
  public long conflicts() {
    return conflicts.sum();
  }
}
