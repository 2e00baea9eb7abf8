package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items whose vector is of no text of theirs: taken away, counted, embedded; and leaving. */
@OnRealNode
class MissingVectorsTests {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "null | {'doc':{'title':null,'overview':null}}",
        "blank | {'doc':{'title':'  ','overview':''}}",
        "empty-list | {'doc':{'title':[],'overview':null}}",
        "script | {'script':{'source':'ctx._source.remove(\\u0027title\\u0027);ctx._source.remove(\\u0027overview\\u0027)'}}",
      })
  void withoutTextThereIsNoVector(String name, String update, Rest rest) {
    TestCatalog catalog = TestCatalog.empty(rest, "untold-" + name, 1, 0);
    String index = catalog.name();
    rest.put("/" + index + "/_doc/1?refresh", "{\"title\":\"Espresso machine\",\"year\":1999}")
        .orFail();
    rest.post("/" + index + "/_update/1?refresh", Json.object(update).toString()).orFail();
    JsonNode source = catalog.source("1");
    assertThat(source.has("item_vector")).isFalse();
    assertThat(source.has("item_vector_meta")).isFalse();
    assertThat(source.path("year").asInt()).isEqualTo(1999);
    JsonNode found =
        catalog
            .search("{'query':{'semantic':{'field':'item_vector','text':'coffee','k':3}}}")
            .orFail();
    assertThat(Answers.ids(found)).isEmpty();
  }

  @Test
  void aVectorOfSomebodysOwnStaysWithoutText(Rest rest) {
    TestCatalog catalog = TestCatalog.empty(rest, "own-vector", 1, 0);
    float[] own = new float[384];
    own[0] = 1;
    rest.put("/own-vector/_doc/1?refresh", Json.of("year", 1, "item_vector", own).toString())
        .orFail();
    assertThat(catalog.vector("1")).hasSize(384);
  }

  /** With k-NN's derived source, a scroll over ten neighbours takes the shard with it. */
  @Test
  void lookingAtAnIndexWithDerivedVectorsLeavesItReadable(Rest rest) {
    ObjectNode declaration = TestCatalog.declaration("derived", 1, 0);
    ((ObjectNode) declaration.at("/create/settings")).put("index.knn.derived_source.enabled", true);
    rest.put(API + "derived", declaration.toString()).orFail();
    Bulk bulk = new Bulk();
    for (int n = 0; n < 30; n++) {
      bulk.add("d" + n, Json.of("title", "Film number " + n));
    }
    bulk.sendAll(rest, "derived");
    rest.post("/derived/_forcemerge?max_num_segments=1", "").orFail();
    assertThat(embed(rest, "derived", "").path("text_newer_than_vector").asInt()).isZero();
    assertThat(embed(rest, "derived", "&dry_run=true").path("without_vector").asInt()).isZero();
    TestCatalog derived = new TestCatalog(rest, "derived");
    assertThat(derived.vector("d3")).hasSize(384);
    assertThat(Answers.ids(derived.search("{'size':30}").orFail())).hasSize(30);
  }

  @Test
  void whatAnUpdateInABulkRequestLeftOldIsCountedAndEmbedded(Rest rest) {
    TestCatalog catalog = TestCatalog.ofFilms(rest, "stale", 2, 0);
    float[] before = catalog.vector("s1");
    rest.postLines(
            "/stale/_bulk?refresh=true",
            "{\"update\":{\"_id\":\"s1\"}}\n{\"doc\":{\"title\":\"Submarine\",\"overview\":\"Under water\"}}\n"
                + "{\"update\":{\"_id\":\"new\"}}\n{\"doc\":{\"title\":\"Harbour\"},\"doc_as_upsert\":true}\n")
        .orFail();
    JsonNode counted = rest.post(API + "stale/_embed_missing?dry_run=true", "").orFail();
    assertThat(counted.path("text_newer_than_vector").asInt()).isEqualTo(1);
    assertThat(counted.path("embedded").asInt()).isZero();
    JsonNode done = embed(rest, "stale", "");
    assertThat(done.path("text_newer_than_vector").asInt()).isEqualTo(1);
    assertThat(done.path("left_without_vector").asInt()).isZero();
    assertThat(catalog.vector("s1")).isNotEqualTo(before);
    assertThat(catalog.vector("new")).hasSize(384);
    assertThat(embed(rest, "stale", "").path("embedded").asInt()).isZero();
    assertThat(rest.get("/_plugins/_chatrec/stats").orFail().findValue("items").has("stale"))
        .isTrue();
  }

  @Test
  void aPipelineOfSomebodysOwnSaysHowItsItemsAreEmbedded(Rest rest) {
    TestCatalog catalog = TestCatalog.empty(rest, "cut", 1, 0);
    ObjectNode ours =
        (ObjectNode)
            rest.get("/_ingest/pipeline/chatrec-cut").orFail().at("/chatrec-cut/processors/0");
    ((ObjectNode) ours.path("item_embedding")).put("long_text", "truncate");
    ObjectNode own = Json.of("processors", new Object[] {});
    own.withArray("processors").add(Json.object("{'append':{'field':'runs','value':1}}")).add(ours);
    rest.put("/_ingest/pipeline/cut-own", own.toString()).orFail();
    rest.put("/cut/_settings", "{\"index.default_pipeline\":\"cut-own\"}").orFail();
    rest.put("/cut/_doc/1?refresh", "{\"title\":\"Espresso machine\"}").orFail();
    assertThat(embed(rest, "cut", "").path("text_newer_than_vector").asInt()).isZero();
    rest.postLines(
            "/cut/_bulk?refresh=true",
            "{\"update\":{\"_id\":\"1\"}}\n{\"doc\":{\"title\":\"Submarine\"}}\n")
        .orFail();
    assertThat(embed(rest, "cut", "").path("embedded").asInt()).isEqualTo(1);
    assertThat(embed(rest, "cut", "").path("text_newer_than_vector").asInt()).isZero();
    assertThat(catalog.source("1").path("runs")).as("runs of the pipeline").hasSize(1);
    assertThat(rest.get("/_ingest/pipeline").orFail().toString())
        .doesNotContain("chatrec-embed-cut");
  }

  @Test
  void anIndexWithoutVectorsIsFilledWithoutAPipelineOfItsOwn(Rest rest) {
    rest.put(
            "/filled",
            Json.object(
                    """
                    {'settings':{'index.knn':true,'number_of_replicas':0},
                     'mappings':{'properties':{'title':{'type':'text'},'item_vector':
                       {'type':'knn_vector','dimension':384,'method':{'name':'hnsw','engine':'lucene'}}}}}
                    """)
                .toString())
        .orFail();
    Bulk bulk = new Bulk();
    for (int i = 0; i < 30; i++) {
      bulk.add("i" + i, i % 10 == 9 ? Json.of("n", i) : Json.of("title", "thing number " + i));
    }
    bulk.sendAll(rest, "filled");
    ObjectNode declaration =
        Json.object(
            """
            {'index':'filled','title_field':'title','text_fields':['title'],
             'model':'all-minilm-l6-v2','embed_fields':['title'],'vector_field':'item_vector'}
            """);
    JsonNode declared = rest.put(API + "filled", declaration.toString()).orFail();
    assertThat(declared.path("findings").findValuesAsText("reason"))
        .anySatisfy(reason -> assertThat(reason).startsWith("30 documents have no vector"));
    JsonNode done = embed(rest, "filled", "");
    assertThat(done.path("embedded").asInt()).isEqualTo(27);
    assertThat(done.path("left_without_vector").asInt()).isEqualTo(3);
    assertThat(rest.get("/_ingest/pipeline").body().toString()).doesNotContain("chatrec-embed");
  }

  @Test
  void itIsATaskUnlessItIsWaitedFor(Rest rest) {
    TestCatalog.empty(rest, "embed-task", 1, 0);
    JsonNode started = rest.post(API + "embed-task/_embed_missing", "").orFail();
    assertThat(started.path("task").asText()).contains(":");
    assertMissing(
        rest.post(API + "nowhere/_embed_missing?wait_for_completion=true", ""), "nowhere");
    assertRefused(rest.post(API + "embed-task/_embed_missing", "{\"a\":1}"), "[a]");
  }

  private static JsonNode embed(Rest rest, String catalog, String more) {
    return rest.post(API + catalog + "/_embed_missing?wait_for_completion=true" + more, "")
        .orFail();
  }

  @Test
  void aDetachedIndexWorksWithoutThePlugin(Rest rest) {
    TestCatalog catalog = TestCatalog.ofFilms(rest, "left", 1, 0);
    JsonNode detached = rest.post(API + "left/_detach", "").orFail();
    assertThat(detached.path("result").asText()).isEqualTo("detached");
    assertThat(detached.path("changed")).hasSizeGreaterThanOrEqualTo(4);
    assertMissing(rest.get(API + "left"), "left");
    assertThat(rest.get("/_ingest/pipeline/chatrec-left").status()).isEqualTo(404);
    assertThat(rest.get("/_search/pipeline/chatrec-left").status()).isEqualTo(404);
    JsonNode settings = rest.get("/left?flat_settings=true").orFail().at("/left/settings");
    assertThat(settings.has("index.default_pipeline")).isFalse();
    assertThat(settings.has("index.search.default_pipeline")).isFalse();
    rest.put("/left/_doc/after?refresh", "{\"title\":\"Afterwards\"}").orFail();
    assertThat(catalog.source("after").has("item_vector")).isFalse();
    assertThat(catalog.vector("s1")).hasSize(384);
    assertThat(Answers.ids(catalog.search("{'query':{'match':{'title':'afterwards'}}}").orFail()))
        .containsExactly("after");
    assertMissing(rest.post(API + "left/_detach", ""), "left");
  }

  @Test
  void aPipelineOfSomebodysOwnKeepsItsOtherProcessors(Rest rest) {
    TestCatalog.empty(rest, "kept", 1, 0);
    JsonNode ours =
        rest.get("/_ingest/pipeline/chatrec-kept").orFail().at("/chatrec-kept/processors/0");
    ObjectNode own = Json.of("processors", new Object[] {});
    own.withArray("processors").add(Json.object("{'set':{'field':'seen','value':true}}")).add(ours);
    rest.put("/_ingest/pipeline/kept-own", own.toString()).orFail();
    rest.put("/kept/_settings", "{\"index.default_pipeline\":\"kept-own\"}").orFail();
    rest.post(API + "kept/_detach", "").orFail();
    rest.put("/kept/_doc/1", "{\"title\":\"One\"}").orFail();
    JsonNode source = rest.get("/kept/_doc/1").orFail().path("_source");
    assertThat(source.path("seen").asBoolean()).isTrue();
    assertThat(source.has("item_vector")).isFalse();
  }
}
