package org.chatrec.people.model;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.ranking.collaborative.UserFolding;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/**
 * The right to train one catalogue, of which there is one in the cluster. It is a lease: whoever
 * holds it renews it while working, and loses it by dying. Every change of the model's state is
 * made under the version this training wrote last, so one that lost the lease can change nothing
 * any more.
 */
public final class Training implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Training.class);

  /** Longer than any single step of a training, whose calls have a deadline of half a minute. */
  private static final long LEASE_MILLIS = 120_000;

  private static final long RENEW_MILLIS = 10_000;

  private final ModelStore store;
  private final Catalog catalog;
  private final String node;
  private final LongSupplier clock;
  private ModelStore.Versioned mine;
  private long renewed;

  private Training(
      ModelStore store,
      Catalog catalog,
      String node,
      LongSupplier clock,
      ModelStore.Versioned mine,
      long renewed) {
    this.store = store;
    this.catalog = catalog;
    this.node = node;
    this.clock = clock;
    this.mine = mine;
    this.renewed = renewed;
  }

  /** Takes the lease, or answers 409 if somebody else holds it. */
  public static Training begin(
      ModelStore store, StateClient state, Catalog catalog, LongSupplier clock) {
    state.requireWritable(StateIndex.MODELS);
    ModelStore.Versioned read = store.versioned(catalog.name());
    ModelState.Lease lease = read.state().lease();
    long now = clock.getAsLong();
    if (lease != null && now - lease.renewed() < LEASE_MILLIS && state.isAlive(lease.node())) {
      throw taken(catalog.name());
    }
    String node = state.thisNode();
    ModelStore.Versioned mine =
        store.replace(catalog.name(), read, read.state().with(new ModelState.Lease(node, now)));
    if (mine == null) {
      throw taken(catalog.name());
    }
    return new Training(store, catalog, node, clock, mine, now);
  }

  /** The 409 of a catalogue that is being trained. */
  public static OpenSearchStatusException taken(String catalog) {
    return new OpenSearchStatusException(
        "catalogue [{}] is being trained already; wait for that to end",
        RestStatus.CONFLICT,
        catalog);
  }

  /** Renews the lease when it is time to; called often. */
  public void renew() {
    if (clock.getAsLong() - renewed >= RENEW_MILLIS) {
      write(mine.state());
    }
  }

  /**
   * A number that no training of any catalogue ever had, whatever became of the models' index
   * since: vectors in items and profiles outlive it, and those of another training must never be
   * taken for this one's. The time in microseconds, of which a clock knows the milliseconds and
   * chance the rest; small enough to be exact in every JSON.
   */
  public long nextGeneration() {
    long time = clock.getAsLong() * 1_000 + ThreadLocalRandom.current().nextInt(1_000);
    return Math.max(mine.state().generation() + 1, time);
  }

  /** From here on, until {@link #publish}, nobody compares collaborative vectors. */
  public long beginWriting(UserFolding folding) {
    long before = mine.state().generation();
    long generation = nextGeneration();
    store.putFolding(catalog.name(), new FoldIn(generation, folding));
    String field = Objects.requireNonNull(catalog.collaborativeField());
    write(new ModelState(generation, false, catalog.index(), field, Map.of(), null));
    if (before > 0) {
      store.deleteFolding(catalog.name(), before);
    }
    return generation;
  }

  /** Every item holds the generation now. */
  public void publish(Map<String, Object> figures) {
    ModelState state = mine.state();
    write(
        new ModelState(
            state.generation(), true, state.index(), state.field(), figures, state.lease()));
  }

  private void write(ModelState state) {
    long now = clock.getAsLong();
    ModelStore.Versioned written =
        store.replace(catalog.name(), mine, state.with(new ModelState.Lease(node, now)));
    if (written == null) {
      throw new OpenSearchStatusException(
          "the training of catalogue [{}] was away for too long and another one took its place",
          RestStatus.CONFLICT,
          catalog.name());
    }
    mine = written;
    renewed = now;
  }

  /** Gives the lease back; where that fails, or it was taken over, it ends by itself. */
  @Override
  public void close() {
    try {
      store.replace(catalog.name(), mine, mine.state().with(null));
    } catch (RuntimeException e) {
      LOG.warn(
          "the lease of catalogue [{}] could not be given back: {}",
          catalog.name(),
          e.getClass().getName());
      LOG.debug("the lease of catalogue [{}] could not be given back", catalog.name(), e);
    }
  }
}
