package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.TestCatalog.VECTOR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The processor {@code item_embedding} in a real bulk. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestTests {
  private static final String META = VECTOR + "_meta";

  /** The quantised model's vector of a text depends a little on the batch around it. */
  private static final double SAME_TEXT = 0.98;

  private TestCatalog items;

  @BeforeAll
  void empty(Rest rest) {
    items = TestCatalog.empty(rest, "ingest-items", 2, 0);
  }

  @Test
  void vectorsHaveUnitLengthAndAreThoseOfTheTextAlone(Rest rest) {
    TestCatalog together = TestCatalog.ofFilms(rest, "ingest-together", 1, 0);
    for (ObjectNode film : TestCatalog.films()) {
      String id = film.path("id").asText();
      rest.put("/ingest-items/_doc/alone-" + id, film.without("id").toString()).orFail();
      float[] vector = together.vector(id);
      assertThat(vector).hasSize(384);
      assertThat(Similarity.length(vector)).isCloseTo(1, within(1e-5));
      assertThat(Similarity.cosine(vector, items.vector("alone-" + id)))
          .as(id)
          .isGreaterThan(SAME_TEXT);
    }
  }

  @Test
  void metaSaysWhatWasEmbedded(Rest rest) {
    add("short", "Red Dust Colony", "A rocket fails");
    add("again", "Red Dust Colony", "A rocket fails");
    add("long", "Long", "word ".repeat(2_000));
    JsonNode meta = items.source("short").path(META);
    assertThat(meta.path("model").asText()).isNotEmpty();
    assertThat(meta.path("text_hash").asText()).hasSizeGreaterThan(15);
    assertThat(meta.path("tokens").asInt()).isBetween(5, 20);
    assertThat(meta.path("truncated").isBoolean()).isTrue();
    assertThat(meta.path("truncated").asBoolean()).isFalse();
    assertThat(items.source("again").path(META)).isEqualTo(meta);
    JsonNode longMeta = items.source("long").path(META);
    assertThat(longMeta.path("text_hash")).isNotEqualTo(meta.path("text_hash"));
    assertThat(longMeta.path("tokens").asInt()).isGreaterThan(1_000);
    assertThat(longMeta.path("truncated").asBoolean()).isFalse();
    assertThat(
            rest.get("/ingest-items/_mapping").orFail().findValue("tokens").path("type").asText())
        .isEqualTo("integer");
  }

  @Test
  void aBadDocumentFailsAlone(Rest rest) {
    Bulk bulk = new Bulk();
    for (int i = 0; i < 20; i++) {
      bulk.add("n" + i, Json.of("title", "Neighbour " + i, "overview", "A tale of number " + i));
    }
    bulk.add("bad-object", Json.object("{'title':'x','overview':{'text':'y'}}"));
    bulk.add("bad-boolean", Json.object("{'title':true,'overview':'y'}"));
    bulk.add("bad-list", Json.object("{'title':'x','overview':['y',{'z':1}]}"));
    bulk.add("last", Json.object("{'title':'Last','overview':'After the bad ones'}"));
    List<JsonNode> results = bulk.send(rest, items.name());
    assertThat(results).hasSize(24);
    for (JsonNode result : results) {
      String id = result.path("_id").asText();
      if (id.startsWith("bad")) {
        assertThat(result.path("status").asInt()).isEqualTo(400);
        assertThat(result.at("/error/reason").asText())
            .contains(id.equals("bad-boolean") ? "[title]" : "[overview]");
        assertThat(rest.get("/ingest-items/_doc/" + id).status()).isEqualTo(404);
      } else {
        assertThat(result.path("status").asInt()).isEqualTo(201);
        assertThat(items.vector(id)).hasSize(384);
      }
    }
  }

  @Test
  void withoutTextThereIsNoVectorUnlessThatIsAFailure(Rest rest) {
    for (String none :
        List.of("{}", "{'title':''}", "{'title':'  ','overview':[]}", "{'title':null}")) {
      Bulk bulk = new Bulk().add("blank", Json.object(none));
      bulk.sendAll(rest, items.name());
      assertThat(items.source("blank").has(VECTOR)).isFalse();
      assertThat(items.source("blank").has(META)).isFalse();
    }
    pipeline(rest, "ingest-strict", "'on_empty':'fail'").orFail();
    Rest.Answer refused =
        rest.put("/ingest-items/_doc/strict?pipeline=ingest-strict", "{\"year\":1}");
    assertRefused(refused, "title");
    assertThat(
            rest.put("/ingest-items/_doc/strict?pipeline=ingest-strict", "{\"title\":\"x\"}")
                .status())
        .isEqualTo(201);
  }

  @Test
  void textThatIsTakenAwayTakesItsVectorAlong(Rest rest) {
    add("emptied", "Text", "to lose");
    rest.put("/ingest-items/_doc/emptied?refresh", "{\"year\":1}").orFail();
    assertThat(items.source("emptied").has(VECTOR)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0000",
        "\\ud800",
        "\\udc00\\ud800 half",
        "\\u202e\\u200b\\ufeff",
        "\\ud83d\\ude80\\ud83d\\udc68\\u200d\\ud83d\\udc69\\u200d\\ud83d\\udc67",
        "\\u4e00\\u90e8\\u79d1\\u5e7b\\u7535\\u5f71",
        "[CLS] [SEP] [MASK] [PAD] [UNK]",
        "<script>alert(1)</script> ${jndi:ldap://x} {{x}} %s %n",
        "\\n\\t\\r\\b",
        "e\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301"
      })
  void hostileTextIsEmbeddedOrLeftWithoutAVector(String escaped, Rest rest) {
    String bulk =
        "{\"index\":{\"_id\":\"h0\"}}\n{\"title\":\"Neighbour\"}\n"
            + "{\"index\":{\"_id\":\"h1\"}}\n{\"title\":\""
            + escaped
            + "\"}\n";
    JsonNode answer = rest.postLines("/ingest-items/_bulk?refresh=true", bulk).orFail();
    assertThat(answer.at("/items/0/index/status").asInt()).isIn(200, 201);
    assertThat(answer.at("/items/1/index/status").asInt()).isIn(200, 201, 400);
    if (answer.at("/items/1/index/status").asInt() != 400) {
      float[] vector = items.vector("h1");
      if (vector.length > 0) {
        assertThat(Similarity.length(vector)).isCloseTo(1, within(1e-5));
      }
    }
    assertThat(items.vector("h0")).hasSize(384);
  }

  @Test
  void oneWordOfAMegabyteIsNoTrouble(Rest rest) {
    Bulk bulk =
        new Bulk()
            .add("huge", Json.of("title", "x".repeat(1_000_000)))
            .add("beside", Json.of("title", "Beside it"));
    bulk.sendAll(rest, items.name());
    assertThat(Similarity.length(items.vector("huge"))).isCloseTo(1, within(1e-5));
    assertThat(items.vector("beside")).hasSize(384);
  }

  @Test
  void unchangedTextKeepsItsVectorAndWhatWasLearned(Rest rest) {
    add("kept", "The Copper Pan", "A chef cooks");
    float[] before = items.vector("kept");
    float[] factors = new float[128];
    factors[3] = 1;
    rest.post(
            "/ingest-items/_update/kept?refresh",
            Json.of("doc", Json.of("popularity", 7.5, "cf_vector", factors)).toString())
        .orFail();
    ObjectNode update =
        Json.of("title", "The Copper Pan", "overview", "A chef cooks", "year", 1995);
    Bulk bulk = new Bulk().add("kept", update);
    // company that would shift a vector that is computed anew
    IntStream.range(0, 8).forEach(i -> bulk.add("c" + i, Json.of("title", "word ".repeat(i + 2))));
    bulk.sendAll(rest, items.name());
    JsonNode after = items.source("kept");
    assertThat(after.path("year").asInt()).isEqualTo(1995);
    assertThat(items.vector("kept")).isEqualTo(before);
    assertThat(after.path("popularity").asDouble()).isEqualTo(7.5);
    assertThat(Json.floats(after.path("cf_vector"))).isEqualTo(factors);
    rest.put("/ingest-items/_doc/kept?refresh", update.put("popularity", 1).toString()).orFail();
    assertThat(items.source("kept").path("popularity").asDouble()).isEqualTo(1);
  }

  @Test
  void changedTextGetsAnotherVectorAndKeepsWhatWasLearned(Rest rest) {
    add("changed", "Moon Engine", "A spacecraft lands");
    float[] before = items.vector("changed");
    rest.post("/ingest-items/_update/changed?refresh", "{\"doc\":{\"popularity\":3}}").orFail();
    add("changed", "Salt and Butter", "Two cooks bake a cake");
    assertThat(Similarity.cosine(before, items.vector("changed"))).isLessThan(0.6);
    assertThat(items.source("changed").path("popularity").asDouble()).isEqualTo(3);
  }

  /** The server runs no pipeline for the first, and shows it the partial document of the second. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"doc\":{\"year\":1990}}", "{\"doc\":{\"year\":1990},\"doc_as_upsert\":true}"})
  void aPartialUpdateKeepsTheVectorAndInfersNothing(String update, Rest rest) {
    add("partial", "Moon Engine", "A spacecraft lands");
    JsonNode before = items.source("partial");
    long runs = runs(rest);
    String lines = "{\"update\":{\"_id\":\"partial\"}}\n" + update + "\n";
    JsonNode answer = rest.postLines("/ingest-items/_bulk?refresh=true", lines).orFail();
    assertThat(answer.path("errors").asBoolean(true)).as(answer.toString()).isFalse();
    JsonNode after = items.source("partial");
    assertThat(after.path("year").asInt()).isEqualTo(1990);
    assertThat(after.path("title")).isEqualTo(before.path("title"));
    assertThat(after.path(META)).isEqualTo(before.path(META));
    assertThat(Json.floats(after.path(VECTOR))).isEqualTo(Json.floats(before.path(VECTOR)));
    assertThat(runs(rest)).isEqualTo(runs);
  }

  private static long runs(Rest rest) {
    JsonNode nodes = rest.get("/_plugins/_chatrec/stats").orFail().path("nodes");
    return nodes.elements().next().path("embedding").path("batches").asLong();
  }

  @Test
  void simulateShowsTheVector(Rest rest) {
    JsonNode answer =
        rest.post(
                "/_ingest/pipeline/chatrec-ingest-items/_simulate",
                "{\"docs\":[{\"_source\":{\"title\":\"One\"}},{\"_source\":{\"title\":{}}},{\"_source\":{\"title\":\"Two\"}}]}")
            .orFail();
    assertThat(answer.at("/docs/0/doc/_source/item_vector")).hasSize(384);
    assertThat(answer.at("/docs/1/error/reason").asText()).contains("[title]");
    assertThat(answer.at("/docs/2/doc/_source/item_vector")).hasSize(384);
  }

  @Test
  void aReindexBringsTheVectorsAlong(Rest rest) {
    TestCatalog old = TestCatalog.ofFilms(rest, "ingest-old", 1, 0);
    TestCatalog moved = TestCatalog.empty(rest, "ingest-new", 3, 0);
    JsonNode answer =
        rest.post(
                "/_reindex?refresh=true",
                "{\"source\":{\"index\":\"ingest-old\"},\"dest\":{\"index\":\"ingest-new\"}}")
            .orFail();
    assertThat(answer.path("created").asInt()).isEqualTo(13);
    assertThat(answer.path("failures")).isEmpty();
    // k-NN 3.5 loses what a scroll has read, where it derives vectors instead of storing them
    assertThat(moved.vector("s1")).isEqualTo(old.vector("s1"));
    assertThat(Answers.ids(old.search("{'size':20,'query':{'match_all':{}}}").orFail()))
        .hasSize(13);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "'model':'nope' | model",
        "'model':7 | model",
        "'fields':[] | fields",
        "'fields':'title' | fields",
        "'fields':[1] | fields",
        "'fields':['_id'] | fields",
        "'target_field':'' | target_field",
        "'target_field':'a..b' | target_field",
        "'long_text':'cut' | long_text",
        "'on_empty':'ignore' | on_empty",
        "'reuse_unchanged':'often' | reuse_unchanged",
        "'learned_fields':[true] | learned_fields",
        "'colour':'blue' | colour",
      })
  void aBadConfigurationIsRefusedByTheFieldsName(String setting, String named, Rest rest) {
    assertRefused(pipeline(rest, "ingest-bad", setting), named);
    assertThat(rest.get("/_ingest/pipeline/ingest-bad").status()).isEqualTo(404);
  }

  @Test
  void twoThousandDocumentsInOneBulk(Rest rest) {
    TestCatalog many = TestCatalog.empty(rest, "ingest-many", 2, 0);
    Bulk bulk = new Bulk();
    for (int i = 0; i < 2_000; i++) {
      bulk.add("m" + i, Json.of("title", "Item " + i % 97, "overview", "number " + i));
    }
    bulk.sendAll(rest, many.name());
    assertThat(
            rest.get("/ingest-many/_count?q=_exists_:item_vector_meta.model")
                .orFail()
                .path("count")
                .asInt())
        .isEqualTo(2_000);
    assertThat(many.vector("m1999")).hasSize(384);
  }

  private void add(String id, String title, String overview) {
    new Bulk()
        .add(id, Json.of("title", title, "overview", overview))
        .sendAll(items.rest(), items.name());
  }

  private static Rest.Answer pipeline(Rest rest, String name, String setting) {
    ObjectNode processor =
        Json.object("{'model':'all-minilm-l6-v2','fields':['title'],'target_field':'item_vector'}");
    processor.setAll(Json.object("{" + setting + "}"));
    ObjectNode pipeline = Json.of("processors", List.of(Json.of("item_embedding", processor)));
    return rest.put("/_ingest/pipeline/" + name, pipeline.toString());
  }
}
