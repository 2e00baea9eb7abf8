package org.chatrec.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.catalog.models.ModelRecorder;
import org.chatrec.embedding.ModelInfo;
import org.hamcrest.Matchers;
import org.opensearch.action.admin.indices.alias.IndicesAliasesRequest;
import org.opensearch.action.admin.indices.alias.IndicesAliasesRequest.AliasActions;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** The record of a field's model, in the mappings of a real node. */
public class MappedModelsTests extends OpenSearchSingleNodeTestCase {
  private static final ModelInfo ONE = new ModelInfo("one", "1111111111111111", 3, 64);
  private static final ModelInfo OTHER = new ModelInfo("other", "2222222222222222", 3, 64);
  private static final ModelInfo LONGER = new ModelInfo("longer", "3333333333333333", 4, 64);

  @Override
  protected List<Class<? extends Plugin>> getPlugins() {
    return List.of(TestSearchPlugin.class);
  }

  private MappedModels models() {
    ClusterService cluster = getInstanceFromNode(ClusterService.class);
    return new MappedModels(
        cluster::state,
        getInstanceFromNode(IndexNameExpressionResolver.class),
        new ModelRecorder(client()));
  }

  private static Map<String, Object> vector() {
    return Map.of("type", "knn_vector", "dimension", 3);
  }

  private void index(String name, Map<String, Object> meta) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("v", vector());
    properties.put("deep", Map.of("properties", Map.of("v", vector())));
    client()
        .admin()
        .indices()
        .create(
            new CreateIndexRequest(name).mapping(Map.of("_meta", meta, "properties", properties)))
        .actionGet();
  }

  private static void claim(MappedModels models, ModelInfo model, String field, String index)
      throws Exception {
    models.claim(model, field, index).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void assertBoth(String message, String... parts) {
    for (String part : parts) {
      assertThat(message, Matchers.containsString(part));
    }
  }

  public void testAFieldIsTheFirstModelsThatClaimsIt() throws Exception {
    index("i", Map.of("owner", "me"));
    MappedModels models = models();
    assertFalse(models.holds(ONE, "v", "i"));
    models.require(OTHER, "v", "i");
    claim(models, ONE, "v", "i");
    assertTrue(models.holds(ONE, "v", "i"));
    claim(models, ONE, "v", "i");
    claim(models, OTHER, "deep.v", "i");
    assertTrue("the record of another field stays", models.holds(ONE, "v", "i"));
    assertEquals(
        "me",
        ((Map<?, ?>)
                getInstanceFromNode(ClusterService.class)
                    .state()
                    .metadata()
                    .index("i")
                    .mapping()
                    .sourceAsMap()
                    .get("_meta"))
            .get("owner"));
    CompletionException refused =
        expectThrows(
            CompletionException.class,
            () -> models.claim(OTHER, "v", "i").toCompletableFuture().join());
    assertThat(refused.getCause(), Matchers.instanceOf(IllegalArgumentException.class));
    assertBoth(refused.getMessage(), ONE.fingerprint(), OTHER.fingerprint(), "[v]", "[i]");
    IllegalArgumentException asked =
        expectThrows(IllegalArgumentException.class, () -> models.require(OTHER, "v", "i*", "x"));
    assertBoth(asked.getMessage(), ONE.fingerprint(), OTHER.fingerprint(), "new index");
  }

  public void testAnotherDimensionIsRefusedWithBothNumbers() {
    index("i", Map.of());
    for (String field : List.of("v", "deep.v")) {
      IllegalArgumentException refused =
          expectThrows(IllegalArgumentException.class, () -> models().require(LONGER, field, "i"));
      assertBoth(refused.getMessage(), "dimension 3", "dimension 4", "[longer]", field);
    }
  }

  public void testDocumentsThatWereThereDecide() throws Exception {
    index("i", Map.of());
    client()
        .index(
            new IndexRequest("i")
                .source(Map.of("v_meta", Map.of("model", ONE.fingerprint())))
                .setRefreshPolicy(RefreshPolicy.IMMEDIATE))
        .actionGet();
    MappedModels models = models();
    CompletionException refused =
        expectThrows(
            CompletionException.class,
            () -> models.claim(OTHER, "v", "i").toCompletableFuture().join());
    assertBoth(refused.getMessage(), ONE.fingerprint(), OTHER.fingerprint());
    assertTrue(models.holds(ONE, "v", "i"));
    claim(models, ONE, "v", "i");
  }

  public void testAnAliasIsItsIndexAndWhatDoesNotExistIsNoReasonToRefuse() throws Exception {
    index("behind", MappedModels.meta("v", ONE, List.of("popularity")));
    client()
        .admin()
        .indices()
        .aliases(
            new IndicesAliasesRequest()
                .addAliasAction(AliasActions.add().index("behind").alias("front")))
        .actionGet();
    MappedModels models = models();
    assertTrue(models.holds(ONE, "v", "front"));
    assertEquals(Optional.of(Set.of("popularity")), models.learned("front"));
    assertEquals("behind", models.writtenTo("front"));
    assertEquals("nowhere", models.writtenTo("nowhere"));
    assertEquals(Optional.empty(), models.learned("nowhere"));
    assertEquals(Optional.empty(), models.missing("front", "v", ONE, List.of("popularity")));
    Map<String, Object> more = models.missing("front", "v", ONE, List.of("cf")).orElseThrow();
    assertEquals(List.of("cf", "popularity"), ((Map<?, ?>) more.get("chatrec")).get("learned"));
    expectThrows(IllegalArgumentException.class, () -> models.require(OTHER, "v", "front"));
    claim(models, OTHER, "v", "nowhere");
    models.require(OTHER, "v", "nowhere", "elsewhere:front");
    assertFalse(models.holds(OTHER, "v", "nowhere"));
  }

  public void testRecordsOfStrangeShapeAreNone() {
    index("i", Map.of("chatrec", List.of("x")));
    index("j", Map.of("chatrec", Map.of("models", Map.of("v", 7))));
    models().require(ONE, "v", "i", "j");
    assertFalse(models().holds(ONE, "v", "i"));
    assertFalse(models().holds(ONE, "v", "j"));
    assertEquals(Optional.empty(), models().learned("i"));
    assertEquals(Optional.empty(), models().learned("j"));
  }
}
