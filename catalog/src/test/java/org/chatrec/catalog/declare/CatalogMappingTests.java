package org.chatrec.catalog.declare;

import static org.hamcrest.Matchers.containsString;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogRights;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.catalog.models.ModelRecorder;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.embedding.ModelInfo;
import org.junit.After;
import org.junit.Before;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.transport.client.Client;
import org.opensearch.transport.client.FilterClient;

/** What a declaration over an index that is there already asks of its author and of the index. */
public class CatalogMappingTests extends StateTestCase {

  private static final ModelInfo MODEL = new ModelInfo("one", "1111111111111111", 3, 64);

  private final Set<Class<?>> denied = new HashSet<>();

  @Before
  public void index() {
    client()
        .admin()
        .indices()
        .create(
            new CreateIndexRequest("movies")
                .mapping(
                    Map.of(
                        "_meta",
                        Map.of("owner", "shop"),
                        "properties",
                        Map.of(
                            "popularity", Map.of("type", "float"),
                            "cf_vector", Map.of("type", "float")))))
        .actionGet();
  }

  @After
  public void noIndex() {
    client().admin().indices().prepareDelete("movies").get();
  }

  /** Somebody whose roles do not hold the actions of these requests. */
  private Client caller() {
    return new FilterClient(client()) {
      @Override
      protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
          ActionType<R> action, Q request, ActionListener<R> listener) {
        if (denied.contains(request.getClass())) {
          listener.onFailure(new OpenSearchStatusException("no permissions", RestStatus.FORBIDDEN));
        } else {
          super.doExecute(action, request, listener);
        }
      }
    };
  }

  private MappedModels models() {
    return new MappedModels(
        () -> getInstanceFromNode(ClusterService.class).state(),
        getInstanceFromNode(IndexNameExpressionResolver.class),
        new ModelRecorder(caller()));
  }

  private CatalogMapping mapping() {
    return new CatalogMapping(caller(), models());
  }

  private void item(String id, Map<String, Object> source) {
    client()
        .index(
            new IndexRequest("movies")
                .id(id)
                .source(source)
                .setRefreshPolicy(RefreshPolicy.IMMEDIATE))
        .actionGet();
  }

  private Map<String, Object> mapped() {
    return getInstanceFromNode(ClusterService.class)
        .state()
        .metadata()
        .index("movies")
        .mapping()
        .sourceAsMap();
  }

  public void testWhoMayDoAllOfItChangesNothingByAsking() {
    item("1", Map.of("title", "Heat"));
    new CatalogRights(caller()).require("movies");
    assertEquals(1, client().prepareSearch("movies").get().getHits().getTotalHits().value());
    assertFalse(((Map<?, ?>) mapped().get("properties")).containsKey("chatrec"));
  }

  public void testARightThatIsMissingIsNamed() {
    refused(SearchRequest.class, "permitted to search the index");
    refused(BulkRequest.class, "permitted to update its documents");
  }

  private void refused(Class<?> request, String right) {
    denied.add(request);
    Exception e =
        expectThrows(Exception.class, () -> new CatalogRights(caller()).require("movies"));
    assertEquals(RestStatus.FORBIDDEN, ExceptionsHelper.status(e));
    assertThat(e.getMessage(), containsString(right));
    assertThat(e.getMessage(), containsString("[movies]"));
    denied.clear();
  }

  /** Nobody may write it at present: that is no matter of who asks. */
  public void testAnIndexThatIsReadOnlyIsNoMatterOfRights() {
    block(true);
    try {
      new CatalogRights(caller()).require("movies");
    } finally {
      block(false);
    }
  }

  private void block(boolean on) {
    client()
        .admin()
        .indices()
        .prepareUpdateSettings("movies")
        .setSettings(Settings.builder().put("index.blocks.write", on))
        .get();
  }

  public void testWhatTheMappingLacksIsNotedBesideTheNotesOfOthers() throws Exception {
    Catalog catalog = Catalogs.movies();
    mapping().note(catalog, "movies", MODEL, Set.of());
    Map<?, ?> meta = (Map<?, ?>) mapped().get("_meta");
    assertEquals("shop", meta.get("owner"));
    assertTrue(models().holds(MODEL, catalog.vectorField(), "movies"));
    assertEquals(Set.copyOf(catalog.learnedFields()), models().learned("movies").orElseThrow());
    assertTrue(((Map<?, ?>) mapped().get("properties")).containsKey(catalog.learnedMetaField()));
    denied.add(PutMappingRequest.class);
    mapping()
        .note(
            catalog, "movies", MODEL, Set.of(catalog.generationField(), "item_vector_meta.model"));
  }

  public void testWithoutTheRightToChangeMappingsWhatLacksIsRefused() {
    denied.add(PutMappingRequest.class);
    Exception e =
        expectThrows(
            Exception.class, () -> mapping().note(Catalogs.movies(), "movies", MODEL, Set.of()));
    assertEquals(RestStatus.FORBIDDEN, ExceptionsHelper.status(e));
    assertThat(e.getMessage(), containsString("permitted to add to its mapping"));
  }

  public void testDocumentsOfAnotherModelAreFoundBeforeTheFieldIsCalledThisOnes() {
    Catalog catalog = Catalogs.movies();
    item("1", Map.of(catalog.vectorField() + "_meta", Map.of("model", "2222222222222222")));
    Exception e =
        expectThrows(
            IllegalArgumentException.class,
            () -> mapping().note(catalog, "movies", MODEL, Set.of()));
    assertThat(e.getMessage(), containsString("2222222222222222"));
    assertEquals(
        1,
        client()
            .prepareSearch("movies")
            .setQuery(QueryBuilders.existsQuery(catalog.vectorField() + "_meta.model"))
            .get()
            .getHits()
            .getTotalHits()
            .value());
  }
}
