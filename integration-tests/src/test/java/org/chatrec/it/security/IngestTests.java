package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.chatrec.it.Answers;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever may run an ingest pipeline reads nothing by it that they may not read: {@code
 * item_embedding} looks at stored items as the sender of the write, in the index that the write was
 * authorised for.
 */
@OnSecuredNode
class IngestTests {
  private static final List<String> SECRETS =
      List.of("123456", "111-22-3333", "Palimpsest", "Zborowska", "noirish");

  private static final String EMBED =
      "{'item_embedding':{'model':'all-minilm-l6-v2','fields':['t'],'target_field':'v',"
          + "'learned_fields':['salary','ssn','name','title','director','genres','overview',"
          + "'history','interests','events','item_vector','user_id']}}";

  private final Cinema cinema;
  private final Rest author;

  IngestTests(Cinema cinema) {
    this.cinema = cinema;
    this.author = cinema.pipelineAuthor();
  }

  @BeforeEach
  void theSecretsAreThereAndClosed() {
    assertThat(cinema.source(Cinema.SALARIES, "1").toString()).contains("123456");
    assertThat(author.get("/" + Cinema.SALARIES + "/_doc/1").status()).isEqualTo(403);
    assertThat(author.get("/" + Cinema.INDEX + "/_doc/h1").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"sec-hr,1,false", "sec-hr,1,true", "sec-films,h1,false", "sec-films,h1,true"})
  void simulatingReadsNothing(String index, String id, boolean verbose) {
    ObjectNode body = simulation(List.of(Json.object(EMBED)), index, id);
    JsonNode answer =
        author.post("/_ingest/pipeline/_simulate?verbose=" + verbose, body.toString()).orFail();
    assertNothing(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "script", "pipeline", "foreach"})
  void simulatingAPipelineThatTurnsToAnotherDocumentReadsNothing(String way) {
    store("mine-inner", List.of(Json.object(EMBED)));
    ObjectNode body = simulation(turning(way, "mine-sink"), "mine-source", "1");
    for (boolean verbose : new boolean[] {false, true}) {
      JsonNode answer =
          author.post("/_ingest/pipeline/_simulate?verbose=" + verbose, body.toString()).orFail();
      assertNothing(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "script", "pipeline", "foreach"})
  void aWriteByAPipelineThatTurnsToAnotherDocumentCarriesNothingHome(String way) {
    store("mine-inner", List.of(Json.object(EMBED)));
    store("mine-" + way, turning(way, "mine-sink-" + way));
    String pipeline = "pipeline=mine-" + way + "&refresh=true";
    author.put("/mine-source/_doc/1?" + pipeline, "{\"t\":\"x\",\"a\":[1]}");
    author.post("/mine-source/_doc?" + pipeline, "{\"t\":\"x\",\"a\":[1]}");
    author.postLines(
        "/_bulk?" + pipeline,
        "{\"index\":{\"_index\":\"mine-source\",\"_id\":\"1\"}}\n{\"t\":\"x\",\"a\":[1]}\n"
            + "{\"create\":{\"_index\":\"mine-other\",\"_id\":\"h1\"}}\n{\"t\":\"x\",\"a\":[1]}\n"
            + "{\"index\":{\"_index\":\"sec-hr\",\"_id\":\"1\"}}\n{\"t\":\"x\",\"a\":[1]}\n");
    assertMineHasNothing();
  }

  @Test
  void aBulkThatNamesAClosedIndexOpensItForNobody() {
    store("mine-to-hr", turning("set", "mine-bulk-sink"));
    JsonNode answer =
        author
            .postLines(
                "/_bulk?refresh=true&pipeline=mine-to-hr",
                "{\"index\":{\"_index\":\"mine-source\",\"_id\":\"1\"}}\n{\"t\":\"x\"}\n"
                    + "{\"update\":{\"_index\":\"sec-hr\",\"_id\":\"1\"}}\n{\"doc\":{\"t\":\"x\"}}\n"
                    + "{\"delete\":{\"_index\":\"sec-films\",\"_id\":\"h1\"}}\n")
            .orFail();
    assertThat(answer.at("/items/1/update/status").asInt()).isEqualTo(403);
    assertThat(answer.at("/items/2/delete/status").asInt()).isEqualTo(403);
    assertMineHasNothing();
    assertThat(cinema.source(Cinema.INDEX, "h1").path("title").asText()).isEqualTo("Palimpsest");
  }

  @Test
  void neitherDoesAnUpdateAnUpsertOrAReindex() {
    store("mine-turning", turning("set", "mine-update-sink"));
    author.put(
        "/mine-default",
        "{\"settings\":{\"number_of_replicas\":0,\"default_pipeline\":\"mine-turning\"}}");
    author.post(
        "/mine-default/_update/1?refresh=true", "{\"doc\":{\"t\":\"y\"},\"doc_as_upsert\":true}");
    author.post("/mine-default/_update/1?refresh=true", "{\"doc\":{\"t\":\"z\"}}");
    author.put("/mine-from/_doc/1?refresh=true", "{\"t\":\"x\"}");
    author.post(
        "/_reindex?refresh=true",
        "{\"source\":{\"index\":\"mine-from\"},"
            + "\"dest\":{\"index\":\"mine-to\",\"pipeline\":\"mine-turning\"}}");
    author.post("/mine-from/_update_by_query?refresh=true&pipeline=mine-turning", "{}");
    assertMineHasNothing();
  }

  @Test
  void anAliasOfOnesOwnThatIsNamedLikeADocumentElsewhereGivesNothing() {
    author.put("/mine-real", "{\"aliases\":{\"mine-alias\":{}}}");
    store("mine-alias-pipeline", turning("set", "mine-alias"));
    author.put("/mine-alias/_doc/1?refresh=true&pipeline=mine-alias-pipeline", "{\"t\":\"x\"}");
    assertMineHasNothing();
  }

  @Test
  void whoSeesOnlyNewFilmsCarriesNoHiddenOnesOver() {
    Role role =
        Role.none()
            .cluster("cluster:admin/ingest/pipeline/*", "cluster_composite_ops")
            .seeing(Cinema.INDEX, List.of("search", "get"), Cinema.NEW_ONLY)
            .on("mine*", "indices_all");
    Rest half = cinema.node().user("half-author", role);
    ObjectNode body = simulation(List.of(Json.object(EMBED)), Cinema.INDEX, "h1");
    JsonNode answer =
        half.post("/_ingest/pipeline/_simulate?verbose=true", body.toString()).orFail();
    assertNothing(answer);
  }

  @Test
  void theIndicesOfThePluginAreReadByNobody() {
    for (String index :
        List.of(".chatrec-profiles", ".chatrec-events", ".chatrec-catalogs", ".chatrec-models")) {
      for (String document : List.of("cinema", profile(Cinema.VIEWER))) {
        ObjectNode body = simulation(List.of(Json.object(EMBED)), index, document);
        Rest.Answer answer =
            author.post("/_ingest/pipeline/_simulate?verbose=true", body.toString());
        assertThat(answer.body().toString()).doesNotContain("\"history\"", "\"interests\"", "v1");
      }
    }
  }

  @Test
  void theCataloguesOwnWriterKeepsWhatWasLearned() {
    Rest owner = cinema.node().user("owner", Cinema.owner());
    cinema
        .admin()
        .post("/" + Cinema.INDEX + "/_update/v6?refresh=true", "{\"doc\":{\"popularity\":3.5}}")
        .orFail();
    ObjectNode film = (ObjectNode) cinema.source(Cinema.INDEX, "v6");
    film.remove(List.of("popularity", "item_vector", "item_vector_meta", "cf_vector"));
    owner.put("/" + Cinema.INDEX + "/_doc/v6?refresh=true", film.toString()).orFail();
    JsonNode stored = cinema.source(Cinema.INDEX, "v6");
    assertThat(stored.path("popularity").asDouble()).isEqualTo(3.5);
    assertThat(stored.path("item_vector").size()).isEqualTo(Cinema.DIMENSION);
  }

  /** Processors that turn to somebody's document, fetch from it, and come home with it. */
  private List<ObjectNode> turning(String way, String sink) {
    ObjectNode home = Json.object("{'set':{'field':'_index','value':'" + sink + "'}}");
    return switch (way) {
      case "script" ->
          List.of(
              Json.of(
                  "script",
                  Json.of(
                      "source",
                      "ctx._index = params.i; ctx._id = params.d",
                      "params",
                      Json.of("i", Cinema.SALARIES, "d", "1"))),
              Json.object(EMBED),
              home);
      case "pipeline" ->
          List.of(
              index("sec-hr"), id("1"), Json.object("{'pipeline':{'name':'mine-inner'}}"), home);
      case "foreach" ->
          List.of(
              index("sec-films"),
              id("h1"),
              Json.of(
                  "foreach",
                  Json.of("field", "a", "ignore_missing", true, "processor", Json.object(EMBED))),
              home);
      default -> List.of(index("sec-hr"), id("1"), Json.object(EMBED), home);
    };
  }

  private static ObjectNode index(String name) {
    return Json.object("{'set':{'field':'_index','value':'" + name + "'}}");
  }

  private static ObjectNode id(String id) {
    return Json.object("{'set':{'field':'_id','value':'" + id + "'}}");
  }

  private static ObjectNode simulation(List<ObjectNode> processors, String index, String id) {
    return Json.of(
        "pipeline",
        Json.of("processors", processors),
        "docs",
        List.of(Json.of("_index", index, "_id", id, "_source", Json.object("{'t':'x','a':[1]}"))));
  }

  private void store(String name, List<ObjectNode> processors) {
    author.put("/_ingest/pipeline/" + name, Json.of("processors", processors).toString()).orFail();
  }

  /** The id of a profile is a hash that anybody can compute. */
  private static String profile(String user) {
    String key = "6:cinema" + user.length() + ":" + user;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertNothing(JsonNode answer) {
    assertThat(answer.path("docs").size()).isPositive();
    assertThat(answer.toString()).doesNotContain(SECRETS);
  }

  private void assertMineHasNothing() {
    cinema.admin().post("/mine*/_refresh", "").orFail();
    JsonNode all =
        author.post("/mine*/_search", "{\"size\":1000,\"query\":{\"match_all\":{}}}").orFail();
    assertThat(Answers.hits(all)).isNotEmpty();
    assertThat(all.toString()).doesNotContain(SECRETS);
    for (Map.Entry<String, JsonNode> field : fields(all)) {
      assertThat(field.getKey()).isNotIn("salary", "ssn", "history", "interests");
    }
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode search) {
    return Answers.hits(search).stream()
        .flatMap(hit -> hit.path("_source").properties().stream())
        .toList();
  }
}
