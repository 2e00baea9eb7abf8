package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.chatrec.node.Cluster;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.NodeProcess;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A node without a GPU hands documents to nodes that are marked as having one. The marked ones here
 * have none either, which makes no difference to the way of the texts. They hold no data, so that
 * one may die or hang and only embedding is concerned.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HandOverTests {
  private static final String MODEL = "all-minilm-l6-v2";
  private static final String TIMEOUT = "chatrec.embedding.hand_over.timeout";
  private static final int BREAKER_MEGABYTES = 4;

  private Cluster plain;
  private Cluster first;
  private Cluster second;

  @BeforeAll
  void start() {
    int port = Ports.free(3);
    NodeOptions common =
        NodeOptions.single(port)
            .withHeap("512m")
            .withSetting("cluster.name", "hand-over")
            .withSetting("discovery.type", "zen")
            .withSetting("discovery.seed_hosts", "[\"127.0.0.1:" + (port + 100) + "\"]")
            .withSetting("cluster.initial_cluster_manager_nodes", "[plain]")
            // a busy machine must not look like a hanging one, unless a test says so
            .withSetting(TIMEOUT, "60s");
    CompletableFuture<Cluster> one =
        CompletableFuture.supplyAsync(
            () -> Cluster.start(TestHome.get(), common.withSetting("node.name", "plain")));
    CompletableFuture<Cluster> two = marked(common, port + 1, "gpu-1");
    CompletableFuture<Cluster> three = marked(common, port + 2, "gpu-2");
    plain = one.join();
    first = two.join();
    second = three.join();
    rest().get("/_cluster/health?wait_for_nodes=3&timeout=60s").orFail();
    pipeline("embed", MODEL);
    rest()
        .put(
            "/handed",
            """
            {"settings":{"number_of_shards":1,"number_of_replicas":0,"default_pipeline":"embed"},
             "mappings":{"properties":{"title":{"type":"text"},
              "vector":{"type":"float","index":false},"vector_meta":{"type":"object","enabled":false}}}}
            """)
        .orFail();
  }

  private static CompletableFuture<Cluster> marked(NodeOptions common, int port, String name) {
    NodeOptions options =
        new NodeOptions(
                port, 1, common.heap(), common.settings(), common.keystore(), common.security())
            .withSetting("node.name", name)
            .withSetting("node.roles", "[ingest]")
            .withSetting("node.attr.chatrec_gpu", "true")
            .withSetting("breaker.chatrec_embedding.limit", BREAKER_MEGABYTES + "mb");
    return CompletableFuture.supplyAsync(() -> Cluster.start(TestHome.get(), options));
  }

  @AfterAll
  void stop() {
    for (Cluster cluster : new Cluster[] {second, first, plain}) {
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  @Test
  @Order(1)
  void saysOnceWhyThereIsNoGpu() throws IOException {
    List<String> warnings;
    try (var lines = Files.lines(plain.nodes().getFirst().log())) {
      warnings = lines.filter(line -> line.contains("no GPU can be used")).toList();
    }
    assertThat(warnings).hasSize(1).allMatch(line -> line.contains("[WARN ]"));
    JsonNode embedding = embedding("plain");
    assertThat(embedding.path("device").asText()).isEqualTo("cpu");
    assertThat(embedding.path("device_reason").asText()).contains("no GPU can be used: ");
  }

  @Test
  @Order(2)
  void documentsAreEmbeddedByBothMarkedNodes() {
    assertThat(embedAll(bulk("routed", 256))).allMatch(device -> device.startsWith("cpu@gpu-"));
    assertThat(embedding("gpu-1").path("texts").asInt()).isPositive();
    assertThat(embedding("gpu-2").path("texts").asInt()).isPositive();
    assertThat(embedding("plain").path("texts").asInt()).isZero();
    JsonNode handOver = embedding("plain").path("hand_over");
    assertThat(handOver.path("texts").asInt()).isEqualTo(256);
    assertThat(handOver.path("answered").asInt()).isEqualTo(256);
    assertThat(handOver.at("/outstanding/gpu-1").asInt()).isZero();
    JsonNode tried =
        rest()
            .post("/_plugins/_chatrec/models/" + MODEL + "/_embed", "{\"texts\":[\"one\"]}")
            .orFail();
    assertThat(tried.path("device").asText()).startsWith("cpu@gpu-");
  }

  @Test
  @Order(3)
  void theVectorsAreThoseOfTheNodeItself() {
    String path = "/_plugins/_chatrec/models/" + MODEL + "/_embed";
    String body = "{\"texts\":[\"A crew travels through a wormhole to find a new planet\"]}";
    JsonNode away = rest().post(path, body).orFail();
    JsonNode there = first.rest().post(path, body).orFail();
    assertThat(there.path("device").asText()).isEqualTo("cpu");
    assertThat(away.at("/vectors/0")).isEqualTo(there.at("/vectors/0"));
  }

  @Test
  @Order(4)
  void aModelThatIsNotTheSameThereIsComputedHere() throws IOException {
    copyModel(plain, "");
    copyModel(first, "other: ");
    JsonNode tried =
        rest().post("/_plugins/_chatrec/models/own/_embed", "{\"texts\":[\"one\"]}").orFail();
    assertThat(tried.path("device").asText()).isEqualTo("cpu");
    JsonNode fellBack = embedding("plain").at("/hand_over/fell_back");
    assertThat(fellBack.path("other_model").asInt()).isPositive();
    // and the nodes are still asked for the model that they have
    assertThat(embedAll(bulk("after", 10))).allMatch(device -> device.startsWith("cpu@gpu-"));
  }

  @Test
  @Order(5)
  void whatDoesNotFitIsRefusedAndNothingLeaks() {
    List<JsonNode> refused = bulk("full", 2_000).send(first.rest(), "handed");
    assertThat(refused).hasSize(2_000).allMatch(item -> item.path("status").asInt() == 429);
    for (int part = 0; part < 2; part++) {
      bulk("part-" + part + "-", 100).sendAll(first.rest(), "handed");
    }
    JsonNode breaker =
        first.rest().get("/_nodes/gpu-1/stats/breaker").orFail().findValue("chatrec_embedding");
    assertThat(breaker.path("limit_size_in_bytes").asLong()).isEqualTo(BREAKER_MEGABYTES << 20);
    assertThat(breaker.path("tripped").asInt()).isPositive();
    assertThat(breaker.path("estimated_size_in_bytes").asLong()).isZero();
    assertThat(embedding("gpu-1").path("waiting").asInt()).isZero();
  }

  @Test
  @Order(6)
  void aNodeThatDiesInTheMiddleCostsNoDocument() {
    int before = embedding("plain").at("/hand_over/answered").asInt();
    List<CompletableFuture<List<String>>> bulks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Bulk bulk = bulk("killed-" + i + "-", 200);
      bulks.add(CompletableFuture.supplyAsync(() -> embedAll(bulk)));
    }
    while (embedding("plain").at("/hand_over/answered").asInt() == before) {
      Thread.onSpinWait();
    }
    first.nodes().getFirst().kill();
    assertThat(bulks).allSatisfy(bulk -> assertThat(bulk.join()).hasSize(200));
    rest().get("/_cluster/health?wait_for_nodes=2&timeout=60s").orFail();
    assertThat(embedAll(bulk("buried", 20))).allMatch("cpu@gpu-2"::equals);
  }

  @Test
  @Order(7)
  void aNodeThatHangsIsWaitedForOnceAndNotForLong() throws Exception {
    rest()
        .put("/_cluster/settings", "{\"persistent\":{\"%s\":\"500ms\"}}".formatted(TIMEOUT))
        .orFail();
    NodeProcess hanging = second.nodes().getFirst();
    int before = embedding("plain").at("/hand_over/fell_back/timeout").asInt();
    signal("STOP", hanging);
    List<String> devices;
    try {
      devices = embedAll(bulk("hung", 100));
      // while it is left alone nobody waits
      devices.addAll(embedAll(bulk("alone", 100)));
    } finally {
      signal("CONT", hanging);
    }
    assertThat(devices).hasSize(200).allMatch("cpu"::equals);
    JsonNode handOver = embedding("plain").path("hand_over");
    assertThat(handOver.at("/fell_back/timeout").asInt() - before).isEqualTo(100);
  }

  @Test
  @Order(8)
  void withoutAGpuANodeThatMustHaveOneDoesNotStart() {
    NodeOptions demanding =
        NodeOptions.single(Ports.free(1))
            .withHeap("512m")
            .withSetting("chatrec.embedding.device", "cuda");
    assertThatThrownBy(() -> Cluster.start(TestHome.get(), demanding))
        .isInstanceOf(LaunchException.class)
        .satisfies(
            e ->
                assertThat(e.getMessage().lines().toList().getLast())
                    .contains("device [cuda:0] cannot be used: "));
  }

  private Rest rest() {
    return plain.rest();
  }

  private void pipeline(String name, String model) {
    rest()
        .put(
            "/_ingest/pipeline/" + name,
            """
            {"processors":[{"item_embedding":{"model":"%s","fields":["title"],
             "target_field":"vector"}}]}
            """
                .formatted(model))
        .orFail();
  }

  private static Bulk bulk(String prefix, int documents) {
    Bulk bulk = new Bulk();
    IntStream.range(0, documents)
        .forEach(i -> bulk.add(prefix + i, Json.of("title", prefix + " story number " + i)));
    return bulk;
  }

  /** Writes through the plain node; every document has its vector, made by these devices. */
  private List<String> embedAll(Bulk bulk) {
    List<String> ids = new ArrayList<>();
    for (JsonNode result : bulk.send(rest(), "handed")) {
      assertThat(result.path("error").isMissingNode()).as("%s", result).isTrue();
      ids.add('"' + result.path("_id").asText() + '"');
    }
    JsonNode stored = rest().post("/handed/_mget", "{\"ids\":" + ids + "}").orFail();
    List<String> devices = new ArrayList<>();
    for (JsonNode document : stored.path("docs")) {
      assertThat(document.at("/_source/vector")).hasSize(384);
      devices.add(document.at("/_source/vector_meta/device").asText());
    }
    assertThat(devices).hasSameSizeAs(ids);
    return devices;
  }

  private JsonNode embedding(String node) {
    JsonNode nodes = rest().get("/_plugins/_chatrec/stats").orFail().path("nodes");
    return Answers.list(nodes).stream()
        .filter(each -> each.path("name").asText().equals(node))
        .findFirst()
        .orElseThrow()
        .path("embedding");
  }

  /** The model of the zip under another name; a prefix makes it another model. */
  private static void copyModel(Cluster cluster, String prefix) throws IOException {
    Path models = Project.current().root().resolve("embedding/target/models").resolve(MODEL);
    Path node = cluster.nodes().getFirst().log().getParent().getParent();
    Path own = Files.createDirectories(node.resolve("config/chatrec/models/own"));
    for (String file : List.of("model.onnx", "tokenizer.json")) {
      Files.copy(models.resolve(file), own.resolve(file));
    }
    String spec = Files.readString(models.resolve("model.json"));
    Files.writeString(
        own.resolve("model.json"),
        spec.replace("\"document_prefix\": \"\"", "\"document_prefix\": \"" + prefix + "\""));
  }

  private static void signal(String name, NodeProcess node) throws Exception {
    String pid = String.valueOf(node.handle().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }
}
