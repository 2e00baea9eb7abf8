package org.chatrec.people.events;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.profile.ProfileUpdater;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.threadpool.Scheduler;
import org.opensearch.threadpool.ThreadPool;

/**
 * Removes events that are too old, on one node of the cluster, and takes them out of the profiles.
 * It reads no items, for which it would need somebody's authority: interests that have to be found
 * again are found by the person's next read or event.
 */
public final class EventSweeper {

  /** How often; an event is kept at most so much longer than it is said to be. */
  static final TimeValue INTERVAL = TimeValue.timeValueHours(1);

  private static final Logger LOG = LogManager.getLogger(EventSweeper.class);
  private static final int PAGE = 1_000;

  private final EventStore events;
  private final ProfileUpdater profiles;
  private final CatalogStore catalogs;
  private final EventAge age;
  private final BooleanSupplier here;

  /**
   * @param here whether this node is the one to do it
   */
  public EventSweeper(
      EventStore events,
      ProfileUpdater profiles,
      CatalogStore catalogs,
      EventAge age,
      BooleanSupplier here) {
    this.events = events;
    this.profiles = profiles;
    this.catalogs = catalogs;
    this.age = age;
    this.here = here;
  }

  /** Sweeps now and then, until cancelled. */
  public Scheduler.Cancellable start(ThreadPool threads, String pool) {
    return threads.scheduleWithFixedDelay(this::sweepHere, INTERVAL, pool);
  }

  /** Sweeps if this node is the one to do it; called as well when what is kept has changed. */
  public void sweepHere() {
    if (!here.getAsBoolean() || age.since() == 0) {
      return;
    }
    try {
      LOG.debug("{} events were too old", sweep());
    } catch (RuntimeException e) {
      LOG.warn(
          "events that are too old could not be removed; this is tried again: {}",
          e.getClass().getName());
      LOG.debug("events that are too old could not be removed; this is tried again", e);
    }
  }

  /**
   * Removes what is too old: out of the profiles first, so that a sweep that ends half-way is taken
   * up by the next. What cannot be done of one catalogue does not keep others from it.
   *
   * @return how many events
   */
  long sweep() {
    long swept = 0;
    long since = age.since();
    Set<String> failed = new HashSet<>();
    while (since > 0) {
      Map<String, Set<String>> people = events.peopleBefore(since, failed, PAGE);
      if (people.isEmpty()) {
        break;
      }
      for (Map.Entry<String, Set<String>> some : people.entrySet()) {
        try {
          shrink(some.getKey(), some.getValue(), since);
          swept += events.removeBefore(since, some.getKey(), some.getValue());
        } catch (RuntimeException e) {
          LOG.warn(
              "events of catalogue [{}] that are too old stay until the next sweep: {}",
              some.getKey(),
              e.getClass().getName());
          LOG.debug(
              "events of catalogue [{}] that are too old stay until the next sweep",
              some.getKey(),
              e);
          failed.add(some.getKey());
        }
      }
    }
    return swept;
  }

  private void shrink(String catalog, Set<String> users, long since) {
    try {
      profiles.shrink(catalogs.get(catalog), users, since);
    } catch (ResourceNotFoundException e) { // nobody reads a profile of a catalogue that is gone
      LOG.debug("events were of catalogue [{}], which is gone", catalog);
    }
  }
}
