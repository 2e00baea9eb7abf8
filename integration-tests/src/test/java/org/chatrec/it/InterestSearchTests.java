package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.TOLERANCE;
import static org.chatrec.it.Answers.assertBreakdowns;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.hits;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.scores;
import static org.chatrec.it.TestCatalog.FOOD;
import static org.chatrec.it.TestCatalog.SPACE;
import static org.chatrec.it.TestCatalog.VECTOR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The query and the rescorer {@code interest}, against the formula computed here. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterestSearchTests {
  private static final String BARE = "bare";
  private static final String USER = "gourmet";

  private TestCatalog films;
  private final Map<String, float[]> vectors = new HashMap<>();

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, "interest-films", 2, 0);
    new Bulk().add(BARE, Json.of("year", 2000)).sendAll(rest, films.name());
    TestCatalog.films().forEach(film -> read(film.path("id").asText()));
    vectors.put(BARE, new float[0]);
    films.events(longAgo("like", "f1"), longAgo("like", "f5"), longAgo("dislike", "s1")).orFail();
  }

  /** So long that nothing of it is what the person is after now. */
  private static ObjectNode longAgo(String type, String item) {
    return TestCatalog.event(USER, type, item).put("timestamp", "2026-01-02T03:04:05Z");
  }

  private void read(String id) {
    vectors.put(id, films.vector(id));
  }

  @Test
  void scoresByTheNearestInterestLessTheNearestDislike() {
    List<float[]> likes = List.of(vectors.get("s1"), scaled(vectors.get("f1"), 7));
    List<float[]> dislikes = List.of(vectors.get("s6"), vectors.get("f6"));
    ObjectNode interest = interest("vectors", Json.vectors(likes.toArray(float[][]::new)));
    interest.set("weights", Json.object("{'w':[1,0.5]}").get("w"));
    interest.set("negative_vectors", Json.vectors(dislikes.toArray(float[][]::new)));
    interest.put("missing", 0.125);
    Map<String, Double> expected = new HashMap<>();
    vectors.forEach(
        (id, vector) ->
            expected.put(
                id, Similarity.interest(vector, likes, new double[] {1, 0.5}, dislikes, 0.125)));
    assertScores(films.search(query(interest)).orFail(), expected);
  }

  @Test
  void dislikesAloneTakeFromTheNeutralScore() {
    List<float[]> dislikes = List.of(vectors.get("s1"));
    Map<String, Double> expected = new HashMap<>();
    vectors.forEach(
        (id, v) ->
            expected.put(id, Similarity.interest(v, List.of(), new double[0], dislikes, 0.5)));
    JsonNode found =
        films.search(query(interest("negative_vectors", Json.vectors(vectors.get("s1"))))).orFail();
    assertScores(found, expected);
  }

  @Test
  void takesItemsForInterests() {
    JsonNode found = films.search(query(interest("items", List.of("s1", "f1")))).orFail();
    assertScores(found, byLikes("s1", "f1"));
    assertThat(ids(found).subList(0, 2)).containsExactlyInAnyOrder("s1", "f1");
    assertThat(ids(found)).hasSize(14);
  }

  @Test
  void takesAUserForInterests() {
    List<String> order = films.order(USER);
    assertThat(order.subList(0, 2)).containsExactlyInAnyOrder("f1", "f5");
    assertThat(order.subList(0, 6)).containsExactlyInAnyOrderElementsOf(FOOD);
    assertThat(order.getLast()).isEqualTo("s1");
  }

  @Test
  void anUnknownUserFindsEverythingNeutral() {
    JsonNode found =
        films
            .search(query(Json.of("field", VECTOR, "catalog", films.name(), "user_id", "nobody")))
            .orFail();
    assertThat(scores(found).values()).hasSize(14).allMatch(score -> score == 0.5);
  }

  @Test
  void countsInsideBool() {
    ObjectNode body =
        Json.object("{'size':20,'query':{'bool':{'filter':[{'term':{'genres':'drama'}}]}}}");
    ((ObjectNode) body.at("/query/bool")).set("must", Json.of("interest", like("f1")));
    JsonNode found = films.search(body).orFail();
    assertThat(ids(found)).containsExactlyInAnyOrder("f3", "f5", "f6", "w1");
    assertSubset(found, byLikes("f1"), 1);
  }

  @Test
  void aBoostMultiplies() {
    JsonNode found = films.search(query(like("f1").put("boost", 3))).orFail();
    assertSubset(found, byLikes("f1"), 3);
  }

  @Test
  void countsInsideFunctionScore() {
    ObjectNode body =
        Json.object(
            "{'size':20,'query':{'function_score':{'functions':[{'weight':2}],'boost_mode':'multiply'}}}");
    ((ObjectNode) body.at("/query/function_score")).set("query", Json.of("interest", like("s2")));
    assertSubset(films.search(body).orFail(), byLikes("s2"), 2);
  }

  @Test
  void countsAsRescoreQuery() {
    ObjectNode body =
        Json.object(
            """
            {'size':20,'query':{'constant_score':{'filter':{'exists':{'field':'title'}},'boost':2}},
             'rescore':{'window_size':50,'query':{'query_weight':0.5,'rescore_query_weight':2}}}
            """);
    ((ObjectNode) body.at("/rescore/query")).set("rescore_query", Json.of("interest", like("s2")));
    Map<String, Double> expected = new HashMap<>();
    byLikes("s2").forEach((id, score) -> expected.put(id, 1 + 2 * score));
    expected.remove(BARE);
    assertScores(films.search(body).orFail(), expected);
  }

  @Test
  void anUnscoredInterestMatchesEverything() {
    ObjectNode body = Json.object("{'size':20,'query':{'bool':{}}}");
    ((ObjectNode) body.at("/query/bool")).set("filter", Json.of("interest", like("s2")));
    assertThat(ids(films.search(body).orFail())).hasSize(14);
    assertThat(
            films
                .rest()
                .post("/" + films.name() + "/_count", query(like("s2")).without("size").toString())
                .orFail()
                .path("count")
                .asInt())
        .isEqualTo(14);
  }

  @Test
  void rescoresBySignals() {
    ObjectNode body = bySignals("{'match':{'overview':'astronaut chef cook'}}");
    JsonNode plain = films.search(Json.of("size", 20, "query", body.get("query"))).orFail();
    JsonNode found = films.search(body).orFail();
    Map<String, Double> first = scores(plain);
    Map<String, Double> expected = new HashMap<>();
    for (JsonNode hit : hits(plain)) {
      String id = hit.path("_id").asText();
      double popularity = hit.at("/_source/popularity").asDouble();
      expected.put(
          id,
          0.6 * first.get(id) / (first.get(id) + 2)
              + 0.3 * Similarity.interest(vectors.get(id), vectors.get("f2"))
              + 0.1 * popularity / (popularity + 5));
    }
    assertThat(expected).hasSizeGreaterThan(3);
    assertScores(found, expected);
    assertBreakdowns(found);
    assertThat(hits(found).getFirst().at("/fields/_chatrec/0").size()).isEqualTo(3);
  }

  @Test
  void rescoresByCatalogueAndUser() {
    JsonNode found = films.search(byCatalog(",'user_id':'gourmet'")).orFail();
    assertBreakdowns(found);
    assertThat(hits(found))
        .allSatisfy(
            hit -> {
              JsonNode parts = hit.at("/fields/_chatrec/0");
              assertThat(parts.path("lexical").asDouble()).as("no words").isZero();
              assertThat(parts.has("content")).isTrue();
            });
    Map<String, Double> personal = new HashMap<>();
    hits(found)
        .forEach(
            hit ->
                personal.put(
                    hit.path("_id").asText(), hit.at("/fields/_chatrec/0/content").asDouble()));
    assertThat(FOOD).allSatisfy(f -> assertThat(personal.get(f)).isGreaterThan(personal.get("s1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'user_id':'nobody'"})
  void rescoresByCatalogueWithoutAnybodyKnown(String user) {
    JsonNode found = films.search(byCatalog(user)).orFail();
    assertBreakdowns(found);
    assertThat(hits(found))
        .hasSize(14)
        .allMatch(hit -> !hit.at("/fields/_chatrec/0").has("content"));
    // only popularity tells the films apart, and the spice market is the newest
    assertThat(ids(found).getFirst()).isEqualTo("f6");
  }

  @Test
  void weightsOfTheRequestReplaceTheCatalogues() {
    JsonNode found =
        films
            .search(byCatalog(",'user_id':'gourmet','weights':{'lexical':0,'popularity':0}"))
            .orFail();
    JsonNode query =
        films
            .search(query(Json.of("field", VECTOR, "catalog", films.name(), "user_id", USER)))
            .orFail();
    assertThat(withVectors(found)).isEqualTo(withVectors(query)).hasSize(13);
    assertThat(hits(found))
        .allSatisfy(hit -> assertThat(hit.at("/fields/_chatrec/0").has("popularity")).isFalse());
  }

  @Test
  void explainShowsEveryPart() {
    ObjectNode body =
        bySignals("{'match':{'overview':'astronaut chef cook'}}").put("explain", true);
    for (JsonNode hit : hits(films.search(body).orFail())) {
      JsonNode explanation = hit.path("_explanation");
      assertThat(explanation.path("value").asDouble())
          .isCloseTo(hit.path("_score").asDouble(), within(TOLERANCE));
      assertThat(explanation.findValuesAsText("description"))
          .anyMatch(d -> d.contains("lexical"))
          .anyMatch(d -> d.contains("content"))
          .anyMatch(d -> d.contains("popularity"))
          .anyMatch(d -> d.contains("cosine"));
    }
    JsonNode query = films.search(query(like("s1")).put("explain", true)).orFail();
    assertThat(hits(query))
        .hasSize(14)
        .allSatisfy(
            hit ->
                assertThat(hit.at("/_explanation/value").asDouble())
                    .isCloseTo(hit.path("_score").asDouble(), within(TOLERANCE)));
  }

  @Test
  void theBreakdownSumsBelowTheWindowAndOnLaterPages() {
    ObjectNode body = byCatalog(",'user_id':'gourmet'").put("size", 4).put("from", 3);
    assertBreakdowns(films.search(body).orFail());
    ((ObjectNode) body.path("rescore")).put("window_size", 1);
    assertBreakdowns(films.search(body.put("size", 11)).orFail());
  }

  @Test
  void aChainOfRescorersIsExplainedByItsLast() {
    ObjectNode body = byCatalog(",'user_id':'gourmet'");
    ObjectNode first = Json.object("{'window_size':50,'query':{'rescore_query_weight':4}}");
    ((ObjectNode) first.path("query")).set("rescore_query", Json.of("interest", like("s2")));
    body.set("rescore", Json.of("r", List.of(first, body.get("rescore"))).get("r"));
    assertBreakdowns(films.search(body).orFail());
  }

  @Test
  void withoutTheRescorerThereIsNoBreakdown() {
    ObjectNode body = query(like("s2"));
    body.set("ext", Json.object("{'chatrec':{'breakdown':true}}"));
    assertThat(hits(films.search(body).orFail())).hasSize(14).noneMatch(hit -> hit.has("fields"));
  }

  @Test
  void aMissingFieldMakesEverythingNeutral() {
    JsonNode found = films.search(query(like("s1").put("field", "no_such_field"))).orFail();
    assertThat(scores(found).values()).hasSize(14).allMatch(score -> score == 0.5);
  }

  @Test
  void theSameDocumentsScoreTheSameInOneShardAndInFive(Rest rest) {
    TestCatalog one = TestCatalog.ofFilms(rest, "interest-one", 1, 0);
    TestCatalog five = TestCatalog.empty(rest, "interest-five", 5, 0);
    // with their vectors, which would differ a little if they were computed again
    Bulk same = new Bulk();
    for (String id : one.order("nobody")) {
      same.add(id, one.source(id));
    }
    same.sendAll(rest, five.name());
    for (String query :
        List.of("{'match':{'overview':'astronaut chef cook a'}}", "{'match_all':{}}")) {
      JsonNode body = bySignals(query);
      String path = "/_search?search_type=dfs_query_then_fetch";
      JsonNode inOne = rest.post("/" + one.name() + path, body.toString()).orFail();
      JsonNode inFive = rest.post("/" + five.name() + path, body.toString()).orFail();
      assertThat(ids(inOne)).hasSizeGreaterThan(5);
      assertScores(inFive, scores(inOne));
      assertThat(ids(inFive)).isEqualTo(ids(inOne));
      assertBreakdowns(inFive);
    }
  }

  /** An alias has no vectors of its own: it is named in a refusal, never an empty answer. */
  @Test
  void anAliasOfTheFieldIsRefusedByName(Rest rest) {
    String alias = "{'properties':{'likeness':{'type':'alias','path':'item_vector'}}}";
    rest.put("/" + films.name() + "/_mapping", Json.object(alias).toString()).orFail();
    String person = "'catalog':'" + films.name() + "','user_id':'gourmet'";
    for (String source : List.of("'items':['s1']", person)) {
      String body = "{'size':20,'query':{'interest':{'field':'likeness'," + source + "}}}";
      assertRefused(films.search(Json.object(body)), "[likeness]");
    }
  }

  @Test
  void deletedItemsAreNeitherFoundNorInterests(Rest rest) {
    TestCatalog shrinking = TestCatalog.ofFilms(rest, "interest-shrinking", 1, 0);
    rest.delete("/" + shrinking.name() + "/_doc/s2?refresh").orFail();
    assertThat(ids(shrinking.search(query(interest("items", List.of("s1")))).orFail()))
        .hasSize(12)
        .doesNotContain("s2");
    assertRefused(shrinking.search(query(interest("items", List.of("s2")))), "s2");
    shrinking.like("fan", "s1");
    rest.delete("/" + shrinking.name() + "/_doc/s1?refresh").orFail();
    assertThat(shrinking.order("fan").getFirst()).isIn(SPACE);
  }

  private Map<String, Double> byLikes(String... ids) {
    List<float[]> likes = Arrays.stream(ids).map(vectors::get).toList();
    double[] ones = new double[ids.length];
    Arrays.fill(ones, 1);
    Map<String, Double> scores = new HashMap<>();
    vectors.forEach((id, v) -> scores.put(id, Similarity.interest(v, likes, ones, List.of(), 0.5)));
    return scores;
  }

  private ObjectNode like(String id) {
    return interest("vectors", Json.vectors(vectors.get(id)));
  }

  private static ObjectNode interest(String source, Object value) {
    return Json.of("field", VECTOR, source, value);
  }

  private static ObjectNode query(JsonNode interest) {
    return Json.of("size", 100, "query", Json.of("interest", interest));
  }

  /** What is assumed of an item without a vector stands elsewhere once likeness is calibrated. */
  private static List<String> withVectors(JsonNode found) {
    return ids(found).stream().filter(id -> !id.equals("bare")).toList();
  }

  private ObjectNode byCatalog(String more) {
    return Json.object(
        """
        {'size':20,'query':{'match_all':{}},'ext':{'chatrec':{'breakdown':true}},
         'rescore':{'window_size':50,'interest':{'catalog':'interest-films'%s}}}
        """
            .formatted(more));
  }

  private ObjectNode bySignals(String query) {
    ObjectNode body =
        Json.object(
            """
            {'size':20,'ext':{'chatrec':{'breakdown':true}},'rescore':{'window_size':50,'interest':{
              'weights':{'lexical':0.6},'lexical_pivot':2,'signals':[
                {'name':'content','type':'interest','field':'item_vector','weight':0.3},
                {'name':'popularity','type':'numeric','field':'popularity','pivot':5,'weight':0.1}]}}}
            """);
    body.set("query", Json.object(query));
    ((ObjectNode) body.at("/rescore/interest/signals/0"))
        .set("vectors", Json.vectors(vectors.get("f2")));
    return body;
  }

  private static float[] scaled(float[] vector, float factor) {
    float[] scaled = vector.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  private static void assertScores(JsonNode search, Map<String, Double> expected) {
    assertSubset(search, expected, 1);
    assertThat(scores(search)).hasSameSizeAs(expected);
    assertThat(scores(search).values().stream().map(s -> -s).toList()).isSorted();
  }

  private static void assertSubset(JsonNode search, Map<String, Double> expected, double factor) {
    assertThat(scores(search)).isNotEmpty();
    scores(search)
        .forEach(
            (id, score) ->
                assertThat(score)
                    .as(id)
                    .isCloseTo(factor * expected.get(id), within(factor * TOLERANCE)));
  }
}
