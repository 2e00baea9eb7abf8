package org.chatrec.catalog.declare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.Pipelines;
import org.chatrec.catalog.support.IdleProcessors;
import org.junit.After;
import org.opensearch.action.ingest.DeletePipelineRequest;
import org.opensearch.action.ingest.PutPipelineRequest;
import org.opensearch.action.search.DeleteSearchPipelineRequest;
import org.opensearch.action.search.PutSearchPipelineRequest;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Catalogues that share a vector field, a model, and even pipelines: only one of them leaves. */
public class DetachmentTests extends OpenSearchSingleNodeTestCase {

  private static final Catalog LEAVES = Catalogs.named("leaves");
  private static final Catalog STAYS = Catalogs.named("stays");

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(IdleProcessors.class);
  }

  private ClusterService cluster() {
    return getInstanceFromNode(ClusterService.class);
  }

  private List<String> detach() throws IOException {
    return new Detachment(client(), cluster()).detach(LEAVES, List.of(STAYS));
  }

  private static BytesReference json(Map<String, Object> map) throws IOException {
    try (XContentBuilder json = XContentFactory.jsonBuilder().map(map)) {
      return BytesReference.bytes(json);
    }
  }

  private void ingest(String id, Map<String, Object> pipeline) throws IOException {
    client()
        .admin()
        .cluster()
        .putPipeline(new PutPipelineRequest(id, json(pipeline), XContentType.JSON))
        .actionGet();
  }

  private void search(String id, Map<String, Object> pipeline) throws IOException {
    client()
        .admin()
        .cluster()
        .putSearchPipeline(new PutSearchPipelineRequest(id, json(pipeline), XContentType.JSON))
        .actionGet();
  }

  private void index(Catalog catalog, String ingest, String search) {
    createIndex(
        catalog.index(),
        Settings.builder()
            .put("index.default_pipeline", ingest)
            .put("index.search.default_pipeline", search)
            .build());
  }

  private String setting(Catalog catalog, String name) {
    return cluster().state().metadata().index(catalog.index()).getSettings().get(name);
  }

  private Set<String> ingestPipelines() {
    return Pipelines.ingest(cluster().state()).byId().keySet();
  }

  @After
  public void removePipelines() {
    client().admin().cluster().deletePipeline(new DeletePipelineRequest("*")).actionGet();
    for (String id : Pipelines.search(cluster().state()).byId().keySet()) {
      client()
          .admin()
          .cluster()
          .deleteSearchPipeline(new DeleteSearchPipelineRequest(id))
          .actionGet();
    }
  }

  public void testTheOtherCatalogueGoesOnAsBefore() throws Exception {
    for (Catalog each : List.of(LEAVES, STAYS)) {
      ingest(each.pipeline(), CatalogPipelines.ingest(each));
      search(each.pipeline(), CatalogPipelines.search(each));
      index(each, each.pipeline(), each.pipeline());
    }
    assertEquals(4, detach().size());
    assertEquals(Set.of(STAYS.pipeline()), ingestPipelines());
    assertEquals(
        CatalogPipelines.ingest(STAYS),
        Pipelines.ingest(cluster().state()).byId().get(STAYS.pipeline()));
    assertEquals(
        CatalogPipelines.search(STAYS),
        Pipelines.search(cluster().state()).byId().get(STAYS.pipeline()));
    assertEquals(STAYS.pipeline(), setting(STAYS, "index.default_pipeline"));
    assertEquals(STAYS.pipeline(), setting(STAYS, "index.search.default_pipeline"));
    assertNull(setting(LEAVES, "index.default_pipeline"));
    assertNull(setting(LEAVES, "index.search.default_pipeline"));
  }

  public void testWhatBothGoThroughStaysAndIsSaid() throws Exception {
    Map<String, Object> ranksBoth =
        Map.of(
            "request_processors",
            List.of(
                Map.of("personalize", CatalogPipelines.personalize(LEAVES)),
                Map.of("personalize", CatalogPipelines.personalize(STAYS)),
                Map.of("diversify", Map.of())),
            "response_processors",
            List.of(Map.of("diversify", Map.of()), Map.of("personalize", Map.of())));
    ingest("inner", CatalogPipelines.ingest(LEAVES));
    ingest("shared", IdleProcessors.pipeline(Map.of("pipeline", Map.of("name", "inner"))));
    search("ranks", ranksBoth);
    index(LEAVES, "shared", "ranks");
    index(STAYS, "shared", "ranks");
    List<String> changed = detach();
    assertEquals(2, changed.size());
    assertTrue(changed.toString(), changed.getFirst().contains("[stays]"));
    assertEquals(Set.of("inner", "shared"), ingestPipelines());
    assertEquals(
        CatalogPipelines.ingest(LEAVES), Pipelines.ingest(cluster().state()).byId().get("inner"));
    Map<String, Object> left = Pipelines.search(cluster().state()).byId().get("ranks");
    List<Object> rest = new ArrayList<>((List<?>) ranksBoth.get("request_processors"));
    rest.removeFirst();
    assertEquals(rest, left.get("request_processors"));
    assertEquals(ranksBoth.get("response_processors"), left.get("response_processors"));
  }

  public void testACalledPipelineIsEmptiedAndAnOwnOneKept() throws Exception {
    ingest("inner", CatalogPipelines.ingest(LEAVES));
    ingest(
        "outer",
        IdleProcessors.pipeline(
            Map.of("own", Map.of()), Map.of("pipeline", Map.of("name", "inner"))));
    ingest("nobodys", CatalogPipelines.ingest(LEAVES));
    search("own", CatalogPipelines.search(LEAVES));
    index(LEAVES, "outer", "own");
    detach();
    Pipelines left = Pipelines.ingest(cluster().state());
    assertEquals(Set.of("inner", "outer", "nobodys"), left.byId().keySet());
    assertTrue(left.processors("outer", CatalogPipelines.EMBEDDING).isEmpty());
    assertEquals("outer", setting(LEAVES, "index.default_pipeline"));
    assertTrue(Pipelines.search(cluster().state()).byId().isEmpty());
  }
}
