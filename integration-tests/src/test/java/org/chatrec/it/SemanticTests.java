package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.TOLERANCE;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.hits;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.scores;
import static org.chatrec.it.TestCatalog.FOOD;
import static org.chatrec.it.TestCatalog.SPACE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The query {@code semantic}, wherever a query may stand. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SemanticTests {
  private static final String MODEL = "all-minilm-l6-v2";
  private static final String COOKING = "people who prepare meals";
  private static final String ROCKETS = "journeys through the cosmos";

  private TestCatalog films;

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, "semantic-films", 2, 0);
  }

  @Test
  void findsWhatIsMeantWithoutAWordInCommon() {
    // the nearest three of six: a quantised model's vectors depend a little on the run they were in
    assertThat(ids(search(semantic(COOKING).put("k", 5))).subList(0, 3)).isSubsetOf(FOOD);
    assertThat(ids(search(semantic(ROCKETS).put("k", 5))).subList(0, 3)).isSubsetOf(SPACE);
  }

  @Test
  void isTheNeighboursOfTheTextsVector(Rest rest) {
    float[] vector =
        Json.floats(
            rest.post(
                    "/_plugins/_chatrec/models/" + MODEL + "/_embed",
                    Json.of("texts", List.of(COOKING)).toString())
                .orFail()
                .at("/vectors/0"));
    ObjectNode knn = Json.of("knn", Json.of("item_vector", Json.of("vector", vector, "k", 20)));
    assertSame(search(semantic(COOKING).put("k", 20)), films.search(body(knn)).orFail());
  }

  @Test
  void theCataloguesModelIsTakenWhereNoneIsNamed() {
    assertSame(search(semantic(COOKING)), search(semantic(COOKING).put("model", MODEL)));
  }

  /** A journey is nearer to a space station, and the middle of it and recipes to a restaurant. */
  @Test
  void aQuestionIsReadBesideWhatTheItemsAreCalled(Rest rest) {
    TestCatalog catalog = TestCatalog.ofFilms(rest, "called-recipes", 1, 0);
    assertThat(kitchenBeforeOrbit(catalog)).isNegative();
    ObjectNode declaration = TestCatalog.declaration("called-recipes", 1, 0);
    declaration.remove("create");
    declaration.putObject("words").put("kind", "recipes of a chef who cooks in a restaurant");
    rest.put(TestCatalog.API + "called-recipes", declaration.toString()).orFail();
    assertThat(kitchenBeforeOrbit(catalog)).isPositive();
  }

  /** By how much a restaurant is nearer in meaning to "a journey" than a space station is. */
  private static double kitchenBeforeOrbit(TestCatalog catalog) {
    JsonNode found =
        catalog
            .search(
                Json.object(
                    "{'size':20,'query':{'match_all':{}},'ext':{'chatrec':{'text':'a journey',"
                        + "'retrieval':'hybrid','breakdown':true}}}"))
            .orFail();
    return semantic(found, "f1") - semantic(found, "s2");
  }

  private static double semantic(JsonNode found, String id) {
    for (JsonNode hit : hits(found)) {
      if (hit.path("_id").asText().equals(id)) {
        return hit.at("/fields/_chatrec/0/semantic").asDouble();
      }
    }
    throw new AssertionError(id + " is not among " + ids(found));
  }

  @Test
  void theModelIsFoundThroughAliasesAndPatterns(Rest rest) {
    rest.post(
            "/_aliases",
            Json.object("{'actions':[{'add':{'index':'semantic-films','alias':'semantic-alias'}}]}")
                .toString())
        .orFail();
    for (String indices : List.of("semantic-alias", "semantic-f*")) {
      JsonNode found =
          rest.post("/" + indices + "/_search", body(query(semantic(COOKING))).toString()).orFail();
      assertSame(found, search(semantic(COOKING)));
    }
  }

  @Test
  void aFilterChoosesAmongWhomTheNeighboursAre() {
    ObjectNode filtered = semantic(COOKING).put("k", 3);
    filtered.set("filter", Json.object("{'term':{'genres':'scifi'}}"));
    assertThat(ids(search(filtered))).isNotEmpty().isSubsetOf(SPACE);
  }

  @Test
  void aBoostMultipliesAndANameIsReported() {
    Map<String, Double> plain = scores(search(semantic(COOKING)));
    JsonNode named = search(semantic(COOKING).put("boost", 3).put("_name", "meant"));
    scores(named)
        .forEach((id, score) -> assertThat(score).isCloseTo(3 * plain.get(id), within(TOLERANCE)));
    assertThat(hits(named)).allMatch(hit -> hit.at("/matched_queries/0").asText().equals("meant"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'query':{'bool':{'filter':[{'term':{'genres':'comedy'}}],'must':[Q]}}}",
        "{'query':{'function_score':{'query':Q,'functions':[{'weight':2}]}}}",
        "{'query':{'dis_max':{'queries':[Q,{'match':{'title':'bread'}}]}}}",
        "{'query':{'bool':{'must':[{'match_all':{}}],'should':[Q]}}}",
        "{'query':{'nested_none':0},'post_filter':ONE}",
        "{'query':{'match_all':{}},'rescore':{'window_size':50,'query':{'rescore_query':Q}}}",
        "{'query':{'bool':{'must':[Q],'filter':[{'bool':{'must':[Q]}}]}}}",
      })
  void standsWhereverAQueryMayStand(String body) {
    String text =
        body.replace("{'nested_none':0}", "{'match_all':{}}")
            .replace("ONE", query(semantic(COOKING).put("k", 1)).toString())
            .replace("Q", query(semantic(COOKING).put("k", 13)).toString());
    assertThat(FOOD).contains(ids(films.search(text).orFail()).getFirst());
  }

  @Test
  void countsInAggregations() {
    ObjectNode body = Json.object("{'size':0,'aggs':{'near':{}}}");
    ((ObjectNode) body.at("/aggs/near")).set("filter", query(semantic(COOKING).put("k", 3)));
    int near = films.search(body).orFail().at("/aggregations/near/doc_count").asInt();
    // three on each of two shards
    assertThat(near).isBetween(3, 6);
  }

  @Test
  void isAnsweredByTheOtherSearchCalls(Rest rest) {
    ObjectNode few = semantic(COOKING).put("k", 3);
    String count =
        rest.post("/semantic-films/_count", Json.of("query", query(few)).toString())
            .orFail()
            .path("count")
            .asText();
    assertThat(Integer.parseInt(count)).isBetween(3, 6);
    JsonNode many =
        rest.postLines(
                "/_msearch",
                "{\"index\":\"semantic-films\"}\n%s\n{\"index\":\"semantic-films\"}\n%s\n"
                    .formatted(body(query(semantic(COOKING))), body(query(semantic(ROCKETS)))))
            .orFail();
    assertThat(ids(many.at("/responses/0"))).isEqualTo(ids(search(semantic(COOKING))));
    assertThat(ids(many.at("/responses/1"))).isEqualTo(ids(search(semantic(ROCKETS))));
    String template =
        """
        {"source":{"query":{"semantic":{"field":"item_vector","text":"{{what}}"}},"size":20},
         "params":{"what":"%s"}}"""
            .formatted(COOKING);
    assertThat(ids(rest.post("/semantic-films/_search/template", template).orFail()))
        .isEqualTo(ids(search(semantic(COOKING))));
    JsonNode explained =
        rest.post("/semantic-films/_explain/f1", Json.of("query", query(few)).toString()).orFail();
    assertThat(explained.path("matched").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'text':'x'} | [field]",
        "{'field':'item_vector'} | [text]",
        "{'field':'item_vector','text':'  '} | [text]",
        "{'field':'item_vector','text':'x','k':0} | [k]",
        "{'field':'item_vector','text':'x','k':10001} | 10000",
        "{'field':'item_vector','text':'x','k':'many'} | [k]",
        "{'field':'item_vector','text':'x','colour':1} | [colour]",
        "{'field':'item_vector','text':'x','model':''} | [model]",
        "{'field':'item_vector','text':'x','filter':{'nope':{}}} | nope",
        "{'field':'title','model':'all-minilm-l6-v2','text':'x'} | title",
        "{'field':'cf_vector','model':'all-minilm-l6-v2','text':'x'} | dimension",
        "{'field':'cf_vector','text':'x'} | [model]",
      })
  void aBadQueryIsRefusedByTheFieldsName(String semantic, String named) {
    assertRefused(
        films.search(Json.of("query", Json.of("semantic", Json.object(semantic)))), named);
  }

  @Test
  void anUnknownModelIsRefusedNamingTheKnown(Rest rest) {
    rest.put("/semantic-bare", bare()).orFail();
    ObjectNode unknown = body(query(semantic("x").put("model", "no-such-model")));
    assertRefused(rest.post("/semantic-bare/_search", unknown.toString()), MODEL);
    assertRefused(films.search(unknown), "no-such-model");
    assertRefused(
        rest.post("/semantic-bare/_search", body(query(semantic("x"))).toString()), "[model]");
    rest.post("/semantic-bare/_search", body(query(semantic("x").put("model", MODEL))).toString())
        .orFail();
  }

  @Test
  void aTextOfAnyKindIsEmbeddedAndAnEndlessOneRefused() {
    for (String text : List.of("?", "寿司と宇宙", "\"}},{\"", "a".repeat(10_000))) {
      assertThat(ids(search(semantic(text)))).isNotEmpty();
    }
    assertRefused(films.search(body(query(semantic("a".repeat(10_001))))), "[text]");
  }

  private static String bare() {
    return Json.object(
            """
            {'settings':{'index.knn':true},'mappings':{'properties':{'item_vector':
             {'type':'knn_vector','dimension':384,'method':{'name':'hnsw','engine':'lucene'}}}}}""")
        .toString();
  }

  private JsonNode search(ObjectNode semantic) {
    return films.search(body(query(semantic))).orFail();
  }

  private static ObjectNode semantic(String text) {
    return Json.of("field", "item_vector", "text", text);
  }

  private static ObjectNode query(ObjectNode semantic) {
    return Json.of("semantic", semantic);
  }

  private static ObjectNode body(ObjectNode query) {
    return Json.of("size", 20, "query", query);
  }

  private static void assertSame(JsonNode one, JsonNode other) {
    assertThat(ids(one)).isNotEmpty().isEqualTo(ids(other));
    Map<String, Double> scores = scores(other);
    scores(one).forEach((id, score) -> assertThat(score).isCloseTo(scores.get(id), within(1e-4)));
  }
}
