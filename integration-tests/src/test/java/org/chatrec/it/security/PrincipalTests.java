package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.chatrec.it.Answers;
import org.chatrec.it.Json;
import org.chatrec.it.Ports;
import org.chatrec.it.TestHome;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.chatrec.node.SecurityOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A node of its own, with HTTP encrypted and {@code user_from: principal}: the name that somebody
 * logs in with is the person, and naming somebody else needs a permission of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrincipalTests {
  private static final String PASSWORD = "Aa1!of-the-test-of-principals";
  private static final String FILMS = Cinema.API + "catalogs/films";

  private Cluster cluster;

  @BeforeAll
  void start() {
    Path folder = Project.current().root().resolve("integration-tests/target/it-principal-home");
    new NodeHome(folder).clear();
    NodeHome home =
        NodeHome.assemble(folder, Project.current().parts(), Optional.of(TestHome.zip()), true);
    SecurityOptions security =
        SecurityOptions.of(Project.current()).withTls(true).withAdminPassword(PASSWORD);
    cluster =
        Cluster.start(
            home,
            NodeOptions.single(Ports.free(1))
                .withHeap("640m")
                .withSetting("chatrec.privacy.user_from", "principal")
                .withSecurity(security));
    as("search-engineer").put(FILMS, Cinema.creating("films").toString()).orFail();
    Cinema.fill(as("search-engineer"), "films");
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void httpIsEncrypted() {
    assertThat(cluster.rest().root().getScheme()).isEqualTo("https");
    Rest plain =
        new Rest(java.net.URI.create("http://127.0.0.1:" + cluster.rest().root().getPort()));
    assertThatThrownBy(() -> plain.get("/")).isInstanceOf(Rest.Unreachable.class);
  }

  @Test
  void whoNamesNobodyIsMeantThemselves() {
    events(as("shopper"), "{'type':'like','item_id':'v1'}").orFail();
    JsonNode own = as("shopper").get(FILMS + "/users/shopper").orFail();
    assertThat(own.path("events").asInt()).isPositive();
    JsonNode items = as("shopper").post(FILMS + "/recommend", "{\"size\":3}").orFail();
    assertThat(Answers.itemIds(items)).isNotEmpty().doesNotContain("v1");
    assertThat(items.at("/items/0/breakdown/content").asDouble()).isPositive();
    JsonNode hits =
        as("shopper")
            .post(
                "/films/_search",
                "{\"query\":{\"match_all\":{}},\"ext\":{\"chatrec\":{\"breakdown\":true}}}")
            .orFail();
    Answers.assertBreakdowns(hits);
  }

  @Test
  void somebodyElseIsNamedByNobodyWithoutThePermission() {
    for (String person : List.of("search-engineer", "viewer", "Shopper")) {
      assertRefused(as("shopper").get(FILMS + "/users/" + person));
      assertRefused(
          as("shopper").put(FILMS + "/users/" + person + "/preferences", "{\"opt_out\":true}"));
      assertRefused(
          as("shopper").post(FILMS + "/recommend", Json.of("user_id", person).toString()));
      assertRefused(
          events(as("shopper"), "{'user_id':'" + person + "','type':'like','item_id':'v1'}"));
      assertRefused(
          as("shopper")
              .post(
                  "/films/_search",
                  Json.of(
                          "query",
                          Json.of(
                              "interest",
                              Json.of(
                                  "field", "item_vector", "catalog", "films", "user_id", person)))
                      .toString()));
    }
  }

  @Test
  void theAdministratorNamesAnybody() {
    events(cluster.rest(), "{'user_id':'somebody','type':'like','item_id':'v4'}").orFail();
    JsonNode person = cluster.rest().get(FILMS + "/users/somebody").orFail();
    assertThat(person.path("events").asInt()).isEqualTo(1);
  }

  private Rest as(String user) {
    return cluster.rest().as(user, PASSWORD);
  }

  private static Rest.Answer events(Rest caller, String event) {
    return caller.post(
        FILMS + "/events", Json.of("events", List.of(Json.object(event))).toString());
  }

  private static void assertRefused(Rest.Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
  }
}
