package org.chatrec.rest.operations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.ModelInfo;
import org.chatrec.embedding.RemoteEmbedding;
import org.chatrec.embedding.RemoteFailure;
import org.chatrec.embedding.RemoteFailure.Reason;
import org.jspecify.annotations.Nullable;
import org.opensearch.ExceptionsHelper;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.node.DiscoveryNodes;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.ConnectTransportException;
import org.opensearch.transport.NodeDisconnectedException;
import org.opensearch.transport.ReceiveTimeoutTransportException;
import org.opensearch.transport.TransportException;
import org.opensearch.transport.TransportRequestOptions;
import org.opensearch.transport.TransportResponseHandler;
import org.opensearch.transport.TransportService;

/**
 * The nodes that embed for those without a GPU: the ones with the node attribute {@link
 * #ATTRIBUTE}. The one that owes the fewest answers is asked, in turn among equals. A node that
 * fails is left alone for a while, so that a dead one costs one deadline and not one per bulk.
 *
 * <p>Texts travel as the system's own traffic: who may write documents need not be allowed anything
 * more for it.
 */
public final class AcceleratedNodes implements RemoteEmbedding {

  /** The attribute's name; as a setting {@code node.attr.chatrec_gpu}. */
  public static final String ATTRIBUTE = "chatrec_gpu";

  private static final Logger LOG = LogManager.getLogger(AcceleratedNodes.class);

  private final Supplier<DiscoveryNodes> nodes;
  private final ThreadContext context;
  private final LongSupplier nanoClock;
  private final Map<String, AtomicInteger> outstanding = new ConcurrentHashMap<>();

  /** By node, or by node and model; when it was that it failed. */
  private final Map<String, Long> failedAt = new ConcurrentHashMap<>();

  private final AtomicInteger turn = new AtomicInteger();
  private volatile HandOverOptions options;
  private volatile @Nullable Sender sender;

  /** The way to another node. */
  interface Sender {
    /**
     * @param answer called once, with an answer or with what went wrong
     */
    void send(
        DiscoveryNode node,
        EmbedPartRequest request,
        TransportRequestOptions limits,
        TransportResponseHandler<EmbedPartResponse> answer);
  }

  /**
   * @param nodes of the cluster as this node knows it
   * @param nanoClock the time
   */
  public AcceleratedNodes(
      Supplier<DiscoveryNodes> nodes,
      ThreadContext context,
      LongSupplier nanoClock,
      HandOverOptions options) {
    this.nodes = nodes;
    this.context = context;
    this.nanoClock = nanoClock;
    this.options = options;
  }

  /**
   * The server has the transport later than it has the parts that use it; nobody is asked before.
   */
  void connect(TransportService transport) {
    connect(
        (node, request, limits, answer) ->
            transport.sendRequest(
                node, OperationsActions.EMBED_PART.name(), request, limits, answer));
  }

  void connect(Sender way) {
    sender = way;
  }

  /** Takes over settings that have changed. */
  public void options(HandOverOptions changed) {
    options = changed;
  }

  @Override
  public boolean isThere() {
    return options.enabled() && sender != null && !candidates().isEmpty();
  }

  @Override
  public CompletionStage<List<EmbeddingOutcome>> embed(
      ModelInfo model, List<String> texts, LongText longText) {
    Sender way = sender;
    List<DiscoveryNode> candidates = candidates();
    if (way == null || candidates.isEmpty()) {
      return failure(Reason.NO_NODE, "no node with a GPU can be asked");
    }
    candidates.removeIf(node -> isResting(lacking(node, model)));
    if (candidates.isEmpty()) {
      return failure(Reason.OTHER_MODEL, "no node with a GPU has this model");
    }
    Optional<DiscoveryNode> free = take(candidates);
    if (free.isEmpty()) {
      return failure(Reason.OUTSTANDING, "all nodes with a GPU owe as many answers as they may");
    }
    EmbedPartRequest request =
        new EmbedPartRequest(model.name(), model.fingerprint(), longText, texts);
    return send(way, free.get(), model, request);
  }

  private List<DiscoveryNode> candidates() {
    DiscoveryNodes now = nodes.get();
    List<DiscoveryNode> candidates = new ArrayList<>();
    DiscoveryNode local = now.getLocalNode();
    if (local == null || isAccelerated(local)) {
      return candidates;
    }
    for (DiscoveryNode node : now) {
      if (isAccelerated(node)
          && node.getVersion().onOrAfter(EmbedPartRequest.SINCE)
          && !isResting(node.getId())) {
        candidates.add(node);
      }
    }
    return candidates;
  }

  private static boolean isAccelerated(DiscoveryNode node) {
    return "true".equals(node.getAttributes().get(ATTRIBUTE));
  }

  /** Two names may stand for one model, of which a node has only one. */
  private static String lacking(DiscoveryNode node, ModelInfo model) {
    return node.getId() + "/" + model.fingerprint() + "/" + model.name();
  }

  private boolean isResting(String key) {
    Long since = failedAt.get(key);
    if (since == null) {
      return false;
    }
    boolean resting = nanoClock.getAsLong() - since < options.backOff().nanos();
    if (!resting) {
      failedAt.remove(key, since);
    }
    return resting;
  }

  /** The one that owes least; among equals the next in turn. */
  private Optional<DiscoveryNode> take(List<DiscoveryNode> candidates) {
    int first = Math.floorMod(turn.getAndIncrement(), candidates.size());
    List<DiscoveryNode> order = new ArrayList<>(candidates.subList(first, candidates.size()));
    order.addAll(candidates.subList(0, first));
    order.sort(Comparator.comparingInt(node -> owed(node).get()));
    int most = options.maxOutstanding();
    for (DiscoveryNode node : order) {
      int before = owed(node).getAndUpdate(now -> now < most ? now + 1 : now);
      if (before < most) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  private AtomicInteger owed(DiscoveryNode node) {
    return outstanding.computeIfAbsent(node.getId(), id -> new AtomicInteger());
  }

  private CompletionStage<List<EmbeddingOutcome>> send(
      Sender way, DiscoveryNode node, ModelInfo model, EmbedPartRequest request) {
    CompletableFuture<List<EmbeddingOutcome>> result = new CompletableFuture<>();
    TransportRequestOptions limits =
        TransportRequestOptions.builder().withTimeout(options.timeout()).build();
    Answer answer = new Answer(node, model, request.texts().size(), result);
    try (ThreadContext.StoredContext restored = context.stashContext()) {
      context.markAsSystemContext();
      way.send(node, request, limits, answer);
    } catch (RuntimeException e) {
      answer.failed(Reason.FAILED, e.toString());
    }
    return result;
  }

  private static CompletionStage<List<EmbeddingOutcome>> failure(Reason reason, String message) {
    return CompletableFuture.failedFuture(new RemoteFailure(reason, message));
  }

  /** The part {@code hand_over} of the node's figures. */
  Map<String, Object> figures() {
    Map<String, Object> owed = new TreeMap<>();
    List<String> resting = new ArrayList<>();
    for (DiscoveryNode node : nodes.get()) {
      if (isAccelerated(node)) {
        owed.put(node.getName(), owed(node).get());
        if (isResting(node.getId())) {
          resting.add(node.getName());
        }
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("outstanding", owed);
    figures.put("backing_off", resting);
    return figures;
  }

  /** Called once: with an answer, with an error, or when the time is up. */
  private final class Answer implements TransportResponseHandler<EmbedPartResponse> {
    private final DiscoveryNode node;
    private final ModelInfo model;
    private final int texts;
    private final CompletableFuture<List<EmbeddingOutcome>> result;

    Answer(
        DiscoveryNode node,
        ModelInfo model,
        int texts,
        CompletableFuture<List<EmbeddingOutcome>> result) {
      this.node = node;
      this.model = model;
      this.texts = texts;
      this.result = result;
    }

    @Override
    public EmbedPartResponse read(StreamInput in) throws IOException {
      return new EmbedPartResponse(in);
    }

    @Override
    public String executor() {
      // what follows an answer builds documents: not a transport thread's work
      return ThreadPool.Names.GENERIC;
    }

    @Override
    public void handleResponse(EmbedPartResponse response) {
      if (!response.sameModel()) {
        rest(lacking(node, model), "has another model [" + model.name() + "]");
        failed(Reason.OTHER_MODEL, "another model");
      } else if (!fits(response.outcomes())) {
        failed(Reason.FAILED, "an answer that does not fit the question");
      } else {
        owed(node).decrementAndGet();
        result.complete(response.outcomes().stream().map(this::named).toList());
      }
    }

    private boolean fits(List<EmbeddingOutcome> outcomes) {
      return outcomes.size() == texts
          && outcomes.stream()
              .allMatch(
                  outcome ->
                      !(outcome instanceof Embedded embedded)
                          || embedded.vector().length == model.dimension());
    }

    private EmbeddingOutcome named(EmbeddingOutcome outcome) {
      return outcome instanceof Embedded e
          ? new Embedded(e.vector(), e.tokens(), e.truncated(), e.device() + "@" + node.getName())
          : outcome;
    }

    @Override
    public void handleException(TransportException failure) {
      Reason reason = reason(failure);
      if (reason != Reason.REFUSED) {
        rest(node.getId(), "did not embed: " + failure.getClass().getSimpleName());
      }
      failed(reason, failure.getClass().getSimpleName());
    }

    private void rest(String key, String what) {
      if (failedAt.put(key, nanoClock.getAsLong()) == null) {
        LOG.warn(
            "node [{}] {}; texts are embedded elsewhere for {}",
            node.getName(),
            what,
            options.backOff());
      }
    }

    void failed(Reason reason, String message) {
      owed(node).decrementAndGet();
      result.completeExceptionally(new RemoteFailure(reason, node.getName() + ": " + message));
    }
  }

  private static Reason reason(TransportException failure) {
    Throwable cause = ExceptionsHelper.unwrapCause(failure);
    if (failure instanceof ReceiveTimeoutTransportException) {
      return Reason.TIMEOUT;
    }
    if (failure instanceof ConnectTransportException
        || failure instanceof NodeDisconnectedException) {
      return Reason.UNREACHABLE;
    }
    return ExceptionsHelper.status(cause) == RestStatus.TOO_MANY_REQUESTS
        ? Reason.REFUSED
        : Reason.FAILED;
  }
}
