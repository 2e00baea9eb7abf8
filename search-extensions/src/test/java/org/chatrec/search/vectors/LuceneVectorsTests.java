package org.chatrec.search.vectors;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.SearchHit;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

public class LuceneVectorsTests extends OpenSearchSingleNodeTestCase {

  private static final String METHOD =
      "\"method\":{\"name\":\"hnsw\",\"engine\":\"lucene\",\"space_type\":\"cosinesimil\"}";

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(TestVectorPlugin.class);
  }

  private void create(String index, String field) {
    client()
        .admin()
        .indices()
        .prepareCreate(index)
        .setSettings(Settings.builder().put("index.knn", true).put("index.number_of_shards", 2))
        .setMapping("{\"properties\":{\"v\":" + field + ",\"even\":{\"type\":\"boolean\"}}}")
        .get();
  }

  private void index(String index, String id, String source) {
    client().prepareIndex(index).setId(id).setSource(source, XContentType.JSON).get();
  }

  private SearchResponse search(String index, QueryBuilder query, int size) {
    client().admin().indices().prepareRefresh(index).get();
    return client().prepareSearch(index).setQuery(query).setSize(size).get();
  }

  private static float[] randomVector(int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = randomFloat() - 0.5f;
    }
    vector[0] += 0.75f; // never the zero vector
    return vector;
  }

  /** Few enough that Lucene's graph and a comparison with all agree. */
  public void testFindsTheNearestThatFulfilTheFilter() {
    VectorSpace space = randomFrom(VectorSpace.values());
    create("items", "{\"type\":\"knn_vector\",\"dimension\":4,\"space_type\":\"" + space + "\"}");
    Map<String, float[]> vectors = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      float[] vector = randomVector(4);
      boolean without = i % 7 == 0;
      if (!without) {
        vectors.put("" + i, vector);
      }
      String v = without ? randomFrom("", "\"v\":null,") : "\"v\":" + Arrays.toString(vector) + ",";
      index("items", "" + i, "{" + v + "\"even\":" + (i % 2 == 0) + "}");
    }
    float[] near = randomVector(4);
    boolean filtered = randomBoolean();
    QueryBuilder filter = filtered ? QueryBuilders.termQuery("even", true) : null;
    int k = between(1, 8);
    VectorSimilarityFunction function = space.function();
    List<String> expected =
        vectors.keySet().stream()
            .filter(id -> !filtered || Integer.parseInt(id) % 2 == 0)
            .sorted(
                Comparator.comparingDouble((String id) -> -function.compare(near, vectors.get(id))))
            .limit(k)
            .toList();
    SearchResponse found = search("items", new KnnQueryBuilder("v", near, k, filter, false), k);
    assertEquals(expected, Arrays.stream(found.getHits().getHits()).map(SearchHit::getId).toList());
    for (SearchHit hit : found.getHits()) {
      assertEquals(function.compare(near, vectors.get(hit.getId())), hit.getScore(), 1e-4f);
    }
    assertEquals(
        vectors.size(),
        search("items", QueryBuilders.existsQuery("v"), 0).getHits().getTotalHits().value());
  }

  public void testAnIndexWithoutTheFieldHasNoNeighboursOrSaysSo() {
    create("items", "{\"type\":\"keyword\"}");
    KnnQueryBuilder asked = new KnnQueryBuilder("w", new float[] {1}, 3, null, true);
    assertEquals(0, search("items", asked, 3).getHits().getTotalHits().value());
    refused("not mapped", () -> search("items", knn("w", 1), 3));
    refused("of type [keyword]", () -> search("items", knn("v", 1), 3));
  }

  private static KnnQueryBuilder knn(String field, float... vector) {
    return new KnnQueryBuilder(field, vector, 3, null, false);
  }

  public void testAFieldIsKeptAsItWasMapped() {
    create("items", "{\"type\":\"knn_vector\",\"dimension\":2," + METHOD + "}");
    String again =
        "{\"properties\":{\"v\":{\"type\":\"knn_vector\",\"dimension\":2," + METHOD + "}}}";
    client().admin().indices().preparePutMapping("items").setSource(again, XContentType.JSON).get();
    assertEquals(
        Map.of(
            "type",
            "knn_vector",
            "dimension",
            2,
            "method",
            Map.of("name", "hnsw", "engine", "lucene", "space_type", "cosinesimil")),
        ((Map<?, ?>)
                client()
                    .admin()
                    .indices()
                    .prepareGetMappings("items")
                    .get()
                    .getMappings()
                    .get("items")
                    .getSourceAsMap()
                    .get("properties"))
            .get("v"));
    String other = again.replace("\"dimension\":2", "\"dimension\":3");
    refused(
        "dimension",
        () ->
            client()
                .admin()
                .indices()
                .preparePutMapping("items")
                .setSource(other, XContentType.JSON)
                .get());
  }

  public void testWhatNeedsKnnIsRefusedByName() {
    String vector = "{\"type\":\"knn_vector\"";
    String two = vector + ",\"dimension\":2";
    refusesMapping(vector + "}", "[dimension]");
    refusesMapping(vector + ",\"dimension\":0}", "[dimension]");
    refusesMapping(vector + ",\"dimension\":1025}", "[dimension]");
    refusesMapping(vector + ",\"dimension\":\"two\"}", "[dimension]");
    refusesMapping(vector + ",\"model_id\":\"m\"}", "model_id");
    refusesMapping(two + ",\"data_type\":\"binary\"}", "[data_type]");
    refusesMapping(two + ",\"space_type\":\"hamming\"}", "[space_type]");
    refusesMapping(two + ",\"mode\":\"on_disk\"}", "mode");
    refusesMapping(
        two + ",\"method\":{\"name\":\"hnsw\",\"engine\":\"faiss\"}}", "[method.engine]");
    refusesMapping(two + ",\"method\":{\"name\":\"hnsw\"}}", "[method.engine]");
    refusesMapping(two + ",\"method\":{\"name\":\"ivf\",\"engine\":\"lucene\"}}", "[method.name]");
    refusesMapping(two + ",\"method\":\"hnsw\"}", "[method]");
    refusesMapping(
        two + ",\"method\":{\"name\":\"hnsw\",\"engine\":\"lucene\",\"parameters\":{\"m\":9}}}",
        "[method.parameters]");
    refusesMapping(two + ",\"space_type\":\"l2\"," + METHOD + "}", "[space_type]");
  }

  private void refusesMapping(String field, String named) {
    refused(named, () -> create("bad", field));
  }

  public void testWhatIsNoVectorOfTheFieldIsRefusedByName() {
    create("items", "{\"type\":\"knn_vector\",\"dimension\":2," + METHOD + "}");
    for (String value :
        List.of(
            "[1]",
            "[1,2,3]",
            "[]",
            "[1,\"2\"]",
            "[1,null]",
            "[[1,2],[3,4]]",
            "[1,1e39]",
            "[0,0]",
            "7",
            "\"x\"",
            "{\"a\":1}")) {
      refused("[v]", () -> index("items", "bad", "{\"v\":" + value + "}"));
    }
    assertEquals(
        0, search("items", QueryBuilders.matchAllQuery(), 1).getHits().getTotalHits().value());
    refused("dimension 2", () -> search("items", knn("v", 1, 2, 3), 3));
  }

  private static void refused(String named, ThrowingRunnable work) {
    Exception e = expectThrows(Exception.class, work);
    assertTrue(named + ": " + e, ExceptionsHelper.status(e).getStatus() == 400 || isOfShards(e));
    String reasons = ExceptionsHelper.stackTrace(e);
    assertTrue(named + ": " + reasons, reasons.contains(named));
  }

  /** A search that fails on every shard has the status of the first that failed. */
  private static boolean isOfShards(Exception e) {
    return ExceptionsHelper.unwrapCause(e.getCause()) instanceof IllegalArgumentException
        || ExceptionsHelper.status(e.getCause()).getStatus() == 400;
  }
}
