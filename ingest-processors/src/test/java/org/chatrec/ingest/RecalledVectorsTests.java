package org.chatrec.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.EmbeddingStats;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.ModelInfo;
import org.junit.After;
import org.junit.Before;
import org.opensearch.index.VersionType;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;
import org.opensearch.ingest.Processor;
import org.opensearch.test.OpenSearchTestCase;

/** Vectors that memory holds: the index is not asked for them. */
public class RecalledVectorsTests extends OpenSearchTestCase {
  private static final FieldModels OPEN =
      new FieldModels() {
        @Override
        public void require(ModelInfo model, String field, String... indices) {}

        @Override
        public boolean holds(ModelInfo model, String field, String index) {
          return false;
        }

        @Override
        public CompletionStage<Void> claim(ModelInfo model, String field, String index) {
          return CompletableFuture.completedFuture(null);
        }
      };

  private final MapStoredItems stored = new MapStoredItems();
  private final Map<String, Object> config = new HashMap<>();
  private ExecutorService pool;
  private EmbeddingService service;

  @Before
  public void open() {
    pool = Executors.newFixedThreadPool(2);
    service = RealModel.service(pool, createTempDir(), 1 << 20);
    config.put("model", RealModel.NAME);
    config.put("fields", List.of("title"));
    config.put("target_field", "item_vector");
  }

  @After
  public void close() throws Exception {
    service.close();
    pool.shutdown();
    assertTrue(pool.awaitTermination(10, TimeUnit.SECONDS));
  }

  /** Returns what the document has become. */
  private Map<String, Object> index(FieldModels fields, Map<String, Object> source) {
    Processor processor =
        new ItemEmbeddingProcessorFactory(
                () -> service, stored, () -> fields, index -> Optional.empty(), Factories::context)
            .create(Map.of(), "tag", "description", new HashMap<>(config));
    IngestDocument document =
        new IngestDocument("movies", "1", null, null, VersionType.INTERNAL, new HashMap<>(source));
    CompletableFuture<IngestDocumentWrapper> done = new CompletableFuture<>();
    processor.batchExecute(
        List.of(new IngestDocumentWrapper(0, 0, document, null)),
        results -> done.complete(results.getFirst()));
    try {
      assertNull(done.get(60, TimeUnit.SECONDS).getException());
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
    return document.getSourceAndMetadata();
  }

  private Map<String, Object> index(Map<String, Object> source) {
    return index(FieldModels.UNKNOWN, source);
  }

  public void testTheIndexIsNotAskedForWhatMemoryHolds() {
    Map<String, Object> first = index(Map.of("title", "Alien", "price", 1));
    assertEquals("a new text", 1, stored.calls.size());
    Map<String, Object> second = index(Map.of("title", "Alien", "price", 2));
    assertEquals(1, stored.calls.size());
    assertEquals(first.get("item_vector"), second.get("item_vector"));
    assertEquals(first.get("item_vector_meta"), second.get("item_vector_meta"));
    assertEquals(2, second.get("price"));
    index(Map.of("title", "Aliens"));
    assertEquals("another text", 2, stored.calls.size());
  }

  /** Two copies of a vector: what a later processor does to one, the next document must not see. */
  @SuppressWarnings("unchecked")
  public void testWhatIsRecalledIsTheDocumentsOwn() {
    index(Map.of("title", "Alien"));
    List<Object> changed = (List<Object>) index(Map.of("title", "Alien")).get("item_vector");
    Object before = changed.set(0, 7f);
    assertEquals(before, ((List<?>) index(Map.of("title", "Alien")).get("item_vector")).get(0));
  }

  public void testAStoredVectorIsRememberedForTheNextChange() throws Exception {
    Map<String, Object> source = new HashMap<>(index(Map.of("title", "Alien")));
    source.keySet().removeIf(key -> key.startsWith("_"));
    service.close(); // as after a restart
    service = RealModel.service(pool, createTempDir(), 1 << 20);
    stored.stored.put(new ItemKey("movies", "1", null), source);
    stored.calls.clear();
    for (int price = 1; price <= 3; price++) {
      Map<String, Object> document = index(Map.of("title", "Alien", "price", price));
      assertEquals(source.get("item_vector"), document.get("item_vector"));
      assertEquals(source.get("item_vector_meta"), document.get("item_vector_meta"));
      assertEquals("read once", 1, stored.calls.size());
    }
    EmbeddingStats stats = service.stats();
    assertEquals("no inference", 0, stats.batches());
    assertEquals(1, stats.reused());
    assertEquals(2, stats.cacheHits());
  }

  public void testLearnedFieldsAreReadWhateverMemoryHolds() {
    config.put("learned_fields", List.of("cf_vector"));
    stored.stored.put(new ItemKey("movies", "1", null), Map.of("cf_vector", List.of(1f, 2f)));
    for (int round = 1; round <= 2; round++) {
      assertEquals(List.of(1f, 2f), index(Map.of("title", "Alien")).get("cf_vector"));
      assertEquals(round, stored.calls.size());
    }
  }

  /** Only the stored document can tell that the field is another model's. */
  public void testAFieldThatIsNobodysYetIsLookedAt() {
    index(OPEN, Map.of("title", "Alien"));
    index(OPEN, Map.of("title", "Alien"));
    assertEquals(2, stored.calls.size());
  }

  /** Their bytes would be those of other texts. */
  public void testTextsThatCannotBeUsedAreNotFound() {
    index(Map.of("title", "?"));
    ModelInfo model = service.model(RealModel.NAME);
    assertTrue(service.recall(model, "?", LongText.MEAN).isPresent());
    assertTrue(service.recall(model, "\uD800", LongText.MEAN).isEmpty());
  }

  /** What was described may have been replaced before its vectors arrive. */
  public void testAnotherModelOfTheNameKnowsAndLearnsNothing() {
    index(Map.of("title", "Alien"));
    ModelInfo model = service.model(RealModel.NAME);
    ModelInfo replaced =
        new ModelInfo(model.name(), "0000000000000000", model.dimension(), model.maxTokens());
    Embedded own = service.recall(model, "Alien", LongText.MEAN).orElseThrow();
    assertTrue(service.recall(replaced, "Alien", LongText.MEAN).isEmpty());
    service.reused(replaced, "Alien", LongText.MEAN, new Embedded(new float[384], 1, false, "cpu"));
    assertArrayEquals(
        own.vector(), service.recall(model, "Alien", LongText.MEAN).orElseThrow().vector(), 0);
  }
}
