package org.chatrec.catalog.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceAlreadyExistsException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.admin.indices.create.CreateIndexAction;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.support.ActiveShardCount;
import org.opensearch.action.support.ActiveShardsObserver;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.transport.client.Client;

/**
 * Access to the plugin's own indices, with the plugin's authority instead of the caller's. Waiting
 * calls carry a deadline and belong on the plugin's pool.
 */
public final class StateClient {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;
  private final Supplier<ClusterService> cluster;

  public StateClient(Client client, Supplier<ClusterService> cluster) {
    this.client = client;
    this.cluster = cluster;
  }

  /** Runs an action and waits for its answer. */
  public <Q extends ActionRequest, R extends ActionResponse> R call(
      ActionType<R> action, Q request) {
    ActionFuture<R> future;
    try (ThreadContext.StoredContext ignored = context().stashContext()) {
      future = client.execute(action, request);
    }
    return future.actionGet(TIMEOUT);
  }

  /**
   * Documents of several of the plugin's indices, one of each, in one request and in real time.
   *
   * @param ids by index
   * @return those that are there
   */
  public Map<StateIndex, GetResponse> find(Map<StateIndex, String> ids) {
    MultiGetRequest request = new MultiGetRequest();
    List<StateIndex> order = ids.keySet().stream().filter(this::exists).toList();
    order.forEach(index -> request.add(index.name(), ids.get(index)));
    Map<StateIndex, GetResponse> found = new HashMap<>();
    if (order.isEmpty()) {
      return found;
    }
    MultiGetItemResponse[] answers = call(MultiGetAction.INSTANCE, request).getResponses();
    for (int i = 0; i < answers.length; i++) {
      if (answers[i].isFailed()) {
        throw ExceptionsHelper.convertToOpenSearchException(answers[i].getFailure().getFailure());
      }
      if (answers[i].getResponse().isExists()) {
        found.put(order.get(i), answers[i].getResponse());
      }
    }
    return found;
  }

  /** Runs an action; the listener is called in the caller's own thread context. */
  public <Q extends ActionRequest, R extends ActionResponse> void call(
      ActionType<R> action, Q request, ActionListener<R> listener) {
    Supplier<ThreadContext.StoredContext> restore = context().newRestorableContext(false);
    try (ThreadContext.StoredContext ignored = context().stashContext()) {
      client.execute(action, request, new ContextPreservingActionListener<>(restore, listener));
    }
  }

  /** A listener that goes on in the thread context of now, whichever thread calls it. */
  public <R> ActionListener<R> asCaller(ActionListener<R> listener) {
    return new ContextPreservingActionListener<>(context().newRestorableContext(false), listener);
  }

  /** Whether an index of the plugin is there. */
  public boolean exists(StateIndex index) {
    return cluster.get().state().metadata().hasIndex(index.name());
  }

  /** Makes an index of the plugin where it is missing; returns when it can be read. */
  public void ensure(StateIndex index) {
    if (!exists(index)) {
      create(index);
    }
    awaitShards(index);
  }

  /** An index that another request is just making exists before it can be read. */
  private void awaitShards(StateIndex index) {
    PlainActionFuture<Boolean> ready = PlainActionFuture.newFuture();
    new ActiveShardsObserver(cluster.get(), client.threadPool())
        .waitForActiveShards(
            new String[] {index.name()},
            ActiveShardCount.ONE,
            TIMEOUT,
            ready::onResponse,
            ready::onFailure);
    if (!ready.actionGet()) { // the observer keeps the time
      throw new OpenSearchStatusException(
          "index [{}] has shards that are not there yet; try again",
          RestStatus.SERVICE_UNAVAILABLE,
          index.name());
    }
  }

  private void create(StateIndex index) {
    Settings settings =
        Settings.builder()
            .put("index.hidden", true)
            .put("index.number_of_shards", index.shards())
            .put("index.auto_expand_replicas", "0-1")
            .build();
    CreateIndexRequest create =
        new CreateIndexRequest(index.name())
            .settings(settings)
            .mapping(index.mapping(), XContentType.JSON)
            .waitForActiveShards(ActiveShardCount.ONE);
    try {
      call(CreateIndexAction.INSTANCE, create);
    } catch (ResourceAlreadyExistsException e) {
      // another node or request was first: what was wanted is there
    }
  }

  /** The run of this node's process, for leases that end with it. */
  public String thisNode() {
    return cluster.get().localNode().getEphemeralId();
  }

  /** Whether a run of a node, by {@link #thisNode}, is part of the cluster. */
  public boolean isAlive(String node) {
    return cluster.get().state().nodes().getNodes().values().stream()
        .anyMatch(other -> other.getEphemeralId().equals(node));
  }

  /** A document of one of the plugin's indices, with what optimistic concurrency needs. */
  public record Stored(Map<String, Object> source, long seqNo, long primaryTerm) {}

  private ThreadContext context() {
    return client.threadPool().getThreadContext();
  }
}
