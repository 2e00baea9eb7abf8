package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.chatrec.node.Rest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The query {@code interest} reads vectors however the k-NN plugin stores them. */
@OnRealNode
class VectorFieldTypesTests {
  private static final float[] LIKE = {3, 1, 0, -2};
  private static final Map<String, float[]> DOCUMENTS = documents();

  private static Map<String, float[]> documents() {
    Map<String, float[]> documents = new LinkedHashMap<>();
    documents.put("same", new float[] {3, 1, 0, -2});
    documents.put("longer", new float[] {30, 10, 0, -20});
    documents.put("opposite", new float[] {-3, -1, 0, 2});
    documents.put("across", new float[] {1, -3, 5, 0});
    documents.put("near", new float[] {3, 2, 1, -2});
    documents.put("none", new float[0]);
    documents.put("late", new float[] {1, 0, 0, 0});
    return documents;
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        Arguments.of("lucene-cosine", "true", method("lucene", "cosinesimil")),
        Arguments.of("lucene-l2", "true", method("lucene", "l2")),
        Arguments.of("lucene-dot", "true", method("lucene", "innerproduct")),
        Arguments.of("no-knn", "false", "{}"),
        Arguments.of("faiss-l2", "true", method("faiss", "l2")),
        Arguments.of("faiss-cosine", "true", method("faiss", "cosinesimil")),
        Arguments.of("lucene-bytes", "true", bytes()));
  }

  private static String method(String engine, String space) {
    return "{'method':{'name':'hnsw','engine':'%s','space_type':'%s'}}".formatted(engine, space);
  }

  private static String bytes() {
    return "{'data_type':'byte','method':{'name':'hnsw','engine':'lucene','space_type':'l2'}}";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void scoresByTheFormula(String name, String knn, String field, Rest rest) {
    String index = "field-" + name;
    create(rest, index, knn, field);
    DOCUMENTS.forEach((id, vector) -> index(rest, index, id, vector));
    assertScores(rest, index);
    rest.post("/" + index + "/_forcemerge?max_num_segments=1", "").orFail();
    rest.delete("/" + index + "/_doc/near?refresh").orFail();
    assertScores(rest, index);
  }

  private static void create(Rest rest, String index, String knn, String field) {
    ObjectNode body =
        Json.object("{'settings':{'number_of_replicas':0},'mappings':{'properties':{}}}");
    ((ObjectNode) body.get("settings")).put("index.knn", knn);
    ObjectNode vector = Json.object(field).put("type", "knn_vector").put("dimension", 4);
    ((ObjectNode) body.at("/mappings/properties")).set("v", vector);
    rest.put("/" + index, body.toString()).orFail();
  }

  /** One segment for each document. */
  private static void index(Rest rest, String index, String id, float[] vector) {
    ObjectNode source = vector.length == 0 ? Json.of("n", 1) : Json.of("v", vector);
    rest.put("/" + index + "/_doc/" + id + "?refresh", source.toString()).orFail();
  }

  private static void assertScores(Rest rest, String index) {
    ObjectNode interest = Json.of("field", "v", "vectors", Json.vectors(LIKE), "missing", 0.25);
    Map<String, Double> scores =
        Answers.scores(
            rest.post(
                    "/" + index + "/_search",
                    Json.of("size", 20, "query", Json.of("interest", interest)).toString())
                .orFail());
    assertThat(scores).hasSizeGreaterThan(5).containsKey("none");
    scores.forEach(
        (id, score) ->
            assertThat(score).as(id).isCloseTo(expected(DOCUMENTS.get(id)), within(1e-5)));
  }

  private static double expected(float[] document) {
    return document.length == 0 ? 0.25 : Similarity.interest(document, LIKE);
  }
}
