package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.TestCatalog.API;
import static org.chatrec.it.TestCatalog.VECTOR;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chatrec.models.Download;
import org.chatrec.models.KnownModel;
import org.chatrec.models.ModelInstaller;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A node with the two models of the zip, one more that the code of {@code ./chatrec model add} put
 * there, and a broken one: all models work, the broken one stops nobody, and no field ever gets
 * vectors of two models.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoModelsTests {
  private static final String MINILM = "all-minilm-l6-v2";
  private static final String BGE = "bge-small-en-v1.5";
  private static final String BROKEN = "broken-model";
  private static final List<String> ODD =
      List.of("odd-empty", "odd-cut", "odd-list", "odd-key", "odd-bare", "odd-folder");

  private static final String MODELS = "/_plugins/_chatrec/models";

  private final Map<String, String> fingerprints = new HashMap<>();
  private Path models;
  private Cluster cluster;
  private Rest rest;

  @BeforeAll
  void start() throws IOException {
    NodeHome home = TestHome.get();
    models = NodeHome.models(home.folder());
    Path jars = Project.current().root().resolve("integration-tests/target/model-jars");
    Download offline =
        (artifact, folder) -> {
          try {
            return Files.copy(jars.resolve(artifact.jar()), folder.resolve(artifact.jar()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    new ModelInstaller(offline, quiet).install(KnownModel.E5, models);
    Path broken = Files.createDirectories(models.resolve(BROKEN));
    Files.writeString(
        broken.resolve("model.json"), "{\"pooling\":\"mean\",\"dimension\":4,\"max_tokens\":64}");
    Files.writeString(broken.resolve("model.onnx"), "not a graph");
    Files.writeString(broken.resolve("tokenizer.json"), "{}");
    cluster = Cluster.start(home, NodeOptions.single(Ports.free(1)));
    rest = cluster.rest();
    for (JsonNode model : rest.get(MODELS).orFail().path("models")) {
      fingerprints.put(model.path("name").asText(), model.path("fingerprint").asText());
    }
  }

  @AfterAll
  void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    // other nodes of this home need none of them
    delete(models);
  }

  private JsonNode model(String name) {
    return Answers.list(rest.get(MODELS).orFail().path("models")).stream()
        .filter(model -> model.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Rest.Answer embed(String model, String body) {
    return rest.post(MODELS + "/" + model + "/_embed", Json.object(body).toString());
  }

  private static ObjectNode declaration(String index, String model) {
    return TestCatalog.declaration(index, 1, 0).put("model", model);
  }

  private TestCatalog catalog(String name, String model) {
    rest.put(API + name, declaration(name, model).toString()).orFail();
    return new TestCatalog(rest, name);
  }

  private void pipeline(String name, String model) {
    ObjectNode processor = Json.object("{'fields':['title'],'target_field':'item_vector'}");
    processor.put("model", model);
    rest.put(
            "/_ingest/pipeline/" + name,
            Json.of("processors", List.of(Json.of("item_embedding", processor))).toString())
        .orFail();
  }

  /** An index as a user makes it, with a note of the user's own and no record of a model. */
  private void plainIndex(String name, int dimension) {
    ObjectNode index =
        Json.object(
            "{'settings':{'index.knn':true,'number_of_replicas':0},'mappings':{'_meta':{'owner':'search"
                + " team'},'properties':{'title':{'type':'text'},"
                + "'item_vector':{'type':'knn_vector','dimension':"
                + dimension
                + ",'method':{'name':'hnsw','engine':'lucene','space_type':'cosinesimil'}}}}}");
    rest.put("/" + name, index.toString()).orFail();
  }

  private JsonNode meta(String index) {
    return rest.get("/" + index + "/_mapping").orFail().at("/" + index + "/mappings/_meta");
  }

  private void assertBothNamed(String reason, String one, String other) {
    assertThat(reason).contains(fingerprints.get(one), fingerprints.get(other), VECTOR);
  }

  @Test
  void allModelsAreShownTheBrokenOneWithItsReason() {
    JsonNode bge = model(BGE);
    assertThat(bge.path("dimension").asInt()).isEqualTo(384);
    assertThat(bge.path("max_tokens").asInt()).isEqualTo(512);
    assertThat(bge.path("pooling").asText()).isEqualTo("cls");
    assertThat(bge.path("query_prefix").asText()).startsWith("Represent this sentence");
    assertThat(bge.path("precision").asText()).isEqualTo("int8");
    assertThat(bge.path("license").asText()).isEqualTo("MIT");
    assertThat(bge.path("size_in_bytes").asLong()).isGreaterThan(30_000_000);
    assertThat(bge.path("fingerprint").asText())
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(model(MINILM).path("fingerprint").asText());
    assertThat(model(MINILM).path("license").asText()).isEqualTo("Apache-2.0");
    Rest.Answer answer = embed(BROKEN, "{'texts':['a']}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().at("/error/reason").asText()).contains(BROKEN);
    assertThat(model(BROKEN).path("error").asText()).contains(BROKEN);
    assertThat(model(BROKEN).path("loaded").asBoolean()).isFalse();
    assertThat(rest.get("/_plugins/_chatrec/stats").status()).isEqualTo(200);
    assertRefused(rest.put(API + "two-none", declaration("two-none", "nope").toString()), "nope");
  }

  /** One that is only half copied, or none at all, is shown and stops no figure of the node. */
  @Test
  void foldersThatAreNoModelsAreShownAsWell() throws IOException {
    Path own = ownModels();
    Map<String, String> configurations =
        Map.of(
            "odd-empty", "", "odd-cut", "{\"pooling\":", "odd-list", "[]", "odd-key", "{\"x\":1}");
    try {
      for (Map.Entry<String, String> odd : configurations.entrySet()) {
        Path folder = Files.createDirectories(own.resolve(odd.getKey()));
        Files.writeString(folder.resolve("model.json"), odd.getValue());
      }
      Files.createDirectories(own.resolve("odd-bare"));
      Files.createDirectories(own.resolve("odd-folder").resolve("model.json"));
      for (String name : ODD) {
        assertThat(model(name).path("error").asText())
            .contains(name)
            .doesNotContain(own.toString());
        assertThat(embed(name, "{'texts':['a']}").status()).as(name).isEqualTo(503);
      }
      assertThat(model(MINILM).has("error")).isFalse();
      assertThat(embed(MINILM, "{'texts':['a']}").status()).isEqualTo(200);
      JsonNode stats = rest.get("/_plugins/_chatrec/stats").orFail();
      assertThat(stats.at("/_nodes/failed").asInt()).isZero();
      assertThat(stats.toString()).contains("odd-cut");
    } finally {
      for (String name : ODD) {
        delete(own.resolve(name));
      }
    }
    assertThat(rest.get(MODELS).orFail().toString()).doesNotContain("odd-");
  }

  /** Also across a restart in which it is missing: the pipeline works as soon as the model does. */
  @Test
  void aModelThatIsAwayFailsItsDocumentsByNameUntilItIsBack() throws IOException {
    String name = KnownModel.E5.label();
    pipeline("two-away", name);
    Path own = ownModels().resolve(name);
    Path away = Files.createTempDirectory(models.getParent(), "away");
    cluster.nodes().getFirst().stop();
    Files.move(own, away.resolve("own"));
    // a node that starts takes the models of its home
    Files.move(models.resolve(name), away.resolve("home"));
    try {
      rest = cluster.restart(0).rest();
      Rest.Answer refused = rest.put("/two-away/_doc/1?pipeline=two-away", "{\"title\":\"One\"}");
      assertRefused(refused, name);
      assertThat(rest.put("/two-away/_doc/2", "{\"title\":\"Two\"}").status()).isEqualTo(201);
      assertThat(embed(MINILM, "{'texts':['a']}").status()).isEqualTo(200);
    } finally {
      Files.move(away.resolve("home"), models.resolve(name));
      Files.move(away.resolve("own"), own);
      Files.delete(away);
    }
    rest.put("/two-away/_doc/1?pipeline=two-away", "{\"title\":\"One\"}").orFail();
    JsonNode written = rest.get("/two-away/_doc/1").orFail();
    assertThat(written.at("/_source/item_vector")).hasSize(384);
  }

  /** The folder that the node itself reads: that of its configuration, beside its logs. */
  private Path ownModels() {
    JsonNode settings = rest.get("/_nodes/settings").orFail().path("nodes").elements().next();
    return Path.of(settings.at("/settings/path/logs").asText())
        .resolveSibling("config")
        .resolve("chatrec/models");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aModelThatWasAddedEmbedsWithItsPrefixes() {
    JsonNode e5 = model(KnownModel.E5.label());
    assertThat(e5.path("query_prefix").asText()).isEqualTo("query: ");
    assertThat(e5.path("document_prefix").asText()).isEqualTo("passage: ");
    JsonNode vectors =
        embed(KnownModel.E5.label(), "{'texts':['a lonely astronaut','space','tax law']}")
            .orFail()
            .path("vectors");
    float[] astronaut = Json.floats(vectors.get(0));
    assertThat(Similarity.cosine(astronaut, Json.floats(vectors.get(1))))
        .isGreaterThan(Similarity.cosine(astronaut, Json.floats(vectors.get(2))));
  }

  @Test
  void aQuestionIsEmbeddedOtherwiseThanADocument() {
    String text = "'texts':['a lonely astronaut']";
    float[] document = Json.floats(embed(BGE, "{" + text + "}").orFail().at("/vectors/0"));
    float[] asked =
        Json.floats(embed(BGE, "{" + text + ",'purpose':'query'}").orFail().at("/vectors/0"));
    float[] again =
        Json.floats(embed(BGE, "{" + text + ",'purpose':'document'}").orFail().at("/vectors/0"));
    assertThat(again).isEqualTo(document);
    assertThat(Similarity.cosine(document, asked)).isBetween(0.5, 0.999);
    assertRefused(embed(BGE, "{" + text + ",'purpose':'both'}"), "purpose");
    assertThat(model(BGE).path("loaded").asBoolean()).isTrue();
  }

  @Test
  void aCatalogueOfTheSecondModelWorksAndKeepsTheFirstOut() {
    TestCatalog films = catalog("two-bge", BGE);
    assertThat(meta("two-bge").at("/chatrec/models/" + VECTOR).asText())
        .isEqualTo(fingerprints.get(BGE));
    Bulk bulk = new Bulk();
    TestCatalog.films().forEach(film -> bulk.add(film.path("id").asText(), film.without("id")));
    bulk.sendAll(rest, "two-bge");
    assertThat(films.source("s1").at("/" + VECTOR + "_meta/model").asText())
        .isEqualTo(fingerprints.get(BGE));
    JsonNode chat = films.chat("{'message':'lonely in orbit','explain':'none'}").orFail();
    assertThat(chat.at("/hits/0/id").asText()).isEqualTo("s2");

    pipeline("two-minilm", MINILM);
    Rest.Answer refused =
        rest.put("/two-bge/_doc/s1?pipeline=two-minilm", "{\"title\":\"Other words\"}");
    assertRefused(refused, VECTOR);
    assertBothNamed(refused.body().at("/error/reason").asText(), MINILM, BGE);
    assertThat(films.source("s1").path("title").asText()).isEqualTo("Red Dust Colony");

    ObjectNode other = declaration("two-bge", MINILM);
    other.remove("create");
    Rest.Answer declared = rest.put(API + "two-other", other.toString());
    assertRefused(declared, VECTOR);
    assertBothNamed(declared.body().at("/error/reason").asText(), MINILM, BGE);
    assertMissing(rest.get(API + "two-other"), "two-other");
  }

  @Test
  void theFirstBulkRecordsItsModelAndTheNextModelIsRefused() {
    plainIndex("two-plain", 384);
    pipeline("two-plain-minilm", MINILM);
    pipeline("two-plain-bge", BGE);
    rest.put("/two-plain/_doc/1?pipeline=two-plain-minilm", "{\"title\":\"One\"}").orFail();
    assertThat(meta("two-plain").path("owner").asText()).isEqualTo("search team");
    assertThat(meta("two-plain").at("/chatrec/models/" + VECTOR).asText())
        .isEqualTo(fingerprints.get(MINILM));
    String lines =
        "{\"index\":{\"_id\":\"2\"}}\n{\"title\":\"Two\"}\n"
            + "{\"index\":{\"_id\":\"3\"}}\n{\"year\":1}\n";
    JsonNode bulk = rest.postLines("/two-plain/_bulk?pipeline=two-plain-bge", lines).orFail();
    assertThat(bulk.at("/items/0/index/status").asInt()).isEqualTo(400);
    assertBothNamed(bulk.at("/items/0/index/error/reason").asText(), MINILM, BGE);
    assertThat(bulk.at("/items/1/index/status").asInt()).as("has no text").isEqualTo(201);
    rest.put("/two-plain/_doc/1?pipeline=two-plain-minilm", "{\"title\":\"Again\"}").orFail();
  }

  @Test
  void vectorsThatWereThereBeforeAnythingWasRecordedCount() {
    plainIndex("two-legacy", 384);
    pipeline("two-legacy-minilm", MINILM);
    pipeline("two-legacy-bge", BGE);
    JsonNode item = Json.object("{'title':'Old','item_vector_meta':{'model':'MODEL'}}");
    ((ObjectNode) item.path("item_vector_meta")).put("model", fingerprints.get(MINILM));
    rest.put("/two-legacy/_doc/old?refresh", item.toString()).orFail();
    Rest.Answer refused =
        rest.put("/two-legacy/_doc/new?pipeline=two-legacy-bge", "{\"title\":\"New\"}");
    assertRefused(refused, VECTOR);
    assertBothNamed(refused.body().at("/error/reason").asText(), MINILM, BGE);
    rest.put("/two-legacy/_doc/new?pipeline=two-legacy-minilm", "{\"title\":\"New\"}").orFail();
  }

  @Test
  void aFieldOfAnotherDimensionIsRefusedWithBothNumbers() {
    plainIndex("two-short", 8);
    pipeline("two-short", BGE);
    Rest.Answer written = rest.put("/two-short/_doc/1?pipeline=two-short", "{\"title\":\"One\"}");
    assertRefused(written, VECTOR);
    assertThat(written.body().at("/error/reason").asText())
        .contains("dimension 8", "dimension 384", BGE);
    ObjectNode catalog =
        Json.object(
            "{'index':'two-short','title_field':'title','text_fields':['title'],"
                + "'embed_fields':['title'],'vector_field':'item_vector'}");
    Rest.Answer declared = rest.put(API + "two-short", catalog.put("model", BGE).toString());
    assertRefused(declared, VECTOR);
    assertThat(declared.body().at("/error/reason").asText())
        .contains("dimension 8", "dimension 384", BGE);
    ObjectNode interest = Json.of("field", VECTOR, "vectors", List.of(List.of(1, 0, 0)));
    assertRefused(
        rest.post("/two-short/_search", Json.of("query", Json.of("interest", interest)).toString()),
        "dimension");
  }

  @Test
  void aCatalogueWhoseFieldBecameAnotherModelsIsNotSearchedByMeaning() {
    TestCatalog films = TestCatalog.ofFilms(rest, "two-swapped", 1, 0);
    rest.put(
            "/two-swapped/_mapping",
            Json.of(
                    "_meta",
                    Json.of("chatrec", Json.of("models", Json.of(VECTOR, fingerprints.get(BGE)))))
                .toString())
        .orFail();
    ObjectNode interest = Json.of("field", VECTOR, "catalog", "two-swapped", "user_id", "u1");
    Rest.Answer search = films.search(Json.of("query", Json.of("interest", interest)));
    assertRefused(search, VECTOR);
    assertBothNamed(search.body().at("/error/reason").asText(), MINILM, BGE);
    JsonNode chat = films.chat("{'message':'lonely orbit','explain':'none'}").orFail();
    assertThat(chat.path("hits")).as("words still find").isNotEmpty();
    assertBothNamed(chat.path("dropped").toString(), MINILM, BGE);
  }
}
