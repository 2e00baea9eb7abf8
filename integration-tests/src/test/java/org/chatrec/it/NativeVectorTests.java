package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fields of k-NN's native engines on a node that has none of their libraries: stored and found by
 * exact comparison, or refused with a reason; the node lives on.
 */
@OnRealNode
@DisabledIfSystemProperty(
    named = "chatrec.it",
    matches = "docker",
    disabledReason = "a distribution of the server has the libraries")
class NativeVectorTests {
  private static final String THRESHOLD = "index.knn.advanced.approximate_threshold";

  /** Vector fields of which k-NN keeps a graph by a library where it has one. */
  enum Field {
    METHODLESS(""),
    FAISS(",'method':{'name':'hnsw','engine':'faiss','space_type':'l2'}"),
    HNSW_OF_NO_ENGINE(",'method':{'name':'hnsw','space_type':'l2'}"),
    COSINE(",'space_type':'cosinesimil'"),
    INNER_PRODUCT(",'method':{'name':'hnsw','engine':'faiss','space_type':'innerproduct'}"),
    HALF_PRECISION(
        ",'method':{'name':'hnsw','engine':'faiss','space_type':'l2','parameters':{'encoder':{'name':'sq','parameters':{'type':'fp16'}}}}"),
    BYTES(",'data_type':'byte'");

    private final String more;

    Field(String more) {
      this.more = more;
    }

    ObjectNode mapping() {
      return Json.object(
          "{'properties':{'v':{'type':'knn_vector','dimension':8"
              + more
              + "},'n':{'type':'long'}}}");
    }
  }

  /** How an index comes by its fields. */
  enum Way {
    CREATED,
    MAPPED_LATER,
    LEGACY_TEMPLATE,
    TEMPLATE,
    COMPONENTS,
    DYNAMIC
  }

  private final Rest rest;

  NativeVectorTests(Rest rest) {
    this.rest = rest;
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfFieldIsStoredAndFoundWithoutAGraph(Field field) {
    String index = "native-" + field.name().toLowerCase(Locale.ROOT);
    rest.put("/" + index, Json.of("settings", knn(), "mappings", field.mapping()).toString())
        .orFail();
    assertFound(index);
  }

  @ParameterizedTest
  @EnumSource
  void howeverTheIndexComesByIt(Way way) {
    String index = "native-way-" + way.name().toLowerCase(Locale.ROOT);
    ObjectNode mapping = Field.METHODLESS.mapping();
    ObjectNode whole = Json.of("settings", knn(), "mappings", mapping);
    List<String> patterns = List.of(index);
    switch (way) {
      case CREATED -> rest.put("/" + index, whole.toString()).orFail();
      case MAPPED_LATER -> {
        rest.put("/" + index, Json.of("settings", knn()).toString()).orFail();
        rest.put("/" + index + "/_mapping", mapping.toString()).orFail();
      }
      case LEGACY_TEMPLATE ->
          rest.put(
                  "/_template/" + index,
                  Json.of("index_patterns", patterns, "settings", knn(), "mappings", mapping)
                      .toString())
              .orFail();
      case TEMPLATE ->
          rest.put(
                  "/_index_template/" + index,
                  Json.of("index_patterns", patterns, "template", whole).toString())
              .orFail();
      case COMPONENTS -> {
        component(index + "-settings", Json.of("settings", knn()));
        component(index + "-mappings", Json.of("mappings", mapping));
        List<String> parts = List.of(index + "-settings", index + "-mappings");
        rest.put(
                "/_index_template/" + index,
                Json.of("index_patterns", patterns, "composed_of", parts).toString())
            .orFail();
      }
      case DYNAMIC ->
          rest.put(
                  "/" + index,
                  Json.of(
                          "settings",
                          knn(),
                          "mappings",
                          Json.object(
                              "{'dynamic_templates':[{'vectors':{'match':'v','mapping':{'type':'knn_vector','dimension':8}}}]}"))
                      .toString())
              .orFail();
    }
    if (way == Way.DYNAMIC) { // whether an array becomes a vector is the server's business
      rest.put("/" + index + "/_doc/1?refresh=true", "{\"v\":[1,0,0,0,0,0,0,0]}");
      assertAlive();
    } else {
      assertFound(index);
    }
  }

  @Test
  void whatWouldNeedTheLibrariesIsRefusedByName() {
    ObjectNode graph = knn().put(THRESHOLD, 0);
    ObjectNode mapping = Field.FAISS.mapping();
    Rest.Answer created =
        rest.put("/native-graph", Json.of("settings", graph, "mappings", mapping).toString());
    assertRefused(created);
    assertThat(rest.get("/native-graph").status()).isEqualTo(404);

    rest.put("/native-late", Json.of("settings", knn(), "mappings", mapping).toString()).orFail();
    assertRefused(rest.put("/native-late/_settings", "{\"" + THRESHOLD + "\":0}"));
    assertRefused(rest.put("/native-late/_settings", "{\"" + THRESHOLD + "\":null}"));
    assertRefused(rest.put("/native-*/_settings", "{\"settings\":{\"" + THRESHOLD + "\":100}}"));
    assertFound("native-late");

    rest.put(
            "/_index_template/native-template",
            Json.of(
                    "index_patterns",
                    List.of("native-by-template"),
                    "template",
                    Json.of("settings", graph, "mappings", mapping))
                .toString())
        .orFail();
    Rest.Answer first = rest.put("/native-by-template/_doc/1", "{\"v\":[1,0,0,0,0,0,0,0]}");
    assertRefused(first);
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'mode':'on_disk','space_type':'l2'",
        "'mode':'on_disk','compression_level':'16x','space_type':'l2'",
        "'compression_level':'32x','space_type':'l2'"
      })
  void aVectorThatIsQuantisedIsRefusedWithItsDocument(String more) {
    String index = "native-quantised-" + Integer.toHexString(more.hashCode());
    ObjectNode mapping =
        Json.object(
            "{'properties':{'v':{'type':'knn_vector','dimension':8,"
                + more
                + "},'n':{'type':'long'}}}");
    rest.put("/" + index, Json.of("settings", knn(), "mappings", mapping).toString()).orFail();
    Rest.Answer refused =
        rest.put("/" + index + "/_doc/1?refresh=true", "{\"n\":1,\"v\":[1,0,0,0,0,0,0,0]}");
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(400);
    assertThat(refused.body().toString()).contains("[v]", "chatrec.knn.native");
    rest.put("/" + index + "/_doc/2?refresh=true", "{\"n\":2}").orFail();
    assertThat(rest.get("/" + index + "/_count").orFail().path("count").asInt()).isEqualTo(1);
    assertAlive();
  }

  @Test
  void aCatalogueOverSuchAFieldIsRefusedAndTheCallsMendIt() {
    ObjectNode mapping =
        Json.object(
            """
            {'properties':{'title':{'type':'text'},'item_vector':
              {'type':'knn_vector','dimension':384,'mode':'on_disk','space_type':'innerproduct'}}}
            """);
    rest.put("/native-shelf", Json.of("settings", knn(), "mappings", mapping).toString()).orFail();
    ObjectNode declaration =
        Json.object(
            """
            {'index':'native-shelf','title_field':'title','text_fields':['title'],
             'model':'bge-small-en-v1.5','embed_fields':['title'],'vector_field':'item_vector'}
            """);
    String route = "/_plugins/_chatrec/catalogs/native-shelf";
    Rest.Answer refused = rest.put(route, declaration.toString());
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(400);
    assertThat(refused.body().toString()).contains("item_vector", "[mode] on_disk");

    declaration.put("vector_field", "item_vector_384");
    rest.put(
            "/native-shelf/_mapping",
            """
            {"properties":{"item_vector_384":{"type":"knn_vector","dimension":384,
              "method":{"name":"hnsw","engine":"lucene","space_type":"cosinesimil"}}}}
            """)
        .orFail();
    assertThat(rest.put(route + "?dry_run=true", declaration.toString()).body().toString())
        .doesNotContain("on_disk");
    assertAlive();
  }

  @Test
  void anEngineThatIsNoMoreAndAFieldWithoutKnnDoNoHarmEither() {
    Rest.Answer nmslib =
        rest.put(
            "/native-nmslib",
            Json.of(
                    "settings",
                    knn(),
                    "mappings",
                    Json.object(
                        "{'properties':{'v':{'type':'knn_vector','dimension':8,'method':{'name':'hnsw','engine':'nmslib'}}}}"))
                .toString());
    if (nmslib.status() == 200) {
      assertFound("native-nmslib");
    } else {
      assertThat(nmslib.status()).as("%s", nmslib.body()).isEqualTo(400);
    }
    rest.put(
            "/native-without",
            Json.of(
                    "settings",
                    Json.object("{'number_of_replicas':0}"),
                    "mappings",
                    Field.METHODLESS.mapping())
                .toString())
        .orFail();
    rest.put("/native-without/_doc/1?refresh=true", "{\"v\":[1,0,0,0,0,0,0,0]}").orFail();
    assertAlive();
  }

  private void component(String name, ObjectNode template) {
    rest.put("/_component_template/" + name, Json.of("template", template).toString()).orFail();
  }

  private static ObjectNode knn() {
    return Json.object("{'index.knn':true,'number_of_replicas':0}");
  }

  /** Several segments, a merge, and the nearest comes first. */
  private void assertFound(String index) {
    for (int i = 0; i < 6; i++) {
      ObjectNode document = Json.of("n", i, "v", vector(i));
      rest.put("/" + index + "/_doc/" + i + "?refresh=true", document.toString()).orFail();
    }
    rest.post("/" + index + "/_flush", "").orFail();
    rest.post("/" + index + "/_forcemerge?max_num_segments=1", "").orFail();
    ObjectNode asked = Json.of("k", 3, "vector", vector(4));
    JsonNode found =
        rest.post(
                "/" + index + "/_search",
                Json.of("query", Json.of("knn", Json.of("v", asked))).toString())
            .orFail();
    assertThat(Answers.ids(found)).as(index).contains("4");
    assertAlive();
  }

  private static float[] vector(int number) {
    float[] vector = new float[8];
    vector[number] = 100;
    vector[7] = 1;
    return vector;
  }

  private void assertAlive() {
    rest.get("/_cluster/health").orFail();
  }

  private static void assertRefused(Rest.Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
    assertThat(answer.body().toString()).contains(THRESHOLD, "chatrec.knn.native");
  }
}
