package org.chatrec.catalog.sample;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.calibration.SampledItem;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.ListenerTimeouts;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.ListenableFuture;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * The sample of each catalogue: drawn by the first search, by training, and when the catalogue has
 * grown by a fifth, always as whoever searches or trains; kept in the plugin's state for all nodes;
 * held in memory by version. A search waits a moment for a sample that is being drawn, and goes on
 * with the model's constants where there is none.
 */
public final class Samples {

  /** How long a search waits for what it can do without. */
  private static final TimeValue WAIT = TimeValue.timeValueSeconds(2);

  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_CATALOGS = 10_000;

  /** How often a catalogue is counted: a small one changes at once what is usual in it. */
  private static final long SMALL_EVERY_MILLIS = 1_000;

  private static final long LARGE_EVERY_MILLIS = 60_000;

  /** After a drawing that failed. */
  private static final long AGAIN_AFTER_MILLIS = 5_000;

  private static final Logger LOG = LogManager.getLogger(Samples.class);

  private final Client client;
  private final StateClient state;
  private final SampleStore store;
  private final ModelConstants constants;
  private final LongSupplier clock;

  private final Cache<String, CatalogSample> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((String version, CatalogSample sample) -> bytes(sample))
          .build();

  private final Cache<String, Long> counted =
      Caffeine.newBuilder().maximumSize(MOST_CATALOGS).build();
  private final Cache<String, Long> failed =
      Caffeine.newBuilder().maximumSize(MOST_CATALOGS).build();
  private final Map<String, ListenableFuture<CatalogSample>> drawing = new ConcurrentHashMap<>();

  /**
   * @param client searches as the caller
   * @param state keeps what was drawn
   * @param clock milliseconds since 1970
   */
  public Samples(
      Client client, StateClient state, EmbeddingService embeddings, LongSupplier clock) {
    this.client = client;
    this.state = state;
    this.store = new SampleStore(state);
    this.constants = new ModelConstants(embeddings);
    this.clock = clock;
  }

  /** The id in the models' index of what is to be handed to {@link #of}. */
  public static String id(String catalog) {
    return SampleStore.headId(catalog);
  }

  /**
   * Answers with the catalogue's sample, or one that knows nothing; never fails.
   *
   * @param found the document of {@link #id}, null if there is none
   * @param generation of the training whose vectors are in use; 0 where none are compared
   */
  public void of(
      Catalog catalog,
      @Nullable GetResponse found,
      long generation,
      ActionListener<CatalogSample> listener) {
    of(catalog, SampleStore.head(found), generation, inTime(listener));
  }

  /** The same where the document was not read yet. */
  public void of(Catalog catalog, long generation, ActionListener<CatalogSample> listener) {
    ActionListener<CatalogSample> answer = inTime(listener);
    store.head(
        catalog.name(),
        ActionListener.wrap(head -> of(catalog, head, generation, answer), answer::onFailure));
  }

  /** The same for whoever may wait. */
  public CatalogSample now(Catalog catalog, long generation) {
    PlainActionFuture<CatalogSample> answer = PlainActionFuture.newFuture();
    of(catalog, generation, answer);
    return answer.actionGet();
  }

  /** Draws anew, whatever there is, for training to wait for. */
  public void draw(Catalog catalog, long generation, ActionListener<CatalogSample> listener) {
    store.head(
        catalog.name(),
        ActionListener.wrap(
            head -> draw(catalog, head, generation, listener), listener::onFailure));
  }

  /** Takes away what is kept of a catalogue. */
  public void forget(String catalog) {
    PlainActionFuture<Void> gone = PlainActionFuture.newFuture();
    store.forget(catalog, gone);
    gone.actionGet(WAIT);
  }

  private void of(
      Catalog catalog,
      @Nullable SampleHead head,
      long generation,
      ActionListener<CatalogSample> listener) {
    if (head == null || !head.isOf(catalog, generation)) {
      drawUnlessFailed(catalog, head, generation, listener);
    } else if (isDue(catalog, head)) {
      count(catalog, head, generation, listener);
    } else {
      read(catalog, head, listener);
    }
  }

  private void drawUnlessFailed(
      Catalog catalog,
      @Nullable SampleHead head,
      long generation,
      ActionListener<CatalogSample> listener) {
    Long before = failed.getIfPresent(catalog.name());
    if (before != null && clock.getAsLong() - before < AGAIN_AFTER_MILLIS) {
      listener.onResponse(CatalogSample.none());
    } else {
      drawOnce(catalog, head, generation, listener);
    }
  }

  /** Whoever comes while a sample is drawn waits for that one. */
  private void drawOnce(
      Catalog catalog,
      @Nullable SampleHead head,
      long generation,
      ActionListener<CatalogSample> listener) {
    String key = catalog.name() + ' ' + generation;
    ListenableFuture<CatalogSample> mine = new ListenableFuture<>();
    ListenableFuture<CatalogSample> other = drawing.putIfAbsent(key, mine);
    ListenableFuture<CatalogSample> drawn = other == null ? mine : other;
    drawn.addListener(
        listener,
        OpenSearchExecutors.newDirectExecutorService(),
        client.threadPool().getThreadContext());
    if (other == null) {
      draw(
          catalog,
          head,
          generation,
          ActionListener.runBefore(mine, () -> drawing.remove(key, mine)));
    }
  }

  private void draw(
      Catalog catalog,
      @Nullable SampleHead before,
      long generation,
      ActionListener<CatalogSample> listener) {
    ActionListener<CatalogSample> watched =
        ActionListener.wrap(
            listener::onResponse,
            e -> {
              failed.put(catalog.name(), clock.getAsLong());
              listener.onFailure(e);
            });
    try {
      Drawing.draw(
          client,
          catalog,
          generation,
          ActionListener.wrap(
              drawn -> calibrate(catalog, before, drawn, watched), watched::onFailure));
    } catch (RuntimeException e) {
      watched.onFailure(e);
    }
  }

  private void calibrate(
      Catalog catalog,
      @Nullable SampleHead before,
      Drawing.Drawn drawn,
      ActionListener<CatalogSample> listener) {
    if (drawn.items().isEmpty() || drawn.items().size() >= CatalogSample.MANY) {
      keep(catalog, before, drawn, CatalogSample.ANY_MODEL, listener);
      return;
    }
    ThreadPool threads = client.threadPool();
    ActionListener<Calibration> back =
        new ContextPreservingActionListener<>(
            threads.getThreadContext().newRestorableContext(false),
            ActionListener.wrap(
                usual -> keep(catalog, before, drawn, usual, listener), listener::onFailure));
    var unused =
        constants
            .of(catalog.model())
            .thenAcceptAsync(back::onResponse, threads.executor(ThreadPool.Names.GENERIC));
  }

  private void keep(
      Catalog catalog,
      @Nullable SampleHead before,
      Drawing.Drawn drawn,
      Calibration model,
      ActionListener<CatalogSample> listener) {
    CatalogSample sample = new CatalogSample(drawn.items(), drawn.count(), model);
    if (sample.isEmpty() || !state.exists(StateIndex.MODELS)) {
      listener.onResponse(sample);
      return;
    }
    Map<String, Object> data = SampleCodec.encode(sample);
    SampleHead head =
        new SampleHead(
            SampleCodec.version(data),
            catalog.index(),
            catalog.vectorField(),
            catalog.collaborativeField(),
            drawn.generation(),
            drawn.count());
    known.put(head.version(), sample);
    counted.put(catalog.name(), clock.getAsLong());
    store.write(
        catalog.name(),
        head,
        data,
        before,
        ActionListener.wrap(
            kept -> listener.onResponse(sample),
            e -> {
              LOG.debug("the sample of catalogue [{}] could not be kept", catalog.name(), e);
              listener.onResponse(sample);
            }));
  }

  private boolean isDue(Catalog catalog, SampleHead head) {
    Long before = counted.getIfPresent(catalog.name());
    long every = head.count() <= Drawing.MOST_ITEMS ? SMALL_EVERY_MILLIS : LARGE_EVERY_MILLIS;
    if (before != null && clock.getAsLong() - before < every) {
      return false;
    }
    counted.put(catalog.name(), clock.getAsLong());
    return true;
  }

  /** A small catalogue is counted before it is searched, a large one meanwhile. */
  private void count(
      Catalog catalog, SampleHead head, long generation, ActionListener<CatalogSample> listener) {
    boolean small = head.count() <= Drawing.MOST_ITEMS;
    ActionListener<CatalogSample> waiting = small ? listener : ActionListener.wrap(() -> {});
    Drawing.count(
        client,
        catalog,
        ActionListener.wrap(
            items -> {
              if (!head.standsFor(items, Drawing.MOST_ITEMS)) {
                drawUnlessFailed(catalog, head, generation, waiting);
              } else if (small) {
                read(catalog, head, listener);
              }
            },
            e -> {
              if (small) {
                read(catalog, head, listener);
              }
            }));
    if (!small) {
      read(catalog, head, listener);
    }
  }

  private void read(Catalog catalog, SampleHead head, ActionListener<CatalogSample> listener) {
    CatalogSample sample = known.getIfPresent(head.version());
    if (sample != null) {
      listener.onResponse(sample);
      return;
    }
    store.read(
        catalog.name(),
        head.version(),
        ActionListener.wrap(
            read -> {
              if (read != null) {
                known.put(head.version(), read);
              }
              listener.onResponse(read == null ? CatalogSample.none() : read);
            },
            listener::onFailure));
  }

  /** After a moment, or a failure, there is no sample; the listener is called as the caller. */
  private ActionListener<CatalogSample> inTime(ActionListener<CatalogSample> listener) {
    ThreadPool threads = client.threadPool();
    ActionListener<CatalogSample> orNone =
        ActionListener.wrap(
            listener::onResponse,
            e -> {
              LOG.debug("a search goes on without a sample of its catalogue", e);
              listener.onResponse(CatalogSample.none());
            });
    return ListenerTimeouts.wrapWithTimeout(
        threads,
        new ContextPreservingActionListener<>(
            threads.getThreadContext().newRestorableContext(false), orNone),
        WAIT,
        ThreadPool.Names.GENERIC,
        "sample");
  }

  private static int bytes(CatalogSample sample) {
    long bytes = sample.copiedBytes();
    for (SampledItem item : sample.items()) {
      int factors = item.collaborative() == null ? 0 : item.collaborative().length;
      bytes += SampleCodec.rowBytes(item.text().length, factors) + 200L;
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
