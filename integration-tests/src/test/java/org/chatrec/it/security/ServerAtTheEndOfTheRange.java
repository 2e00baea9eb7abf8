package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.chatrec.it.Answers;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A server at an end of the range in the plugin's descriptor, with the security plugin and without
 * k-NN, which is not published for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerAtTheEndOfTheRange {

  /**
   * As in production: with the fast compiler alone, Lucene leaves its scorers of many vectors at
   * once alone, which are what differs most between its releases.
   */
  private static final List<String> COMPILED = List.of("-XX:TieredStopAtLevel=4");

  private final String server;
  private final String security;
  private SecuredNode node;
  private Cinema cinema;

  /**
   * @param server its release
   * @param security that of the security plugin
   */
  ServerAtTheEndOfTheRange(String server, String security) {
    this.server = server;
    this.security = security;
  }

  @BeforeAll
  void start() {
    Project project = Project.current();
    Assumptions.assumeTrue(
        project.hasParts(server), "'./chatrec test' fetches OpenSearch " + server);
    node = SecuredNode.start(project.parts(server), "it-home-" + server, COMPILED);
    cinema = Cinema.open(node);
  }

  @AfterAll
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void theServerIsOfThisRelease() {
    assertThat(node.admin().get("/").orFail().at("/version/number").asText()).isEqualTo(server);
    JsonNode plugins = node.admin().get("/_cat/plugins?format=json&h=component,version").orFail();
    assertThat(Answers.list(plugins))
        .extracting(plugin -> plugin.path("component").asText())
        .containsExactlyInAnyOrder("chatrec", "opensearch-security");
    assertThat(Answers.list(plugins))
        .anyMatch(plugin -> plugin.path("version").asText().startsWith(security));
  }

  @Test
  void itemsHaveTheVectorsAndTheFieldsThatTheyHaveWithKnn() {
    JsonNode source = cinema.source(Cinema.INDEX, "v1");
    assertThat(source.path("item_vector")).hasSize(Cinema.DIMENSION);
    JsonNode mapping =
        node.admin().get("/" + Cinema.INDEX + "/_mapping").orFail().path(Cinema.INDEX);
    assertThat(mapping.at("/mappings/properties/item_vector/type").asText())
        .isEqualTo("knn_vector");
    assertThat(node.admin().get("/" + Cinema.INDEX + "/_count?q=_exists_:item_vector").orFail())
        .isEqualTo(node.admin().get("/" + Cinema.INDEX + "/_count").orFail());
  }

  @Test
  void aShopSearchesRecommendsAndTalks() {
    Rest shop = cinema.shopKeeper();
    JsonNode similar = shop.get(Cinema.CATALOG + "/items/v1/similar?size=2").orFail();
    assertThat(Answers.itemIds(similar)).containsExactlyInAnyOrder("v2", "v3");
    JsonNode semantic =
        shop.post(
                "/" + Cinema.INDEX + "/_search",
                """
                {"size":3,"query":{"semantic":
                  {"field":"item_vector","text":"outer space travel","k":3}}}
                """)
            .orFail();
    assertThat(Answers.ids(semantic)).containsExactlyInAnyOrder("v1", "v2", "v3");
    JsonNode recommended =
        shop.post(
                Cinema.CATALOG + "/recommend",
                "{\"user_id\":\"" + Cinema.VIEWER + "\",\"strategy\":\"content\"}")
            .orFail();
    assertThat(Answers.itemIds(recommended)).first().isEqualTo("v3");
    JsonNode chat =
        shop.post(Cinema.CATALOG + "/chat", "{\"message\":\"a film about astronauts\"}").orFail();
    assertThat(chat.at("/hits/0/id").asText()).isIn("v1", "v2", "v3");
  }

  @Test
  void rulesOfTheSecurityPluginHold() {
    assertThat(cinema.stranger().get(Cinema.CATALOG + "/items/v1/similar").status()).isEqualTo(403);
    String hidden =
        cinema
            .newOnly()
            .post(Cinema.CATALOG + "/chat", "{\"message\":\"a noirish murder film\"}")
            .orFail()
            .toString();
    assertThat(Cinema.HIDDEN_WORDS)
        .filteredOn(word -> !word.equals("noirish")) // the message has it
        .noneMatch(hidden::contains);
  }
}
