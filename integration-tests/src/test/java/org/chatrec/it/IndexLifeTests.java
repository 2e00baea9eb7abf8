package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What befalls an index in its life: it is restored from a snapshot, or rolled over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexLifeTests {

  private static final String SNAPSHOT = "/_snapshot/life/all";
  private static final String WAIT = "?wait_for_completion=true";

  private Cluster cluster;
  private Rest rest;

  @BeforeAll
  void start(@TempDir Path repository) {
    NodeOptions options =
        NodeOptions.single(Ports.free(1))
            .withHeap("1g")
            .withSetting("path.repo", "'" + repository + "'");
    cluster = Cluster.start(TestHome.get(), options);
    rest = cluster.rest();
    rest.put(
            "/_snapshot/life",
            Json.of("type", "fs", "settings", Json.of("location", repository.toString()))
                .toString())
        .orFail();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  /** As into a cluster that has nothing: neither the items nor what the plugin keeps is there. */
  @Test
  void aCatalogueComesBackWithItsSnapshot() {
    TestCatalog films = TestCatalog.ofFilms(rest, "life-films", 1, 0);
    films.like("ann", "s1");
    JsonNode before = films.user("ann").orFail();
    rest.put(SNAPSHOT + WAIT, "{\"indices\":\"life-films,.chatrec-*\"}").orFail();
    rest.delete(API + "life-films").orFail();
    rest.delete("/_ingest/pipeline/chatrec-life-films");
    rest.delete("/_search/pipeline/chatrec-life-films");
    rest.delete("/life-films").orFail();
    rest.delete("/.chatrec-*").orFail();
    assertThat(rest.get(API + "life-films").status()).isEqualTo(404);

    rest.post(SNAPSHOT + "/_restore" + WAIT, "{\"indices\":\"life-films,.chatrec-*\"}").orFail();
    assertThat(films.user("ann").orFail().path("interests")).isEqualTo(before.path("interests"));
    // pipelines are of the cluster's state: the declaration as it is shown says what is missing
    assertThat(mended("life-films"))
        .hasSize(2)
        .allSatisfy(reason -> assertThat(reason).contains("is not there"));
    works(films, "life-films");
  }

  @Test
  void aCatalogueOfTheRestoredNameIsDeclaredOverIt() {
    TestCatalog.ofFilms(rest, "life-old", 1, 0);
    rest.put("/_snapshot/life/one" + WAIT, "{\"indices\":\"life-old\"}").orFail();
    rest.post(
            "/_snapshot/life/one/_restore" + WAIT,
            """
            {"indices":"life-old","rename_pattern":"life-old","rename_replacement":"life-new"}
            """)
        .orFail();
    ObjectNode declaration = TestCatalog.declaration("life-new", 1, 0);
    declaration.remove("create");
    rest.put(API + "life-new", declaration.toString()).orFail();
    works(new TestCatalog(rest, "life-new"), "life-new");
    works(new TestCatalog(rest, "life-old"), "life-old");
  }

  /** The new index has what the template gives it; the catalogue is declared over the alias. */
  @Test
  void aRolledOverAliasGoesOn() {
    TestCatalog.ofFilms(rest, "life-000001", 1, 0);
    JsonNode first = rest.get("/life-000001/_mapping").orFail().at("/life-000001/mappings");
    ObjectNode template =
        Json.of(
            "index_patterns",
            List.of("life-0*"),
            "template",
            Json.of(
                "settings",
                Json.of("index.knn", true, "number_of_replicas", 0),
                "mappings",
                first));
    rest.put("/_index_template/life-roll", template.toString()).orFail();
    rest.post(
            "/_aliases",
            """
            {"actions":[{"add":{"index":"life-000001","alias":"life-roll","is_write_index":true}}]}
            """)
        .orFail();
    ObjectNode declaration = TestCatalog.declaration("life-roll", 1, 0);
    declaration.remove("create");
    rest.put(API + "life-roll", declaration.toString()).orFail();
    TestCatalog rolled = new TestCatalog(rest, "life-roll");
    rolled.like("ann", "s1");

    rest.post("/life-roll/_rollover", "").orFail();
    assertThat(mended("life-roll"))
        .as("a template without the pipeline")
        .anySatisfy(
            reason -> assertThat(reason).startsWith("of index [life-000002] does not embed"));
    works(rolled, "life-000002");
    assertThat(Answers.itemIds(rolled.similar("s1", 5).orFail())).contains("s2");
  }

  /** The items are away: whoever asks for them hears which index it is. */
  @Test
  void anIndexThatIsGoneIsNamed() {
    TestCatalog films = TestCatalog.ofFilms(rest, "life-gone", 1, 0);
    films.like("ann", "s1");
    rest.delete("/life-gone").orFail();
    String path = API + "life-gone";
    for (Rest.Answer answer :
        List.of(
            rest.get(path + "/items/s1/similar"),
            rest.post(path + "/train" + WAIT, ""),
            rest.post(path + "/_embed_missing" + WAIT, ""),
            films.recommend("{'user_id':'ann'}"),
            films.chat("{'message':'films about space','explain':'none'}"))) {
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(404);
      assertThat(answer.body().at("/error/reason").asText()).contains("life-gone");
    }
    assertThat(rest.get(path).status()).isEqualTo(200);
    assertThat(films.events(TestCatalog.event("ann", "like", "s2")).status()).isLessThan(500);
  }

  /** Puts a declaration back as it is shown and makes the calls of what it finds. */
  private List<String> mended(String catalog) {
    JsonNode shown = rest.get(API + catalog).orFail();
    JsonNode declared = rest.put(API + catalog, shown.toString()).orFail();
    List<String> reasons = new ArrayList<>();
    for (JsonNode finding : declared.path("findings")) {
      reasons.add(finding.path("reason").asText());
      call(finding.path("call"));
      finding.path("then").forEach(this::call);
    }
    return reasons;
  }

  private void call(JsonNode call) {
    String path = call.path("path").asText();
    String body = call.path("body").toString();
    Rest.Answer made =
        call.path("method").asText().equals("PUT") ? rest.put(path, body) : rest.post(path, body);
    made.orFail();
  }

  /** Search, chat, events, recommendations, and a document that is written now. */
  private void works(TestCatalog catalog, String written) {
    rest.put(
            "/" + catalog.name() + "/_doc/z1?refresh=true",
            "{\"title\":\"Harvest of Pluto\",\"overview\":\"Astronauts farm on Pluto\"}")
        .orFail();
    JsonNode stored = rest.get("/" + written + "/_doc/z1").orFail();
    assertThat(stored.at("/_source/item_vector")).as("embedded").hasSize(384);
    catalog.like("bob", "z1");
    assertThat(catalog.user("bob").orFail().path("interests")).isNotEmpty();
    JsonNode chat = catalog.chat("{'message':'films about Pluto','explain':'none'}").orFail();
    assertThat(chat.at("/hits/0/id").asText()).isEqualTo("z1");
    assertThat(chat.path("degraded")).isEmpty();
    JsonNode recommended = catalog.recommend("{'user_id':'bob','size':5}").orFail();
    assertThat(Answers.itemIds(recommended)).isNotEmpty().doesNotContain("z1");
    JsonNode found =
        catalog
            .search(
                Json.object(
                    "{'query':{'match':{'overview':'Mars'}},'ext':{'chatrec':{'user_id':'bob'}}}"))
            .orFail();
    assertThat(Answers.ids(found)).contains("s1");
    rest.post(API + catalog.name() + "/train" + WAIT, "").orFail();
  }
}
