package org.chatrec.people.train;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.IndexFields;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.sample.Samples;
import org.chatrec.catalog.support.CallerClient;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.people.events.EventStore;
import org.chatrec.people.experiment.ExperimentService;
import org.chatrec.people.model.ModelStore;
import org.chatrec.people.model.Training;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.collaborative.UserFolding;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.admin.indices.mapping.get.GetMappingsAction;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.lease.Releasable;
import org.opensearch.common.lease.Releasables;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.rest.RestStatus;

/**
 * Learns from all events of a catalogue and writes what was learned into its items: popularity and
 * collaborative vectors; into the catalogue the popularity that one item in ten reaches; and into
 * the models' index what folds users in. While vectors are written there is no collaborative part
 * in any score: vectors of two trainings are never compared (docs/decisions/0015).
 */
public final class TrainService {

  private static final Logger LOG = LogManager.getLogger(TrainService.class);

  /** An eighth of the heap, the rest of which is the node's. */
  private static final int SHARE_OF_HEAP = 8;

  /** How long a training may go on after its catalogue is gone. */
  private static final long LOOK_MILLIS = 1_000;

  private static final TimeValue SAMPLE_TIMEOUT = TimeValue.timeValueSeconds(60);

  private final CatalogStore catalogs;
  private final ModelStore models;
  private final StateClient state;
  private final CallerClient items;
  private final Samples samples;
  private final Learner learner;
  private final PastReader past;
  private final WeightLearner weights;
  private final SearchEvaluation searches;
  private final LongSupplier clock;
  private final Set<String> claimed = ConcurrentHashMap.newKeySet();

  public TrainService(
      CatalogStore catalogs,
      EventStore events,
      ModelStore models,
      StateClient state,
      CallerClient items,
      Samples samples,
      SearchEvaluation searches,
      PastReader.KindField kindField,
      LongSupplier clock) {
    this.searches = searches;
    this.catalogs = catalogs;
    this.models = models;
    this.state = state;
    this.items = items;
    this.samples = samples;
    long bytes = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    ItemReader reader = ItemReader.of(items);
    this.learner = new Learner(events, new ContentReader(reader), bytes, clock);
    this.past = new PastReader(events, reader, kindField, bytes, clock);
    this.weights = new WeightLearner(past, searches);
    this.clock = clock;
  }

  /**
   * Measures what trainings like these recommend.
   *
   * @param experiments tells what came of answers that were given
   */
  public EvaluateService evaluations(ExperimentService experiments) {
    return new EvaluateService(catalogs, past, weights, searches, experiments, this::dimension);
  }

  /** Says what stands against a training, and trains nothing. */
  public Map<String, Object> possible(String name) {
    if (claimed.contains(name)) {
      throw Training.taken(name);
    }
    Catalog catalog = catalogs.get(name);
    return Map.of("catalog", catalog.name(), "collaborative", dimension(catalog) > 0);
  }

  /**
   * The right to train a catalogue on this node, taken before the training waits for its thread: a
   * second one is not begun after the first, but refused.
   *
   * @return gives the right back
   */
  public Releasable claim(String name) {
    if (!claimed.add(name)) {
      throw Training.taken(name);
    }
    return Releasables.releaseOnce(() -> claimed.remove(name));
  }

  /** The answer of {@code POST /catalogs/{c}/train}. */
  public Map<String, Object> train(String name, TrainTask task) {
    CatalogStore.Declared declared = catalogs.declared(name);
    int dimension = dimension(declared.catalog());
    try (Training training = Training.begin(models, state, declared.catalog(), clock)) {
      StillDeclared still = new StillDeclared(declared);
      Consumer<String> progress =
          phase -> {
            task.reached(phase);
            training.renew();
            still.look();
          };
      return run(declared, dimension, training, still, progress);
    }
  }

  /** Ends a training with its catalogue. */
  private final class StillDeclared {
    private final CatalogStore.Declared trained;
    private long looked = clock.getAsLong();

    StillDeclared(CatalogStore.Declared trained) {
      this.trained = trained;
    }

    /** Looks now and then; called often. */
    void look() {
      if (clock.getAsLong() - looked >= LOOK_MILLIS) {
        require();
      }
    }

    void require() {
      looked = clock.getAsLong();
      String name = trained.catalog().name();
      if (!catalogs.declared(name).learnsInto(trained)) {
        throw new OpenSearchStatusException(
            "catalogue [{}] was declared anew while it was trained; train it again",
            RestStatus.CONFLICT,
            name);
      }
    }
  }

  private Map<String, Object> run(
      CatalogStore.Declared declared,
      int dimension,
      Training training,
      StillDeclared still,
      Consumer<String> progress) {
    Catalog catalog = declared.catalog();
    long started = System.nanoTime();
    Learned learned = learner.learn(catalog, dimension, progress);
    Optional<CatalogWeights> better = weights(catalog, dimension, progress);
    long learnedAfter = millisSince(started);
    ItemWriter writer = new ItemWriter(items, catalog, learned, progress);
    Map<String, Object> model = Map.of();
    if (writer.writes()) {
      still.require();
      writer.prepare();
      UserFolding folding = learned.folding();
      long generation =
          folding == null ? training.nextGeneration() : training.beginWriting(folding);
      writer.write(generation);
      writer.sweep(generation);
      sample(catalog, folding == null ? 0 : generation, progress);
      if (folding != null) {
        model = model(learned, generation);
        still.require();
        training.publish(model);
        writer.sweep(generation);
      }
    }
    if (!learned.popularity().isEmpty()) {
      catalogs.change(
          declared,
          now -> better.map(now::withWeights).orElse(now).withPopularityPivot(learned.pivot()));
    }
    LOG.info(
        "catalogue [{}] learned from {} events in {} ms and wrote {} items in {} ms",
        catalog.name(),
        learned.events(),
        learnedAfter,
        writer.written(),
        millisSince(started) - learnedAfter);
    Map<String, Object> answer = answer(catalog, learned, writer, model, millisSince(started));
    better.ifPresent(found -> answer.put("weights", found.toMap()));
    return answer;
  }

  /** Weights are learned where the items may be read; who trains needs no more than to write. */
  private Optional<CatalogWeights> weights(
      Catalog catalog, int dimension, Consumer<String> progress) {
    try {
      return weights.learn(catalog, dimension, progress);
    } catch (RuntimeException e) {
      if (ExceptionsHelper.status(e) != RestStatus.FORBIDDEN) {
        throw e;
      }
      LOG.info("weights of catalogue [{}] stay: who trains may not read items", catalog.name());
      return Optional.empty();
    }
  }

  /**
   * What is usual in the catalogue has changed with what was written. Searches can do without, and
   * draw a sample of their own then.
   */
  private void sample(Catalog catalog, long generation, Consumer<String> progress) {
    progress.accept("drawing the sample that scores are calibrated against");
    PlainActionFuture<CatalogSample> drawn = PlainActionFuture.newFuture();
    samples.draw(catalog, generation, drawn);
    try {
      drawn.actionGet(SAMPLE_TIMEOUT);
    } catch (RuntimeException e) {
      LOG.warn(
          "no sample of catalogue [{}] could be drawn: {}", catalog.name(), e.getClass().getName());
      LOG.debug("no sample of catalogue [{}] could be drawn", catalog.name(), e);
    }
  }

  private static Map<String, Object> answer(
      Catalog catalog, Learned learned, ItemWriter writer, Map<String, Object> model, long took) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalog", catalog.name());
    answer.put("events", learned.events());
    answer.put("items", writer.written());
    answer.put("unknown_items", writer.unknown());
    answer.put("popularity_pivot", learned.pivot());
    if (!model.isEmpty()) {
      answer.put("collaborative", model);
    }
    answer.put("took", took);
    return answer;
  }

  private Map<String, Object> model(Learned learned, long generation) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("generation", generation);
    model.put("factors", learned.folding() == null ? 0 : learned.folding().settings().factors());
    model.put("items", learned.vectors().size());
    model.put("items_with_content", learned.described());
    model.put("users", learned.users());
    model.put("pairs", learned.pairs());
    model.put("share_of_users", learned.share());
    model.put("trained", Instant.ofEpochMilli(clock.getAsLong()).toString());
    return model;
  }

  /** The collaborative field's; 0 where the catalogue has none. An index has to be there for it. */
  private int dimension(Catalog catalog) {
    Map<String, Map<String, Object>> fields =
        IndexFields.of(catalog.index(), request -> items.call(GetMappingsAction.INSTANCE, request));
    String field = catalog.collaborativeField();
    if (field == null) {
      return 0;
    }
    Map<String, Object> mapped = fields.getOrDefault(field, Map.of());
    boolean floats = "float".equals(mapped.getOrDefault("data_type", "float"));
    if (!floats || !(mapped.get("dimension") instanceof Number n) || n.intValue() < 2) {
      throw new IllegalArgumentException(
          "[collaborative_field] "
              + field
              + " of index ["
              + catalog.index()
              + "] must be a knn_vector of floats with a dimension of 2 or more; it is "
              + mapped);
    }
    return n.intValue();
  }

  private static long millisSince(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }
}
