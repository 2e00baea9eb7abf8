package org.chatrec.people.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.index.IndexResponse;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;

/**
 * The experiments' index: the definition of each catalogue's, read in real time, and the answers
 * that were given in it, each with how likely it was. No person and no session is named there: what
 * came of an answer is found by its {@code query_id} in the events.
 */
public final class ExperimentStore {

  /** Kinds of documents. */
  static final String ANSWER = "answer";

  private static final String DEFINITION = "definition";
  private static final Logger LOG = LogManager.getLogger(ExperimentStore.class);

  /** For whoever recommends: an experiment that cannot be read in time is none. */
  private static final TimeValue MOMENT = TimeValue.timeValueSeconds(2);

  private final StateClient state;

  public ExperimentStore(StateClient state) {
    this.state = state;
  }

  /**
   * An answer that was given.
   *
   * @param queryId by which events refer to it
   * @param arm the arm that was drawn; null where all contributed
   * @param propensity how likely the arm was
   * @param items that were shown, each with the arm that contributed it
   */
  record Answer(
      String queryId, @Nullable String arm, double propensity, Map<String, String> items) {}

  /** The experiment of a catalogue. */
  Optional<Experiment> get(String catalog) {
    if (!state.exists(StateIndex.EXPERIMENTS)) {
      return Optional.empty();
    }
    return parse(
        state.call(GetAction.INSTANCE, new GetRequest(StateIndex.EXPERIMENTS.name(), id(catalog))));
  }

  /** The same for whoever goes on without. */
  Optional<Experiment> now(String catalog) {
    try {
      return parse(
          state
              .find(Map.of(StateIndex.EXPERIMENTS, id(catalog)), MOMENT)
              .get(StateIndex.EXPERIMENTS));
    } catch (RuntimeException e) {
      LOG.warn(
          "the experiment of catalogue [{}] could not be read: {}",
          catalog,
          e.getClass().getName());
      LOG.debug("the experiment of catalogue [{}] could not be read", catalog, e);
      return Optional.empty();
    }
  }

  private static Optional<Experiment> parse(@Nullable GetResponse found) {
    if (found == null || !found.isExists()) {
      return Optional.empty();
    }
    Map<String, Object> source = found.getSourceAsMap();
    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    Map<String, Object> definition = (Map<String, Object>) source.get(DEFINITION);
    return Optional.of(
        Experiment.of(
            (String) source.get("experiment"),
            ((Number) source.get("timestamp")).longValue(),
            definition));
  }

  private static String id(String catalog) {
    return Keys.of(DEFINITION, catalog);
  }

  /** Stores a definition. */
  void put(String catalog, Experiment experiment) {
    state.requireWritable(StateIndex.EXPERIMENTS);
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("kind", DEFINITION);
    source.put("catalog", catalog);
    source.put("experiment", experiment.id());
    source.put("timestamp", experiment.startedMillis());
    source.put(DEFINITION, experiment.definition());
    state.call(
        IndexAction.INSTANCE,
        new IndexRequest(StateIndex.EXPERIMENTS.name()).id(id(catalog)).source(source));
  }

  /** Ends the experiment of a catalogue, if there is one. */
  boolean delete(String catalog) {
    boolean there = get(catalog).isPresent();
    if (there) {
      state.call(
          DeleteAction.INSTANCE, new DeleteRequest(StateIndex.EXPERIMENTS.name(), id(catalog)));
    }
    return there;
  }

  /** Begins to keep an answer; the future ends when it counts. */
  PlainActionFuture<IndexResponse> log(
      String catalog, Experiment experiment, Answer answer, long nowMillis) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("kind", ANSWER);
    source.put("catalog", catalog);
    source.put("experiment", experiment.id());
    source.put("timestamp", nowMillis);
    source.put("query_id", answer.queryId());
    source.put("arm", answer.arm());
    source.put("propensity", answer.propensity());
    source.put("items", answer.items());
    source.values().removeIf(value -> value == null);
    PlainActionFuture<IndexResponse> kept = PlainActionFuture.newFuture();
    state.call(
        IndexAction.INSTANCE,
        new IndexRequest(StateIndex.EXPERIMENTS.name())
            .id(answerId(catalog, answer.queryId()))
            .source(source),
        kept);
    return kept;
  }

  static String answerId(String catalog, String queryId) {
    return Keys.of(ANSWER, catalog, queryId);
  }
}
