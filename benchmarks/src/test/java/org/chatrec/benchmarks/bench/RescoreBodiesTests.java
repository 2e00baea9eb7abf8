package org.chatrec.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RescoreBodiesTests {

  private static final JsonMapper JSON = new JsonMapper();

  private final RescoreBodies bodies = new RescoreBodies(4);

  @Test
  void everyDocumentMatchesOneQueryAndAboutOneInSevenTheOther() throws JsonProcessingException {
    int some = 0;
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      JsonNode document = JSON.readTree(bodies.document());
      assertThat(document.path("title").asText()).startsWith("item");
      assertThat(document.path("v")).hasSize(4);
      if (document.path("about").asText().startsWith("topic")) {
        some++;
        texts.add(document.path("about").asText());
      }
    }
    assertThat(some).isBetween(650, 850);
    assertThat(texts).hasSizeGreaterThan(100);
  }

  @Test
  void allContendersAskForTenHitsOfOneQuery() throws JsonProcessingException {
    var contenders = bodies.windows(RescoreBodies.SOME, 1_000);
    JsonNode query = JSON.readTree(RescoreBodies.SOME);
    for (String contender : contenders.values()) {
      JsonNode body = JSON.readTree(contender);
      assertThat(body.path("query")).isEqualTo(query);
      assertThat(body.path("size").asInt()).isEqualTo(10);
    }
    assertThat(JSON.readTree(contenders.get("collecting")).path("from").asInt()).isEqualTo(990);
    assertThat(JSON.readTree(contenders.get("interest")).at("/rescore/window_size").asInt())
        .isEqualTo(1_000);
    assertThat(contenders.keySet()).startsWith("plain").contains("knn_score", "Painless");
    assertThat(bodies.wholeIndex().keySet()).startsWith("plain");
  }
}
