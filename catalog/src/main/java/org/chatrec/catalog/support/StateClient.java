package org.chatrec.catalog.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceAlreadyExistsException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.admin.indices.create.CreateIndexAction;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.action.admin.indices.mapping.put.PutMappingAction;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetAction;
import org.opensearch.action.get.MultiGetItemResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.action.support.ActiveShardCount;
import org.opensearch.action.support.ActiveShardsObserver;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.ListenerTimeouts;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.block.ClusterBlockException;
import org.opensearch.cluster.block.ClusterBlockLevel;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.Metadata;
import org.opensearch.cluster.routing.IndexRoutingTable;
import org.opensearch.cluster.routing.IndexShardRoutingTable;
import org.opensearch.cluster.routing.RecoverySource;
import org.opensearch.cluster.routing.ShardRouting;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.identity.PluginSubject;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * Access to the plugin's own indices, and to no other, with the plugin's authority instead of the
 * caller's: as the subject that the server assigns to this plugin. Whoever uses it stands behind an
 * action that the caller was checked for. Waiting calls carry a deadline and belong on the plugin's
 * pool.
 */
public final class StateClient {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private static final long SAME_AGE_MILLIS = 60_000;

  /** Shards that are just starting are there by then. */
  private static final TimeValue SOON = TimeValue.timeValueSeconds(5);

  private final Client client;
  private final Supplier<ClusterService> cluster;
  private final Supplier<PluginSubject> subject;
  private final StateMappings mappings = new StateMappings();

  /**
   * @param subject whose authority the plugin has; asked for at each call
   */
  public StateClient(
      Client client, Supplier<ClusterService> cluster, Supplier<PluginSubject> subject) {
    this.client = client;
    this.cluster = cluster;
    this.subject = subject;
  }

  /**
   * Runs an action and waits for its answer.
   *
   * @throws IllegalArgumentException if the request touches any index that is not the plugin's own
   */
  public <Q extends ActionRequest, R extends ActionResponse> R call(
      ActionType<R> action, Q request) {
    OwnIndices.written(request).forEach(this::prepare);
    PlainActionFuture<R> future = PlainActionFuture.newFuture();
    asPlugin(action, request, future);
    return future.actionGet(TIMEOUT);
  }

  private <Q extends ActionRequest, R extends ActionResponse> void asPlugin(
      ActionType<R> action, Q request, ActionListener<R> listener) {
    OwnIndices.require(request);
    subject.get().runAs(() -> client.execute(action, RealTime.of(request), listener));
  }

  /**
   * Documents of several of the plugin's indices, one of each, in one request and in real time.
   *
   * @param ids by index
   * @return those that are there
   */
  public Found find(Map<StateIndex, String> ids) {
    return find(ids, TIMEOUT);
  }

  /** The same for whoever cannot wait as long as usual. */
  public Found find(Map<StateIndex, String> ids, TimeValue wait) {
    Map<StateIndex, MultiGetRequest.Item> wanted = new HashMap<>();
    ids.forEach((index, id) -> wanted.put(index, new MultiGetRequest.Item(index.name(), id)));
    PlainActionFuture<Found> found = PlainActionFuture.newFuture();
    find(wanted, found);
    return found.actionGet(wait);
  }

  /** The same without holding a thread. */
  public void find(Map<StateIndex, MultiGetRequest.Item> wanted, ActionListener<Found> listener) {
    List<StateIndex> order = wanted.keySet().stream().filter(this::mayHold).toList();
    if (order.isEmpty()) {
      listener.onResponse(new Found(Map.of(), Map.of()));
      return;
    }
    MultiGetRequest request = new MultiGetRequest();
    order.forEach(index -> request.add(wanted.get(index)));
    call(
        MultiGetAction.INSTANCE,
        request,
        ActionListener.map(listener, found -> found(order, found.getResponses())));
  }

  /** Documents of several indices, of which some may be away (closed, or without their shards). */
  public static final class Found {
    private final Map<StateIndex, GetResponse> there;
    private final Map<StateIndex, Exception> away;

    private Found(Map<StateIndex, GetResponse> there, Map<StateIndex, Exception> away) {
      this.there = there;
      this.away = away;
    }

    /** The document, or null where there is none; throws where that cannot be known. */
    public @Nullable GetResponse require(StateIndex index) {
      Exception failure = away.get(index);
      if (failure != null) {
        throw new OpenSearchStatusException(
            "index [{}] cannot be read at present",
            RestStatus.SERVICE_UNAVAILABLE,
            failure,
            index.name());
      }
      return there.get(index);
    }

    /** The document, or null where there is none or where that cannot be known. */
    public @Nullable GetResponse get(StateIndex index) {
      return there.get(index);
    }

    /** Whether an index could not be read. */
    public boolean isAway(StateIndex index) {
      return away.containsKey(index);
    }
  }

  private static Found found(List<StateIndex> order, MultiGetItemResponse[] answers) {
    Map<StateIndex, GetResponse> there = new HashMap<>();
    Map<StateIndex, Exception> away = new HashMap<>();
    for (int i = 0; i < answers.length; i++) {
      if (!answers[i].isFailed()) {
        if (answers[i].getResponse().isExists()) {
          there.put(order.get(i), answers[i].getResponse());
        }
      } else if (!(answers[i].getFailure().getFailure() instanceof IndexNotFoundException)) {
        away.put(order.get(i), answers[i].getFailure().getFailure());
      } // else deleted since it was asked for
    }
    return new Found(there, away);
  }

  /** Runs an action; the listener is called in the caller's own thread context. */
  public <Q extends ActionRequest, R extends ActionResponse> void call(
      ActionType<R> action, Q request, ActionListener<R> listener) {
    asPlugin(action, request, asCaller(listener));
  }

  /** A listener that fails where it was not answered within a time; for whoever holds no thread. */
  public <R> ActionListener<R> within(TimeValue time, ActionListener<R> listener) {
    return ListenerTimeouts.wrapWithTimeout(
        client.threadPool(), asCaller(listener), time, ThreadPool.Names.GENERIC, "chatrec state");
  }

  /** A listener that goes on in the thread context of now, whichever thread calls it. */
  public <R> ActionListener<R> asCaller(ActionListener<R> listener) {
    return new ContextPreservingActionListener<>(context().newRestorableContext(false), listener);
  }

  /** Whether an index of the plugin is there. */
  public boolean exists(StateIndex index) {
    return cluster.get().state().metadata().hasIndex(index.name());
  }

  /**
   * Whether an index of the plugin may hold a document: one whose shards are just being made, for
   * the first time, is there and cannot be read, and nothing was ever written to it.
   */
  private boolean mayHold(StateIndex index) {
    IndexRoutingTable routing = cluster.get().state().routingTable().index(index.name());
    boolean isNew =
        routing != null
            && routing.shards().values().stream()
                .map(IndexShardRoutingTable::primaryShard)
                .allMatch(StateClient::isNew);
    return exists(index) && !isNew;
  }

  private static boolean isNew(ShardRouting primary) {
    return !primary.active()
        && primary.recoverySource() instanceof RecoverySource.EmptyStoreRecoverySource;
  }

  /** Makes an index of the plugin where it is missing; returns when it can be read. */
  public void ensure(StateIndex index) {
    prepare(index);
    awaitShards(index, TIMEOUT);
  }

  /**
   * Makes an index of the plugin where it is missing, and waits a moment for its shards; throws
   * where it takes no writes at present, saying why: it is blocked (a full disk does that), closed,
   * or has shards that stay away.
   */
  public void requireWritable(StateIndex index) {
    whyBlocked(index)
        .ifPresent(
            reason -> {
              throw reason;
            });
    requireShards(index);
  }

  /** The same where writes that are blocked are answered one by one. */
  public void requireShards(StateIndex index) {
    prepare(index);
    awaitShards(index, SOON);
  }

  /**
   * Whether an index of the plugin was made well after another one, with which it is made as a
   * rule: the first of its kind was lost.
   */
  public boolean isYounger(StateIndex index, StateIndex other) {
    Metadata metadata = cluster.get().state().metadata();
    IndexMetadata one = metadata.index(index.name());
    IndexMetadata two = metadata.index(other.name());
    return two != null
        && (one == null || one.getCreationDate() - two.getCreationDate() > SAME_AGE_MILLIS);
  }

  /** Whether writes go through at present, as far as this node knows; asks and waits for nobody. */
  public boolean isWritable(StateIndex index) {
    IndexRoutingTable routing = cluster.get().state().routingTable().index(index.name());
    return whyBlocked(index).isEmpty() && (routing == null || routing.allPrimaryShardsActive());
  }

  private Optional<OpenSearchStatusException> whyBlocked(StateIndex index) {
    ClusterState now = cluster.get().state();
    ClusterBlockException block =
        now.blocks().indexBlockedException(ClusterBlockLevel.WRITE, index.name());
    return Optional.ofNullable(block).map(blocked -> unwritable(index, blocked));
  }

  private static OpenSearchStatusException unwritable(
      StateIndex index, ClusterBlockException block) {
    boolean full = block.status() == RestStatus.TOO_MANY_REQUESTS;
    return new OpenSearchStatusException(
        "index [{}] takes no writes at present; mend that and send the same again: {}",
        full ? RestStatus.TOO_MANY_REQUESTS : RestStatus.SERVICE_UNAVAILABLE,
        block,
        index.name(),
        block.getMessage());
  }

  /** An index that another request is just making exists before it can be read. */
  private void awaitShards(StateIndex index, TimeValue patience) {
    PlainActionFuture<Boolean> ready = PlainActionFuture.newFuture();
    new ActiveShardsObserver(cluster.get(), client.threadPool())
        .waitForActiveShards(
            new String[] {index.name()},
            ActiveShardCount.ONE,
            patience,
            ready::onResponse,
            ready::onFailure);
    if (!ready.actionGet()) { // the observer keeps the time
      throw new OpenSearchStatusException(
          "index [{}] has shards that are not there yet; try again",
          RestStatus.SERVICE_UNAVAILABLE,
          index.name());
    }
  }

  private void prepare(StateIndex index) {
    IndexMetadata there = cluster.get().state().metadata().index(index.name());
    if (there == null) {
      create(index);
    } else if (!mappings.isCurrent(index, there)) {
      PlainActionFuture<AcknowledgedResponse> mapped = PlainActionFuture.newFuture();
      asPlugin(PutMappingAction.INSTANCE, StateMappings.upgrade(index), mapped);
      AcknowledgedResponse unused = mapped.actionGet(TIMEOUT);
    }
  }

  private void create(StateIndex index) {
    CreateIndexRequest create =
        new CreateIndexRequest(index.name())
            .settings(index.settings())
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
