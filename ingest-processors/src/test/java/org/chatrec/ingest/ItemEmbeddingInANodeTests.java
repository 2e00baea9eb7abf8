package org.chatrec.ingest;

import static org.hamcrest.Matchers.containsString;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.chatrec.embedding.EmbeddingService;
import org.junit.Before;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.ingest.PutPipelineRequest;
import org.opensearch.action.ingest.SimulateDocumentBaseResult;
import org.opensearch.action.ingest.SimulatePipelineRequest;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.action.update.UpdateRequest;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.reindex.BulkByScrollResponse;
import org.opensearch.index.reindex.ReindexAction;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.index.reindex.ReindexRequest;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginsService;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

public class ItemEmbeddingInANodeTests extends OpenSearchSingleNodeTestCase {
  private static final String PROCESSOR =
      """
      {"item_embedding":{"model":"all-minilm-l6-v2","fields":["title"],"target_field":"item_vector",
       "learned_fields":["popularity"]}}\
      """;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(EmbeddingTestPlugin.class, ReindexModulePlugin.class);
  }

  @Override
  protected boolean resetNodeAfterTest() {
    return true;
  }

  @Before
  public void createPipelineAndIndex() {
    BytesArray pipeline = new BytesArray("{\"processors\":[" + PROCESSOR + "]}");
    assertTrue(
        client()
            .admin()
            .cluster()
            .putPipeline(new PutPipelineRequest("embed", pipeline, XContentType.JSON))
            .actionGet()
            .isAcknowledged());
    createIndex("movies", Settings.builder().put("index.default_pipeline", "embed").build());
  }

  private EmbeddingService service() {
    return getInstanceFromNode(PluginsService.class)
        .filterPlugins(EmbeddingTestPlugin.class)
        .get(0)
        .service();
  }

  private static IndexRequest index(String id, Object title, Object... more) {
    Map<String, Object> source = new HashMap<>(Map.of("title", title));
    for (int i = 0; i < more.length; i += 2) {
      source.put((String) more[i], more[i + 1]);
    }
    return new IndexRequest("movies").id(id).source(source);
  }

  private BulkResponse bulk(List<IndexRequest> requests) {
    BulkRequest bulk = new BulkRequest().setRefreshPolicy(RefreshPolicy.IMMEDIATE);
    requests.forEach(bulk::add);
    return client().bulk(bulk).actionGet();
  }

  private Map<String, Object> stored(String index, String id) {
    Map<String, Object> source = client().prepareGet(index, id).get().getSource();
    assertNotNull(index + "/" + id, source);
    return source;
  }

  private void assertEmbedded(String index, String id) {
    Map<String, Object> source = stored(index, id);
    assertEquals(384, ((List<?>) source.get("item_vector")).size());
    assertEquals(
        service().model(RealModel.NAME).fingerprint(),
        ((Map<?, ?>) source.get("item_vector_meta")).get("model"));
  }

  public void testARandomBulkAnswersForEveryDocumentInItsPlace() {
    List<Boolean> good = new ArrayList<>();
    List<IndexRequest> requests = new ArrayList<>();
    int size = randomIntBetween(2, 80);
    for (int i = 0; i < size; i++) {
      good.add(randomInt(3) > 0);
      requests.add(index("id" + i, good.get(i) ? "film " + i : Map.of("en", "not text")));
    }
    BulkItemResponse[] items = bulk(requests).getItems();
    assertEquals(size, items.length);
    for (int i = 0; i < size; i++) {
      assertEquals("id" + i, items[i].getId());
      assertEquals(!good.get(i), items[i].isFailed());
      if (good.get(i)) {
        assertEmbedded("movies", "id" + i);
      } else {
        assertEquals(RestStatus.BAD_REQUEST, items[i].getFailure().getStatus());
        assertThat(items[i].getFailureMessage(), containsString("field [title] must hold text"));
      }
    }
  }

  public void testABulkOfAllKindsOfActions() {
    client().index(index("gone", "old")).actionGet();
    BulkRequest bulk = new BulkRequest();
    bulk.add(index(null, "without an id"));
    bulk.add(new DeleteRequest("movies", "gone"));
    bulk.add(
        new UpdateRequest("movies", "up1").doc(Map.of("title", "as upsert")).docAsUpsert(true));
    bulk.add(
        new UpdateRequest("movies", "up2")
            .doc(Map.of("title", "doc"))
            .upsert(Map.of("title", "upsert")));
    bulk.add(new UpdateRequest("movies", "absent").doc(Map.of("title", "doc")));
    bulk.add(
        new IndexRequest("new-index").id("n").source(Map.of("title", "new")).setPipeline("embed"));
    BulkItemResponse[] items = client().bulk(bulk).actionGet().getItems();
    assertEquals(6, items.length);
    assertEmbedded("movies", items[0].getId());
    assertEquals(RestStatus.OK, items[1].status());
    assertEmbedded("movies", "up1");
    assertEmbedded("movies", "up2");
    assertEquals(RestStatus.NOT_FOUND, items[4].status());
    assertEmbedded("new-index", "n");
  }

  public void testASingleDocument() {
    client().index(index("1", "Alien")).actionGet();
    assertEmbedded("movies", "1");
    Exception e = expectThrows(Exception.class, () -> client().index(index("2", true)).actionGet());
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
  }

  public void testAnUpsertByUpdate() {
    client()
        .update(new UpdateRequest("movies", "1").doc(Map.of("title", "Alien")).docAsUpsert(true))
        .actionGet();
    assertEmbedded("movies", "1");
    client().update(new UpdateRequest("movies", "1").doc(Map.of("price", 3))).actionGet();
    assertEmbedded("movies", "1");
    assertEquals(3, stored("movies", "1").get("price"));
  }

  public void testAPriceUpdateRunsNoInferenceAndKeepsWhatWasLearned() {
    List<IndexRequest> first = new ArrayList<>();
    List<IndexRequest> second = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      first.add(index("id" + i, "film " + i, "price", 1, "popularity", i));
      second.add(index("id" + i, "film " + i, "price", 2));
    }
    assertFalse(bulk(first).hasFailures());
    Object vector = stored("movies", "id7").get("item_vector");
    long texts = service().stats().texts();
    assertFalse(bulk(second).hasFailures());
    assertEquals(texts, service().stats().texts());
    assertEquals(vector, stored("movies", "id7").get("item_vector"));
    assertEquals(2, stored("movies", "id7").get("price"));
    assertEquals(7, stored("movies", "id7").get("popularity"));
  }

  public void testReindex() {
    createIndex("plain");
    for (int i = 0; i < 5; i++) {
      client().prepareIndex("plain").setId("p" + i).setSource(Map.of("title", "film " + i)).get();
    }
    client().admin().indices().prepareRefresh("plain").get();
    ReindexRequest request = new ReindexRequest().setSourceIndices("plain").setDestIndex("movies");
    BulkByScrollResponse response = client().execute(ReindexAction.INSTANCE, request).actionGet();
    assertEquals(List.of(), response.getBulkFailures());
    assertEquals(5, response.getCreated());
    assertEmbedded("movies", "p3");
  }

  public void testSimulate() {
    for (boolean verbose : List.of(false, true)) {
      String body =
          "{\"pipeline\":{\"processors\":["
              + PROCESSOR
              + "]},\"docs\":[{\"_source\":{\"title\":\"Alien\"}},{\"_source\":{\"title\":true}}]}";
      SimulatePipelineRequest request =
          new SimulatePipelineRequest(new BytesArray(body), XContentType.JSON);
      request.setVerbose(verbose);
      var results = client().admin().cluster().simulatePipeline(request).actionGet().getResults();
      assertEquals(2, results.size());
      if (!verbose) {
        IngestDocument document = ((SimulateDocumentBaseResult) results.get(0)).getIngestDocument();
        assertEquals(384, document.getFieldValue("item_vector", List.class).size());
        assertThat(
            ((SimulateDocumentBaseResult) results.get(1)).getFailure().getMessage(),
            containsString("[title]"));
      }
    }
  }

  private void pipeline(String name, String processors) {
    client()
        .admin()
        .cluster()
        .putPipeline(
            new PutPipelineRequest(
                name, new BytesArray("{\"processors\":[" + processors + "]}"), XContentType.JSON))
        .actionGet();
  }

  /** A request as somebody whose reads are answered with that status. */
  private <T> T denied(RestStatus status, Supplier<T> request) {
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext before = context.stashContext()) {
      context.putHeader(EmbeddingTestPlugin.DENY, status.name());
      return request.get();
    }
  }

  public void testASimulatedPipelineReadsNothing() {
    client().index(index("1", "Alien", "popularity", 3)).actionGet();
    String body =
        "{\"pipeline\":{\"processors\":["
            + PROCESSOR
            + "]},\"docs\":[{\"_index\":\"movies\",\"_id\":\"1\",\"_source\":{\"title\":\"x\"}}]}";
    var results =
        client()
            .admin()
            .cluster()
            .simulatePipeline(new SimulatePipelineRequest(new BytesArray(body), XContentType.JSON))
            .actionGet()
            .getResults();
    IngestDocument document = ((SimulateDocumentBaseResult) results.get(0)).getIngestDocument();
    assertTrue(document.hasField("item_vector"));
    assertFalse(document.hasField("popularity"));
  }

  /** Neither before nor behind the processor, nor from a pipeline that another one calls. */
  public void testAPipelineThatChoosesTheIndexBringsNothingFromThere() {
    client().index(index("1", "Alien", "popularity", 3)).actionGet();
    String there = "{\"move\":{\"_index\":\"movies\",\"_id\":\"1\"}}";
    String back = "{\"move\":{\"_index\":\"mine\",\"_id\":\"stolen\"}}";
    pipeline("steal", there + "," + PROCESSOR + "," + back);
    client()
        .index(new IndexRequest("mine").id("x").source(Map.of("title", "x")).setPipeline("steal"))
        .actionGet();
    assertFalse(stored("mine", "stolen").containsKey("popularity"));
    assertEmbedded("mine", "stolen");
    // the neighbour of the same bulk writes to that index itself, and keeps its own
    BulkRequest both = new BulkRequest();
    both.add(index("1", "Alien 2"));
    assertFalse(client().bulk(both).actionGet().hasFailures());
    assertEquals(3, stored("movies", "1").get("popularity"));
  }

  public void testWhoMayNotReadWritesWithoutWhatWasLearned() {
    client().index(index("1", "Alien", "popularity", 3)).actionGet();
    long texts = service().stats().texts();
    denied(RestStatus.FORBIDDEN, () -> client().index(index("1", "Alien")).actionGet());
    assertEquals("embedded anew", texts + 1, service().stats().texts());
    assertEmbedded("movies", "1");
    assertFalse(stored("movies", "1").containsKey("popularity"));
  }

  /** Whichever pipeline's part is done last, and on whichever thread. */
  public void testWhatIsLostIsSaidInTheAnswerOnce() throws Exception {
    BytesArray other = new BytesArray("{\"processors\":[" + PROCESSOR + "]}");
    client()
        .admin()
        .cluster()
        .putPipeline(new PutPipelineRequest("other", other, XContentType.JSON))
        .actionGet();
    for (int round = 0; round < 20; round++) {
      BulkRequest bulk = new BulkRequest();
      for (int i = 0; i < 40; i++) {
        IndexRequest request = index("l" + i, "film " + i + " of round " + round);
        // what has nothing to lose, beside what has
        bulk.add(i % 2 == 0 ? request : request.setPipeline(i % 4 == 1 ? "other" : "_none"));
      }
      assertEquals(1, warnings(bulk).size());
    }
    BulkRequest harmless = new BulkRequest();
    harmless.add(index("l1", "film").setPipeline("_none"));
    assertEquals(List.of(), warnings(harmless));
  }

  /** The headers of the answer to a bulk of somebody who may not read what is stored. */
  private List<String> warnings(BulkRequest bulk) throws Exception {
    ThreadContext context = client().threadPool().getThreadContext();
    CompletableFuture<List<String>> headers = new CompletableFuture<>();
    denied(
        RestStatus.FORBIDDEN,
        () -> {
          client()
              .bulk(
                  bulk,
                  ActionListener.wrap(
                      answer ->
                          headers.complete(
                              context.getResponseHeaders().getOrDefault("Warning", List.of())),
                      headers::completeExceptionally));
          return bulk;
        });
    return headers.get(60, TimeUnit.SECONDS);
  }

  public void testWhatCannotBeReadForNowIsNotOverwritten() {
    client().index(index("1", "Alien", "popularity", 3)).actionGet();
    Exception e =
        expectThrows(
            Exception.class,
            () ->
                denied(
                    RestStatus.SERVICE_UNAVAILABLE,
                    () -> client().index(index("1", "Heat")).actionGet()));
    assertEquals(RestStatus.SERVICE_UNAVAILABLE, ExceptionsHelper.status(e));
    assertEquals(3, stored("movies", "1").get("popularity"));
    assertEquals("Alien", stored("movies", "1").get("title"));
  }

  /** Before and after the look-up, the request's context is that of the caller. */
  public void testTheLookUpLeavesTheCallersContextAlone() throws Exception {
    client().index(index("1", "Alien", "popularity", 3)).actionGet();
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext before = context.stashContext()) {
      context.putHeader("caller", "c1");
      ItemKey there = new ItemKey("movies", "1", null);
      List<ItemKey> keys =
          List.of(there, new ItemKey("movies", "2", null), new ItemKey("absent", "1", "r"));
      CompletableFuture<String> seen = new CompletableFuture<>();
      FoundItems found =
          new ClientStoredItems(this::client, name -> name)
              .find(keys, new WantedFields(List.of("popularity"), ""))
              .whenComplete((sources, failure) -> seen.complete(context.getHeader("caller")))
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
      assertEquals(Map.of(there, Map.of("popularity", 3)), found.sources());
      assertEquals(Map.of(), found.unread());
      assertEquals("c1", seen.get(30, TimeUnit.SECONDS));
      assertEquals("c1", context.getHeader("caller"));
    }
  }

  public void testAPipelineWithAnUnknownModelIsRefused() {
    BytesArray pipeline =
        new BytesArray("{\"processors\":[" + PROCESSOR.replace("all-minilm", "none") + "]}");
    Exception e =
        expectThrows(
            Exception.class,
            () ->
                client()
                    .admin()
                    .cluster()
                    .putPipeline(new PutPipelineRequest("bad", pipeline, XContentType.JSON))
                    .actionGet());
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
    assertThat(
        e.getMessage(), containsString("the models are [all-minilm-l6-v2, bge-small-en-v1.5]"));
  }
}
