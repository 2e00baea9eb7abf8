package org.chatrec.people.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.ranking.evaluation.Estimate;
import org.chatrec.ranking.experiment.BetaPosterior;
import org.chatrec.ranking.experiment.InversePropensity;
import org.chatrec.ranking.experiment.Place;
import org.chatrec.ranking.experiment.Propensities;
import org.chatrec.ranking.experiment.TeamDraft;
import org.jspecify.annotations.Nullable;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.index.IndexResponse;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;

/**
 * Runs the experiments of catalogues: says who gets which arm, keeps what was answered, and counts
 * what came of it. An arm belongs to a session (or a person) without being stored: it follows from
 * their name and the propensities, which change with what is known at most every half minute.
 */
public final class ExperimentService {

  private static final Logger LOG = LogManager.getLogger(ExperimentService.class);
  private static final double CONFIDENCE = 0.95;
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final TimeValue MOMENT = TimeValue.timeValueSeconds(2);

  private final ExperimentStore store;
  private final OutcomeReader reader;
  private final ExperimentSweeper sweeper;
  private final Executor pool;
  private final LongSupplier clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * @param pool counts what is to be known, while nobody waits
   */
  public ExperimentService(
      ExperimentStore store,
      OutcomeReader reader,
      ExperimentSweeper sweeper,
      Executor pool,
      LongSupplier clock) {
    this.store = store;
    this.reader = reader;
    this.sweeper = sweeper;
    this.pool = pool;
    this.clock = clock;
  }

  private record Known(String experiment, Propensities propensities, long atMillis) {}

  /** What somebody gets of an experiment. */
  public final class Drawn {
    private final Catalog catalog;
    private final Experiment experiment;
    private final int arm;
    private final double propensity;
    private @Nullable PlainActionFuture<IndexResponse> kept;

    private Drawn(Catalog catalog, Experiment experiment, int arm, double propensity) {
      this.catalog = catalog;
      this.experiment = experiment;
      this.arm = arm;
      this.propensity = propensity;
    }

    /** Whether the list is to be made of those of all arms. */
    public boolean interleaves() {
      return experiment.mode() == Experiment.Mode.INTERLEAVE;
    }

    private String name() {
      return experiment.names().get(arm);
    }

    /** The catalogues to search: of the drawn arm, or of all where these are interleaved. */
    public List<Catalog> catalogs() {
      return interleaves()
          ? experiment.names().stream().map(each -> experiment.in(catalog, each)).toList()
          : List.of(experiment.in(catalog, name()));
    }

    /**
     * The one list of the arms' lists, and for each of its items the arm that contributed it.
     *
     * @param lists ids, in the order of {@link #catalogs}
     */
    public Map<String, String> interleaved(List<List<String>> lists, int size, String queryId) {
      Map<String, String> items = new LinkedHashMap<>();
      for (TeamDraft.Pick<String> pick : TeamDraft.of(lists, size, seed(queryId))) {
        items.put(pick.item(), experiment.names().get(pick.team()));
      }
      return items;
    }

    private long seed(String queryId) {
      return Double.doubleToLongBits(Place.of("interleave", queryId));
    }

    /** Begins to keep what is answered. */
    public void answered(String queryId, List<String> items, Map<String, String> arms) {
      Map<String, String> shown = new LinkedHashMap<>();
      items.forEach(item -> shown.put(item, arms.getOrDefault(item, name())));
      kept =
          store.log(
              catalog.name(),
              experiment,
              new ExperimentStore.Answer(queryId, interleaves() ? null : name(), propensity, shown),
              clock.getAsLong());
    }

    /** Whether it is kept, and what comes of it will count; waits a moment for that. */
    public boolean counted() {
      try {
        return kept != null && kept.actionGet(MOMENT) != null;
      } catch (RuntimeException e) { // a full disk, say
        LOG.warn(
            "an answer in the experiment of [{}] is not counted: {}",
            catalog.name(),
            e.getClass().getName());
        LOG.debug("an answer in the experiment of [{}] is not counted", catalog.name(), e);
        return false;
      }
    }

    /** What the answer says of it. */
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("id", experiment.id());
      if (interleaves()) {
        map.put("mode", "interleave");
      } else {
        map.put("arm", name());
      }
      map.put("propensity", propensity);
      return map;
    }
  }

  /**
   * What somebody gets, if the catalogue has an experiment.
   *
   * @param who a session or a person; null for somebody new each time
   */
  public Optional<Drawn> draw(Catalog catalog, @Nullable String who) {
    return store.now(catalog.name()).map(experiment -> drawn(catalog, experiment, who));
  }

  private Drawn drawn(Catalog catalog, Experiment experiment, @Nullable String who) {
    if (experiment.mode() == Experiment.Mode.INTERLEAVE) {
      return new Drawn(catalog, experiment, 0, 1.0 / experiment.names().size());
    }
    Propensities propensities = propensities(catalog.name(), experiment);
    String name = who == null ? UUID.randomUUID().toString() : who;
    int arm = propensities.arm(Place.of(experiment.id(), name));
    return new Drawn(catalog, experiment, arm, propensities.of(arm));
  }

  private Propensities propensities(String catalog, Experiment experiment) {
    Propensities equal = Propensities.equal(experiment.names().size());
    if (experiment.policy() == Experiment.Policy.FIXED) {
      return equal;
    }
    Known before = known.get(catalog);
    boolean same = before != null && before.experiment().equals(experiment.id());
    long now = clock.getAsLong();
    if (!same || now - before.atMillis() > FRESH.toMillis()) {
      Propensities meanwhile = same ? before.propensities() : equal;
      known.put(catalog, new Known(experiment.id(), meanwhile, now));
      recount(catalog, experiment);
    }
    return known.getOrDefault(catalog, new Known("", equal, now)).propensities();
  }

  private void recount(String catalog, Experiment experiment) {
    try {
      pool.execute(
          () -> {
            try {
              learn(catalog, experiment, reader.read(catalog, experiment));
            } catch (RuntimeException e) {
              LOG.warn(
                  "the experiment of catalogue [{}] could not be counted: {}",
                  catalog,
                  e.getClass().getName());
              LOG.debug("the experiment of catalogue [{}] could not be counted", catalog, e);
            }
          });
    } catch (RuntimeException e) { // the pool is full: the next answer tries again
      LOG.debug("no room to count the experiment of catalogue [{}]", catalog, e);
    }
  }

  private void learn(String catalog, Experiment experiment, Outcomes outcomes) {
    known.put(
        catalog,
        new Known(
            experiment.id(),
            Propensities.thompson(outcomes.posteriors(experiment)),
            clock.getAsLong()));
  }

  /**
   * Begins an experiment, in the place of whatever the catalogue has, whose answers are removed;
   * the same one goes on.
   *
   * @throws IllegalArgumentException naming the field and what it accepts
   */
  public Map<String, Object> put(String catalog, Map<String, Object> definition) {
    Experiment wanted = Experiment.of(UUID.randomUUID().toString(), clock.getAsLong(), definition);
    Optional<Experiment> before = store.get(catalog).filter(wanted::isLike);
    if (before.isEmpty()) {
      store.put(catalog, wanted);
      long unused = sweeper.sweep(catalog);
    }
    return shown(catalog, before.orElse(wanted));
  }

  /**
   * The experiment of a catalogue with what is known of each arm.
   *
   * @param allowMissing whether a catalogue without one is answered, with no arms
   */
  public Map<String, Object> get(String catalog, boolean allowMissing) {
    Optional<Experiment> experiment = store.get(catalog);
    return experiment.isEmpty() && allowMissing
        ? Map.of("arms", Map.of())
        : shown(catalog, experiment.orElseThrow(() -> missing(catalog)));
  }

  /**
   * What would come of each arm if everybody got it, by the answers that were given and how likely
   * each was; empty where there is no experiment, or where everybody gets all arms.
   */
  public Optional<Map<String, Object>> replay(String catalog) {
    return store
        .get(catalog)
        .filter(experiment -> experiment.mode() == Experiment.Mode.SPLIT)
        .map(experiment -> replayed(experiment, reader.weighted(catalog, experiment)));
  }

  private static Map<String, Object> replayed(Experiment experiment, Outcomes outcomes) {
    Map<String, Object> arms = new LinkedHashMap<>();
    for (String name : experiment.names()) {
      InversePropensity known = outcomes.weighted().getOrDefault(name, InversePropensity.NONE);
      Estimate rate = known.rate();
      Map<String, Object> arm = new LinkedHashMap<>();
      arm.put("answers", known.answers());
      arm.put("effective_answers", known.effective());
      arm.put("reward", Map.of("mean", rate.mean(), "standard_error", rate.standardError()));
      arms.put(name, arm);
    }
    Map<String, Object> replay = new LinkedHashMap<>();
    replay.put("experiment", experiment.id());
    replay.put("arms", arms);
    replay.put("whole", outcomes.whole());
    return replay;
  }

  /** Ends the experiment of a catalogue, of which nothing is kept then. */
  public Map<String, Object> delete(String catalog) {
    if (!forget(catalog)) {
      throw missing(catalog);
    }
    return Map.of("catalog", catalog, "result", "deleted");
  }

  /** The same where there need not be one. */
  public boolean forget(String catalog) {
    known.remove(catalog);
    boolean there = store.delete(catalog);
    long unused = sweeper.sweep(catalog);
    return there;
  }

  private static ResourceNotFoundException missing(String catalog) {
    return new ResourceNotFoundException("catalogue [{}] has no experiment", catalog);
  }

  private Map<String, Object> shown(String catalog, Experiment experiment) {
    Outcomes outcomes = reader.read(catalog, experiment);
    if (experiment.policy() == Experiment.Policy.THOMPSON) {
      learn(catalog, experiment, outcomes);
    }
    Propensities propensities = propensities(catalog, experiment);
    Map<String, Object> arms = new LinkedHashMap<>();
    List<String> names = experiment.names();
    for (int i = 0; i < names.size(); i++) {
      arms.put(
          names.get(i),
          arm(
              experiment.arms().weights().getOrDefault(names.get(i), Map.of()),
              outcomes.of(names.get(i)),
              propensities.of(i)));
    }
    Map<String, Object> answer = new LinkedHashMap<>(experiment.definition());
    answer.put("catalog", catalog);
    answer.put("id", experiment.id());
    answer.put("started", experiment.startedMillis());
    answer.put("arms", arms);
    if (experiment.mode() == Experiment.Mode.INTERLEAVE) {
      answer.put("ties", outcomes.ties());
    }
    answer.put("whole", outcomes.whole());
    return answer;
  }

  private static Map<String, Object> arm(
      Map<String, Double> weights, Outcomes.Arm counted, double propensity) {
    BetaPosterior posterior = counted.posterior();
    BetaPosterior.Interval interval = posterior.interval(CONFIDENCE);
    Map<String, Object> arm = new LinkedHashMap<>();
    arm.put("weights", weights);
    arm.put("propensity", propensity);
    arm.put("answers", counted.answers());
    arm.put("rewarded", counted.rewarded());
    arm.put("rate", posterior.mean());
    arm.put("interval", new ArrayList<>(List.of(interval.low(), interval.high())));
    return arm;
  }
}
