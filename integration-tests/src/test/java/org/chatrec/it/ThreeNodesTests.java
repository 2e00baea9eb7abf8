package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three nodes from one home are one cluster, and stay one when a node crashes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeNodesTests {
  private Cluster cluster;

  @BeforeAll
  void start() {
    NodeOptions three = NodeOptions.single(Ports.free(3)).withNodes(3).withHeap("512m");
    cluster = Cluster.start(TestHome.get(), three);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void everyNodeReadsWhatOneWrote() {
    cluster.rest().put("/spread/_doc/1?refresh", "{\"a\":1}").orFail();
    assertThat(cluster.nodes())
        .hasSize(3)
        .allSatisfy(node -> assertThat(node.rest().get("/spread/_doc/1").status()).isEqualTo(200));
  }

  @Test
  void goesOnWithoutACrashedNodeAndTakesItBack() {
    Rest survivor = cluster.nodes().get(1).rest();
    survivor.put("/survives/_doc/1?refresh", "{\"a\":1}").orFail();
    survivor.get("/_cluster/health/survives?wait_for_status=green&timeout=60s").orFail();
    cluster.nodes().get(2).kill();
    JsonNode health = survivor.get("/_cluster/health?wait_for_nodes=2&timeout=60s").orFail();
    assertThat(health.path("number_of_nodes").asInt()).isEqualTo(2);
    assertThat(survivor.get("/survives/_doc/1").status()).isEqualTo(200);
    assertThat(cluster.restart(2).rest().get("/survives/_doc/1").status()).isEqualTo(200);
  }
}
