package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** The shared node is what users have: the server's release, k-NN, this plugin. */
@OnRealNode
class RealNodeTests {
  @Test
  void isTheReleaseThatThePluginIsBuiltFor(Rest rest) {
    assertThat(rest.get("/").orFail().at("/version/number").asText()).isEqualTo("3.5.0");
  }

  @Test
  void listsBothPlugins(Rest rest) {
    assertThat(rest.get("/_cat/plugins?format=json").orFail().findValuesAsText("component"))
        .contains("opensearch-knn", "chatrec");
  }

  @Test
  void answersNearestNeighbours(Rest rest) {
    rest.put(
            "/real-node-vectors",
            """
            {"settings":{"index.knn":true,"number_of_replicas":0},"mappings":{"properties":{"v":
              {"type":"knn_vector","dimension":2,"method":{"name":"hnsw","engine":"lucene"}}}}}
            """)
        .orFail();
    rest.put("/real-node-vectors/_doc/near?refresh", "{\"v\":[1,0]}").orFail();
    rest.put("/real-node-vectors/_doc/far?refresh", "{\"v\":[-1,0]}").orFail();
    JsonNode found =
        rest.post(
                "/real-node-vectors/_search",
                "{\"query\":{\"knn\":{\"v\":{\"vector\":[0.9,0.1],\"k\":1}}}}")
            .orFail();
    assertThat(found.at("/hits/hits").findValuesAsText("_id")).containsExactly("near");
  }

  @Test
  void unknownRouteIsTheServersOwnError(Rest rest) {
    assertThat(rest.get("/_plugins/_chatrec/no-such-route").status()).isBetween(400, 499);
  }
}
