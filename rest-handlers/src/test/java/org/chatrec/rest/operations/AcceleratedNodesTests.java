package org.chatrec.rest.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.ModelInfo;
import org.chatrec.embedding.RemoteFailure;
import org.chatrec.embedding.RemoteFailure.Reason;
import org.junit.jupiter.api.Test;
import org.opensearch.Version;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.node.DiscoveryNodes;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.transport.ConnectTransportException;
import org.opensearch.transport.ReceiveTimeoutTransportException;
import org.opensearch.transport.RemoteTransportException;
import org.opensearch.transport.TransportException;
import org.opensearch.transport.TransportRequestOptions;
import org.opensearch.transport.TransportResponseHandler;

/** Which node is asked, and what an answer or the lack of one means; nothing is sent anywhere. */
class AcceleratedNodesTests {
  private static final ModelInfo MODEL = new ModelInfo("m", "f00", 2, 256);
  private static final HandOverOptions OPTIONS =
      new HandOverOptions(true, TimeValue.timeValueSeconds(5), TimeValue.timeValueSeconds(30), 2);

  private final AtomicLong now = new AtomicLong();
  private final List<Sent> sent = new ArrayList<>();
  private DiscoveryNodes nodes = cluster(node("a", true), node("b", true), node("c", false));
  private final ThreadContext context = new ThreadContext(Settings.EMPTY);
  private final AcceleratedNodes accelerated =
      new AcceleratedNodes(() -> nodes, context, now::get, OPTIONS);

  private record Sent(
      String node,
      TransportRequestOptions limits,
      boolean asSystem,
      TransportResponseHandler<EmbedPartResponse> answer) {}

  private static DiscoveryNode node(String name, boolean gpu) {
    return node(name, gpu, Version.CURRENT);
  }

  private static DiscoveryNode node(String name, boolean gpu, Version version) {
    Map<String, String> attributes = gpu ? Map.of("chatrec_gpu", "true") : Map.of();
    TransportAddress address = new TransportAddress(TransportAddress.META_ADDRESS, name.charAt(0));
    return new DiscoveryNode(name, name, address, attributes, Set.of(), version);
  }

  /** Around a node without a GPU, which asks. */
  private static DiscoveryNodes cluster(DiscoveryNode... others) {
    return local(node("local", false), others);
  }

  private static DiscoveryNodes local(DiscoveryNode local, DiscoveryNode... others) {
    DiscoveryNodes.Builder nodes = DiscoveryNodes.builder().add(local).localNodeId(local.getId());
    for (DiscoveryNode each : others) {
      nodes.add(each);
    }
    return nodes.build();
  }

  private void connect() {
    accelerated.connect(
        (node, request, limits, answer) ->
            sent.add(new Sent(node.getName(), limits, context.isSystemContext(), answer)));
  }

  private CompletableFuture<List<EmbeddingOutcome>> ask() {
    return accelerated.embed(MODEL, List.of("text"), LongText.MEAN).toCompletableFuture();
  }

  private static EmbedPartResponse vectors(int count, int dimension) {
    List<EmbeddingOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outcomes.add(new Embedded(new float[dimension], 1, false, "cuda:0"));
    }
    return EmbedPartResponse.of(outcomes);
  }

  private static Reason reason(CompletableFuture<?> failed) {
    try {
      failed.getNow(null);
    } catch (CompletionException e) {
      return ((RemoteFailure) e.getCause()).reason();
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void nobodyIsThereBeforeTheTransportIs() {
    assertThat(accelerated.isThere()).isFalse();
    assertThat(reason(ask())).isEqualTo(Reason.NO_NODE);
    connect();
    assertThat(accelerated.isThere()).isTrue();
  }

  @Test
  void onlyNodesWithAGpuAreAskedAndOnlyByNodesWithout() {
    connect();
    nodes = cluster(node("c", false), node("old", true, Version.V_3_4_0));
    assertThat(accelerated.isThere()).isFalse();
    nodes = local(node("a", true), node("b", true));
    assertThat(accelerated.isThere()).isFalse();
  }

  @Test
  void theyTakeTurnsUntilEachOwesAsMuchAsItMay() {
    connect();
    List<CompletableFuture<List<EmbeddingOutcome>>> asked = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      asked.add(ask());
    }
    assertThat(sent).extracting(Sent::node).containsExactlyInAnyOrder("a", "a", "b", "b");
    assertThat(sent.get(0).node()).isNotEqualTo(sent.get(1).node());
    assertThat(reason(ask())).isEqualTo(Reason.OUTSTANDING);
    Sent third = sent.get(2);
    third.answer().handleResponse(vectors(1, 2));
    assertThat(((Embedded) asked.get(2).join().getFirst()).device())
        .isEqualTo("cuda:0@" + third.node());
    assertThat(ask()).isNotDone();
    assertThat(sent.getLast().node()).isEqualTo(third.node());
  }

  @Test
  void requestsHaveADeadlineAndAreTheSystemsOwn() {
    connect();
    context.putHeader("Authorization", "somebody");
    assertThat(ask()).isNotDone();
    assertThat(sent.getFirst().limits().timeout()).isEqualTo(OPTIONS.timeout());
    assertThat(sent.getFirst().asSystem()).isTrue();
    assertThat(context.getHeader("Authorization")).isEqualTo("somebody");
    assertThat(context.isSystemContext()).isFalse();
  }

  @Test
  void aNodeThatFailedIsLeftAloneForAWhile() {
    connect();
    nodes = cluster(node("a", true));
    CompletableFuture<?> first = ask();
    fail(sent.getLast(), new ReceiveTimeoutTransportException(node("a", true), "x", "late"));
    assertThat(reason(first)).isEqualTo(Reason.TIMEOUT);
    assertThat(accelerated.isThere()).isFalse();
    assertThat(reason(ask())).isEqualTo(Reason.NO_NODE);
    assertThat(accelerated.figures()).containsEntry("backing_off", List.of("a"));
    now.addAndGet(TimeUnit.SECONDS.toNanos(30));
    assertThat(accelerated.isThere()).isTrue();
    CompletableFuture<?> second = ask();
    fail(sent.getLast(), new ConnectTransportException(node("a", true), "gone"));
    assertThat(reason(second)).isEqualTo(Reason.UNREACHABLE);
    assertThat(accelerated.figures()).containsEntry("outstanding", Map.of("a", 0));
  }

  @Test
  void aFullNodeIsAskedAgainAtOnce() {
    connect();
    nodes = cluster(node("a", true));
    CompletableFuture<?> refused = ask();
    fail(
        sent.getLast(),
        new RemoteTransportException("a", new OpenSearchRejectedExecutionException("full")));
    assertThat(reason(refused)).isEqualTo(Reason.REFUSED);
    assertThat(accelerated.isThere()).isTrue();
  }

  @Test
  void anotherModelIsRememberedForThatModelAlone() {
    connect();
    nodes = cluster(node("a", true));
    CompletableFuture<?> other = ask();
    sent.getLast().answer().handleResponse(EmbedPartResponse.otherModel());
    assertThat(reason(other)).isEqualTo(Reason.OTHER_MODEL);
    assertThat(reason(ask())).isEqualTo(Reason.OTHER_MODEL);
    assertThat(sent).hasSize(1);
    accelerated.embed(new ModelInfo("m", "f01", 2, 256), List.of("text"), LongText.MEAN);
    assertThat(sent).hasSize(2);
  }

  @Test
  void anAnswerThatDoesNotFitIsNone() {
    connect();
    for (EmbedPartResponse wrong : List.of(vectors(2, 2), vectors(0, 2), vectors(1, 3))) {
      CompletableFuture<?> asked = ask();
      sent.getLast().answer().handleResponse(wrong);
      assertThat(reason(asked)).isEqualTo(Reason.FAILED);
    }
  }

  @Test
  void itCanBeSwitchedOff() {
    connect();
    accelerated.options(new HandOverOptions(false, OPTIONS.timeout(), OPTIONS.backOff(), 2));
    assertThat(accelerated.isThere()).isFalse();
  }

  private static void fail(Sent request, TransportException failure) {
    request.answer().handleException(failure);
  }
}
