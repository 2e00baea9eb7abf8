package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.TOLERANCE;
import static org.chatrec.it.Answers.hits;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.scores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The query and the rescorer {@code interest} in the company of the other parts of a search. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterestContextsTests {
  private static final String INDEX = "contexts";
  private static final int DOCS = 60;
  private static final float[] LIKE = {1, -2, 0.5f, 3};

  private final Random random = new Random(3);
  private final Map<String, Double> likeness = new HashMap<>();
  private Rest rest;

  @BeforeAll
  void load(Rest node) {
    rest = node;
    create(
        INDEX,
        "'v':{'type':'knn_vector','dimension':4,'method':{'name':'hnsw','engine':'lucene'}},"
            + "'n':{'type':'integer'},'released':{'type':'date'}");
    Bulk bulk = new Bulk();
    for (int i = 0; i < DOCS; i++) {
      float[] vector = vector();
      likeness.put("d" + i, Similarity.interest(vector, LIKE));
      ObjectNode document = Json.of("v", vector, "n", i, "title", i % 2 == 0 ? "even" : "odd");
      bulk.add("d" + i, document.put("released", "2020-01-%02d".formatted(1 + i % 28)));
    }
    bulk.sendAll(rest, INDEX);
  }

  private void create(String index, String properties) {
    String body =
        "{'settings':{'index.knn':true,'number_of_shards':2,'number_of_replicas':0},"
            + "'mappings':{'properties':{"
            + properties
            + "}}}";
    rest.put("/" + index, Json.object(body).toString()).orFail();
  }

  private float[] vector() {
    float[] vector = new float[4];
    for (int i = 0; i < 4; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static ObjectNode interest() {
    return Json.of("interest", Json.of("field", "v", "vectors", Json.vectors(LIKE)));
  }

  private static ObjectNode search(JsonNode query) {
    return Json.of("size", DOCS, "query", query, "_source", false);
  }

  private JsonNode run(JsonNode body) {
    return rest.post("/" + INDEX + "/_search", body.toString()).orFail();
  }

  private void assertLikeness(JsonNode found, int size) {
    assertThat(scores(found)).hasSize(size);
    scores(found)
        .forEach(
            (id, score) -> assertThat(score).as(id).isCloseTo(likeness.get(id), within(TOLERANCE)));
  }

  private List<String> best() {
    List<String> ids = new ArrayList<>(likeness.keySet());
    ids.sort(Comparator.comparing(likeness::get).reversed());
    return ids;
  }

  @Test
  void insideDisMax() {
    ObjectNode other =
        Json.object("{'constant_score':{'filter':{'match':{'title':'even'}},'boost':0.4}}");
    JsonNode found =
        run(search(Json.of("dis_max", Json.of("queries", List.of(interest(), other)))));
    scores(found)
        .forEach(
            (id, score) -> {
              boolean even = Integer.parseInt(id.substring(1)) % 2 == 0;
              double expected = Math.max(likeness.get(id), even ? 0.4 : 0);
              assertThat(score).isCloseTo(expected, within(TOLERANCE));
            });
    assertThat(ids(found)).hasSize(DOCS);
  }

  @Test
  void theBestOfASearchThatStopsCounting() {
    ObjectNode body = search(interest()).put("size", 5).put("track_total_hits", false);
    assertThat(ids(run(body))).isEqualTo(best().subList(0, 5));
  }

  @Test
  void pagesWithSearchAfter() {
    List<String> seen = new ArrayList<>();
    ObjectNode body = search(interest()).put("size", 13);
    body.set("sort", Json.object("{'s':[{'_score':'desc'},{'n':'asc'}]}").get("s"));
    for (JsonNode page = run(body); !hits(page).isEmpty(); page = run(body)) {
      seen.addAll(ids(page));
      body.set("search_after", hits(page).getLast().get("sort"));
    }
    assertThat(seen).isEqualTo(best());
  }

  @Test
  void besideAggregations() {
    ObjectNode body = search(interest());
    body.set(
        "aggs",
        Json.object(
            "{'top':{'max':{'script':'_score'}},'kinds':{'terms':{'field':'n','size':100}}}"));
    JsonNode found = run(body);
    assertLikeness(found, DOCS);
    assertThat(found.at("/aggregations/top/value").asDouble())
        .isCloseTo(likeness.get(best().getFirst()), within(TOLERANCE));
    assertThat(found.at("/aggregations/kinds/buckets")).hasSize(DOCS);
  }

  @Test
  void profiled() {
    JsonNode found = run(search(interest()).put("profile", true));
    assertLikeness(found, DOCS);
    assertThat(found.at("/profile/shards/0/searches/0/query/0/type").asText())
        .isEqualTo("InterestQuery");
  }

  @Test
  void explainedInsideFunctionScore() {
    ObjectNode body =
        Json.object(
            "{'function_score':{'functions':[{'weight':3}],'boost_mode':'multiply','max_boost':2}}");
    ((ObjectNode) body.path("function_score")).set("query", interest());
    for (JsonNode hit : hits(run(search(body).put("explain", true)))) {
      double expected = 2 * likeness.get(hit.path("_id").asText());
      assertThat(hit.path("_score").asDouble()).isCloseTo(expected, within(TOLERANCE));
      assertThat(hit.at("/_explanation/value").asDouble()).isCloseTo(expected, within(TOLERANCE));
    }
  }

  @Test
  void inAPointInTime() {
    String id =
        rest.post("/" + INDEX + "/_search/point_in_time?keep_alive=1m", "")
            .orFail()
            .path("pit_id")
            .asText();
    ObjectNode body = rescored();
    body.set("pit", Json.of("id", id, "keep_alive", "1m"));
    JsonNode found = rest.post("/_search", body.toString()).orFail();
    assertRescored(found);
    rest.delete("/_search/point_in_time/_all").orFail();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void inAnotherCluster(boolean fewRoundTrips) {
    JsonNode node = rest.get("/_nodes/_local/transport").orFail().path("nodes").elements().next();
    remote(Json.of("seeds", List.of(node.path("transport_address").asText())));
    String path = "/itself:" + INDEX + "/_search?ccs_minimize_roundtrips=" + fewRoundTrips;
    assertLikeness(rest.post(path, search(interest()).toString()).orFail(), DOCS);
    assertRescored(rest.post(path, rescored().toString()).orFail());
    remote(Json.object("{'seeds':null}"));
  }

  private void remote(JsonNode settings) {
    JsonNode itself = Json.of("cluster", Json.of("remote", Json.of("itself", settings)));
    rest.put("/_cluster/settings", Json.of("transient", itself).toString()).orFail();
  }

  @Test
  void freshnessCountsFromOneMoment() {
    assertRescored(run(rescored()));
  }

  private static ObjectNode rescored() {
    ObjectNode body =
        Json.object(
            """
            {'size':7,'query':{'match_all':{}},'ext':{'chatrec':{'breakdown':true}},
             'rescore':{'window_size':60,'interest':{'weights':{'lexical':0},'signals':[
              {'name':'content','type':'interest','field':'v','weight':0.5},
              {'name':'fresh','type':'freshness','field':'released','scale':'10d',
               'origin':'2020-01-28','weight':0.5}]}}}
            """);
    ((ObjectNode) body.at("/rescore/interest/signals/0")).set("vectors", Json.vectors(LIKE));
    return body;
  }

  private void assertRescored(JsonNode found) {
    Map<String, Double> expected = new HashMap<>();
    likeness.forEach(
        (id, like) -> {
          int age = 27 - Integer.parseInt(id.substring(1)) % 28;
          expected.put(id, 0.5 * like + 0.5 * Math.pow(0.5, age / 10.0));
        });
    List<String> best = new ArrayList<>(expected.keySet());
    best.sort(Comparator.comparing(expected::get).reversed());
    Answers.assertBreakdowns(found);
    assertThat(ids(found).stream().map(id -> id.substring(id.indexOf(':') + 1)).toList())
        .isEqualTo(best.subList(0, 7));
    scores(found).forEach((id, s) -> assertThat(s).isCloseTo(expected.get(id), within(TOLERANCE)));
  }

  @Test
  void insideNested() {
    create(
        "contexts-nested",
        "'chunks':{'type':'nested','properties':{'v':{'type':'knn_vector','dimension':4,"
            + "'method':{'name':'hnsw','engine':'lucene'}}}}");
    Bulk bulk = new Bulk();
    Map<String, Double> expected = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      float[] one = vector();
      float[] other = vector();
      expected.put(
          "p" + i, Math.max(Similarity.interest(one, LIKE), Similarity.interest(other, LIKE)));
      bulk.add("p" + i, Json.of("chunks", List.of(Json.of("v", one), Json.of("v", other))));
    }
    bulk.sendAll(rest, "contexts-nested");
    ObjectNode query =
        Json.object("{'nested':{'path':'chunks','score_mode':'max','query':{'interest':{}}}}");
    ((ObjectNode) query.at("/nested/query/interest"))
        .put("field", "chunks.v")
        .set("vectors", Json.vectors(LIKE));
    JsonNode found = rest.post("/contexts-nested/_search", search(query).toString()).orFail();
    assertThat(scores(found)).hasSize(10);
    scores(found).forEach((id, s) -> assertThat(s).isCloseTo(expected.get(id), within(TOLERANCE)));
  }

  @Test
  void binaryVectorsAreRefused() {
    create(
        "contexts-binary",
        "'v':{'type':'knn_vector','dimension':32,'data_type':'binary',"
            + "'method':{'name':'hnsw','engine':'lucene','space_type':'hamming'}}");
    Answers.assertRefused(
        rest.post("/contexts-binary/_search", search(interest()).toString()), "binary");
  }

  @Test
  void oneThreeAndEightShardsAgree() {
    new Sharding(rest, "contexts-sharded").check();
  }
}
