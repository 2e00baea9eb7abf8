package org.chatrec.catalog.models;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.ListenerTimeouts;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * Writes into a mapping which model's vectors a field holds, once per index and field. An index may
 * have been filled before this was recorded: so a document of another model is looked for first,
 * and where there is one, that model is recorded and the new one refused.
 *
 * <p>Runs as the caller. One who writes items need not be allowed to change mappings: then nothing
 * is recorded, each document still says which model it was embedded by, and the next bulk of
 * somebody who may records it. Two that write at the same time overwrite each other at worst; what
 * is lost is recorded again by the next bulk.
 */
public final class ModelRecorder {
  private static final Logger LOG = LogManager.getLogger(ModelRecorder.class);

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(5);
  private static final TimeValue DEADLINE = TimeValue.timeValueSeconds(12);

  /** How long a failure is remembered, so that not every bulk tries again. */
  private static final TimeValue PAUSE = TimeValue.timeValueSeconds(30);

  private final Client client;
  private final Map<String, CompletableFuture<Optional<String>>> open = new ConcurrentHashMap<>();

  public ModelRecorder(Client client) {
    this.client = client;
  }

  /**
   * Records the model, unless documents of another are there.
   *
   * @return completes on a thread that may go on working; exceptionally with the refusal, and
   *     normally also where nothing could be recorded
   */
  CompletionStage<@Nullable Void> record(VectorMapping mapping, ModelInfo model, String field) {
    String key = mapping.index() + "\n" + field + "\n" + model.fingerprint();
    CompletableFuture<Optional<String>> fresh = new CompletableFuture<>();
    CompletableFuture<Optional<String>> under = open.putIfAbsent(key, fresh);
    if (under == null) {
      start(mapping, model, field, ending(key, fresh));
    }
    return (under == null ? fresh : under)
        .handle((found, failure) -> failure == null ? found : Optional.<String>empty())
        .thenAccept(
            found ->
                found
                    .filter(other -> !other.equals(model.fingerprint()))
                    .ifPresent(
                        other -> {
                          throw mapping.otherModel(model, field, other);
                        }));
  }

  /** Whatever answers, and on whichever thread: those that wait go on on one that is for work. */
  private ActionListener<Optional<String>> ending(
      String key, CompletableFuture<Optional<String>> result) {
    ThreadPool threads = client.threadPool();
    return ActionListener.wrap(
        found -> {
          open.remove(key);
          threads.generic().execute(() -> result.complete(found));
        },
        failure -> {
          LOG.debug("the model of a field could not be recorded", failure);
          threads.schedule(() -> open.remove(key), PAUSE, ThreadPool.Names.SAME);
          threads.generic().execute(() -> result.completeExceptionally(failure));
        });
  }

  private void start(
      VectorMapping mapping,
      ModelInfo model,
      String field,
      ActionListener<Optional<String>> ending) {
    ActionListener<Optional<String>> listener =
        ListenerTimeouts.wrapWithTimeout(
            client.threadPool(), ending, DEADLINE, ThreadPool.Names.GENERIC, "recording a model");
    ActionListener<SearchResponse> searched =
        ActionListener.wrap(
            response -> {
              String there = other(response, field).orElse(model.fingerprint());
              write(mapping, field, there, listener);
            },
            listener::onFailure);
    ThreadContext context = client.threadPool().getThreadContext();
    try {
      client.search(
          otherDocuments(mapping.index(), field, model),
          new ContextPreservingActionListener<>(context.newRestorableContext(false), searched));
    } catch (RuntimeException e) {
      listener.onFailure(e);
    }
  }

  private void write(
      VectorMapping mapping,
      String field,
      String fingerprint,
      ActionListener<Optional<String>> listener) {
    PutMappingRequest request =
        new PutMappingRequest(mapping.index())
            .source(Map.of("_meta", mapping.metaWith(field, fingerprint)));
    request.timeout(TIMEOUT);
    request.clusterManagerNodeTimeout(TIMEOUT);
    client
        .admin()
        .indices()
        .putMapping(request, ActionListener.map(listener, response -> Optional.of(fingerprint)));
  }

  private static SearchRequest otherDocuments(String index, String field, ModelInfo model) {
    String recorded = field + "_meta.model";
    SearchSourceBuilder source =
        new SearchSourceBuilder()
            .query(
                QueryBuilders.boolQuery()
                    .filter(QueryBuilders.existsQuery(recorded))
                    .mustNot(QueryBuilders.termQuery(recorded, model.fingerprint())))
            .fetchSource(new String[] {recorded}, new String[0])
            .size(1)
            .timeout(TIMEOUT)
            .trackTotalHits(false);
    return new SearchRequest(index)
        .source(source)
        .allowPartialSearchResults(false)
        .pipeline(SearchPipelineService.NOOP_PIPELINE_ID);
  }

  private static Optional<String> other(SearchResponse response, String field) {
    for (SearchHit hit : response.getHits()) {
      Map<String, Object> source = hit.getSourceAsMap();
      if (source != null
          && XContentMapValues.extractValue(field + "_meta.model", source) instanceof String name) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }
}
