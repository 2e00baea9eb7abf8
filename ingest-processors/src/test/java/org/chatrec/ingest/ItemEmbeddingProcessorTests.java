package org.chatrec.ingest;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.ModelInfo;
import org.chatrec.embedding.Purpose;
import org.junit.After;
import org.junit.Before;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.VersionType;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;
import org.opensearch.ingest.Pipeline;
import org.opensearch.ingest.Processor;
import org.opensearch.test.OpenSearchTestCase;

public class ItemEmbeddingProcessorTests extends OpenSearchTestCase {
  private final MapStoredItems stored = new MapStoredItems();
  private ExecutorService pool;
  private EmbeddingService service;

  @Before
  public void open() {
    pool = Executors.newFixedThreadPool(2);
    service = RealModel.service(pool, createTempDir());
  }

  @After
  public void close() throws Exception {
    service.close();
    pool.shutdown();
    assertTrue(pool.awaitTermination(10, TimeUnit.SECONDS));
  }

  private static Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put("model", RealModel.NAME);
    config.put("fields", List.of("title", "meta.overview", "genres"));
    config.put("target_field", "item_vector");
    return config;
  }

  private Processor processor(Map<String, Object> config) {
    return Factories.of(() -> service, stored).create(Map.of(), "tag", "description", config);
  }

  private static IngestDocument document(String id, Map<String, Object> source) {
    return new IngestDocument(
        "movies", id, null, null, VersionType.INTERNAL, new HashMap<>(source));
  }

  private static List<IngestDocumentWrapper> run(
      Processor processor, List<IngestDocumentWrapper> wrappers) {
    CompletableFuture<List<IngestDocumentWrapper>> answer = new CompletableFuture<>();
    AtomicInteger calls = new AtomicInteger();
    processor.batchExecute(
        wrappers,
        results -> {
          calls.incrementAndGet();
          answer.complete(results);
        });
    List<IngestDocumentWrapper> results = await(answer);
    assertEquals("call-backs", 1, calls.get());
    return results;
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
  }

  private static IngestDocumentWrapper run(Processor processor, IngestDocument document) {
    return run(processor, List.of(new IngestDocumentWrapper(0, 0, document, null))).get(0);
  }

  @SuppressWarnings("unchecked")
  private static List<Float> vector(IngestDocument document) {
    return (List<Float>) document.getFieldValue("item_vector", List.class);
  }

  private float[] expected(String text) {
    return ((Embedded)
            service
                .embed(RealModel.NAME, List.of(text), Purpose.DOCUMENT, LongText.MEAN)
                .toCompletableFuture()
                .join()
                .get(0))
        .vector();
  }

  private static double cosine(List<Float> a, float[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a.get(i) * b[i];
    }
    return sum;
  }

  public void testTextOfAllFieldsBecomesAVectorWithItsDescription() {
    Map<String, Object> source = new HashMap<>();
    source.put("title", "Alien");
    source.put("meta", Map.of("overview", " A crew meets a stranger. "));
    source.put("genres", Arrays.asList("Horror", null, List.of("Science Fiction"), 1979));
    IngestDocument document = document("1", source);
    IngestDocumentWrapper result = run(processor(config()), document);
    assertNull(result.getException());
    assertSame(document, result.getIngestDocument());
    float[] expected = expected("Alien\nA crew meets a stranger.\nHorror, Science Fiction, 1979");
    assertEquals(1, cosine(vector(document), expected), 1e-5);
    Map<?, ?> meta = document.getFieldValue("item_vector_meta", Map.class);
    assertEquals(service.model(RealModel.NAME).fingerprint(), meta.get("model"));
    assertEquals(32, ((String) meta.get("text_hash")).length());
    assertEquals(false, meta.get("truncated"));
    assertThat((Integer) meta.get("tokens"), greaterThan(5));
  }

  /**
   * Good and bad documents in any order and number: each comes back once, in its place, with its
   * own fate.
   */
  public void testRandomBulksLoseNothing() {
    Processor processor = processor(config());
    for (int round = 0; round < 8; round++) {
      List<IngestDocumentWrapper> wrappers = new ArrayList<>();
      List<String> fates = new ArrayList<>();
      int size = randomIntBetween(1, 60);
      for (int i = 0; i < size; i++) {
        String fate =
            randomFrom("good", "number", "empty", "boolean", "object", "surrogate", "path");
        fates.add(fate);
        wrappers.add(
            new IngestDocumentWrapper(
                i * 2, randomIntBetween(0, 1), document("id" + i, source(fate, i)), null));
      }
      List<IngestDocumentWrapper> results = run(processor, wrappers);
      assertEquals(size, results.size());
      for (int i = 0; i < size; i++) {
        check(fates.get(i), wrappers.get(i), results.get(i));
      }
    }
  }

  private static Map<String, Object> source(String fate, int i) {
    return switch (fate) {
      case "good" ->
          Map.of("n", i, "title", "film " + i + " " + randomAlphaOfLengthBetween(1, 300));
      case "number" -> Map.of("n", i, "title", i);
      case "empty" -> Map.of("n", i, "title", randomFrom("", "  \n"), "genres", List.of());
      case "boolean" -> Map.of("n", i, "title", "film", "genres", List.of("x", true));
      case "object" -> Map.of("n", i, "title", Map.of("en", "film"));
      case "surrogate" -> Map.of("n", i, "title", "broken \ud83d");
      case "path" -> Map.of("n", i, "title", "film", "meta", "not an object");
      default -> throw new AssertionError(fate);
    };
  }

  private static void check(
      String fate, IngestDocumentWrapper before, IngestDocumentWrapper after) {
    assertEquals(before.getSlot(), after.getSlot());
    assertEquals(before.getChildSlot(), after.getChildSlot());
    assertSame(
        "a failed document is kept, too", before.getIngestDocument(), after.getIngestDocument());
    assertNull("the server's own wrapper stays as it was", before.getException());
    switch (fate) {
      case "good", "number" -> {
        assertNull(after.getException());
        assertEquals(384, vector(after.getIngestDocument()).size());
      }
      case "empty" -> {
        assertNull(after.getException());
        assertFalse(after.getIngestDocument().hasField("item_vector"));
        assertFalse(after.getIngestDocument().hasField("item_vector_meta"));
      }
      default -> {
        String field =
            Map.of(
                    "boolean",
                    "genres",
                    "object",
                    "title",
                    "surrogate",
                    "title",
                    "path",
                    "meta.overview")
                .get(fate);
        assertThat(after.getException(), instanceOf(IllegalArgumentException.class));
        assertThat(after.getException().getMessage(), containsString(field));
        assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(after.getException()));
        assertFalse(after.getIngestDocument().hasField("item_vector"));
      }
    }
  }

  public void testNoDocumentsAreCalledBackAsNone() {
    assertEquals(List.of(), run(processor(config()), List.of()));
  }

  public void testASingleDocument() {
    CompletableFuture<IngestDocument> answer = new CompletableFuture<>();
    IngestDocument document = document("1", Map.of("title", "Alien"));
    processor(config())
        .execute(document, (result, failure) -> answer.complete(failure == null ? result : null));
    assertSame(document, await(answer));
    CompletableFuture<Exception> failed = new CompletableFuture<>();
    processor(config())
        .execute(
            document("1", Map.of("title", true)), (result, failure) -> failed.complete(failure));
    assertThat(await(failed).getMessage(), containsString("[title]"));
  }

  public void testADocumentWithoutTextFailsWhereThatIsAskedFor() {
    Map<String, Object> config = config();
    config.put("on_empty", "fail");
    IngestDocumentWrapper result = run(processor(config), document("1", Map.of("other", "x")));
    assertThat(
        result.getException().getMessage(), containsString("[title, meta.overview, genres]"));
  }

  public void testLongTextIsCutOrAveraged() {
    String text = "word ".repeat(600);
    for (String way : List.of("mean", "truncate")) {
      Map<String, Object> config = config();
      config.put("long_text", way);
      IngestDocument document =
          run(processor(config), document(null, Map.of("title", text))).getIngestDocument();
      assertEquals(
          way.equals("truncate"),
          document.getFieldValue("item_vector_meta.truncated", Boolean.class));
      assertEquals(
          way.equals("truncate") ? 254 : 600,
          (int) document.getFieldValue("item_vector_meta.tokens", Integer.class));
    }
  }

  private Map<String, Object> indexed(String id, Map<String, Object> source) {
    IngestDocument document = document(id, source);
    assertNull(run(processor(config()), document).getException());
    Map<String, Object> all = new HashMap<>(document.getSourceAndMetadata());
    all.keySet().removeIf(key -> key.startsWith("_"));
    return all;
  }

  /** As a stored source comes back: floats have become doubles. */
  private void store(String id, Map<String, Object> source) {
    Map<String, Object> read = new HashMap<>(source);
    read.computeIfPresent(
        "item_vector",
        (k, v) -> ((List<?>) v).stream().map(f -> ((Float) f).doubleValue()).toList());
    stored.stored.put(new ItemKey("movies", id, null), read);
  }

  public void testUnchangedTextIsNotComputedAgain() {
    store("1", indexed("1", Map.of("title", "Alien", "price", 1)));
    store("2", indexed("2", Map.of("title", "Heat", "price", 1)));
    long texts = service.stats().texts();
    IngestDocument same = document("1", Map.of("title", "Alien", "price", 2));
    IngestDocument changed = document("2", Map.of("title", "Heat 2", "price", 2));
    List<IngestDocumentWrapper> results =
        run(
            processor(config()),
            List.of(
                new IngestDocumentWrapper(0, 0, same, null),
                new IngestDocumentWrapper(1, 0, changed, null)));
    assertEquals(1, service.stats().texts() - texts);
    results.forEach(result -> assertNull(result.getException()));
    assertEquals(1, cosine(vector(same), expected("Alien")), 1e-5);
    assertEquals(1, cosine(vector(changed), expected("Heat 2")), 1e-5);
    assertTrue(same.hasField("item_vector_meta.text_hash"));
    assertEquals(2, (int) same.getFieldValue("price", Integer.class));
  }

  public void testAReIndexedDocumentBringsItsVectorAlong() {
    Map<String, Object> source = indexed("1", Map.of("title", "Alien"));
    long texts = service.stats().texts();
    assertNull(run(processor(config()), document("9", source)).getException());
    assertEquals(texts, service.stats().texts());
  }

  public void testAnotherModelsVectorOrADamagedOneIsNotReused() {
    Map<String, Object> good = indexed("1", Map.of("title", "Alien"));
    for (String damage : List.of("model", "hash", "short", "text", "no vector", "meta")) {
      Map<String, Object> bad = damaged(good, damage);
      stored.stored.put(new ItemKey("movies", "1", null), bad);
      IngestDocument document = document("1", Map.of("title", "Alien"));
      long texts = service.stats().texts();
      assertNull(run(processor(config()), document).getException());
      assertEquals(damage, 1, service.stats().texts() - texts);
      assertEquals(1, cosine(vector(document), expected("Alien")), 1e-5);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> damaged(Map<String, Object> good, String damage) {
    Map<String, Object> bad = new HashMap<>(good);
    Map<String, Object> meta = new HashMap<>((Map<String, Object>) good.get("item_vector_meta"));
    bad.put("item_vector_meta", meta);
    switch (damage) {
      case "model" -> meta.put("model", "0000000000000000");
      case "hash" -> meta.put("text_hash", "0");
      case "short" -> bad.put("item_vector", List.of(1f));
      case "text" -> bad.put("item_vector", "AAAA");
      case "no vector" -> bad.remove("item_vector");
      case "meta" -> bad.put("item_vector_meta", 7);
      default -> throw new AssertionError(damage);
    }
    return bad;
  }

  public void testLearnedFieldsAreCarriedOverUnlessBrought() {
    store(
        "1", Map.of("title", "old", "cf_vector", List.of(0.5, 0.25), "popularity", 7, "other", 1));
    Map<String, Object> config = config();
    config.put("learned_fields", List.of("cf_vector", "popularity", "absent"));
    IngestDocument document = document("1", Map.of("title", "new", "popularity", 8));
    IngestDocument empty = document("1", Map.of());
    run(
        processor(config),
        List.of(
            new IngestDocumentWrapper(0, 0, document, null),
            new IngestDocumentWrapper(1, 0, empty, null)));
    assertEquals(List.of(0.5, 0.25), document.getFieldValue("cf_vector", List.class));
    assertEquals(8, (int) document.getFieldValue("popularity", Integer.class));
    assertFalse(document.hasField("other"));
    assertFalse(document.hasField("absent"));
    assertEquals(7, (int) empty.getFieldValue("popularity", Integer.class));
  }

  public void testOfACataloguesIndexOnlyWhatTrainingWritesIsCarriedOver() {
    store("1", Map.of("title", "old", "salary", 5, "popularity", 7, "cf", Map.of("g", 3, "x", 4)));
    Map<String, Object> config = config();
    config.put("learned_fields", List.of("salary", "popularity", "cf.g", "popular", "title"));
    LearnedFields own = index -> Optional.of(Set.of("popularity", "cf"));
    IngestDocument document = document("1", Map.of());
    run(Factories.of(() -> service, stored, own).create(Map.of(), null, null, config), document);
    assertEquals(7, (int) document.getFieldValue("popularity", Integer.class));
    assertEquals(3, (int) document.getFieldValue("cf.g", Integer.class));
    for (String other : List.of("salary", "cf.x", "title")) {
      assertFalse(other, document.hasField(other));
    }
  }

  /** What a pipeline says of a document's place is no reason to read there. */
  public void testNothingIsReadWhereTheRequestDoesNotWrite() {
    ItemKey elsewhere = new ItemKey("hr", "1", null);
    stored.stored.put(elsewhere, Map.of("popularity", 7));
    Map<String, Object> config = config();
    config.put("learned_fields", List.of("popularity"));
    IngestDocument moved =
        new IngestDocument("hr", "1", null, null, null, new HashMap<>(Map.of("title", "x")));
    assertNull(run(processor(config), moved).getException());
    assertEquals(List.of(), stored.calls);
    assertFalse(moved.hasField("popularity"));
    assertTrue(moved.hasField("item_vector"));
  }

  /** Who must not read writes without, and is told so; who cannot for now is to come again. */
  public void testWhatCannotBeReadIsLostToNobodyUnawares() {
    OpenSearchStatusException refused =
        new OpenSearchStatusException("no permissions", RestStatus.FORBIDDEN);
    OpenSearchStatusException outage =
        new OpenSearchStatusException("no shard", RestStatus.SERVICE_UNAVAILABLE);
    Map<String, Object> config = config();
    config.put("learned_fields", List.of("popularity"));
    for (Exception failure : List.of(refused, outage)) {
      for (boolean all : List.of(true, false)) {
        StoredItems broken =
            (keys, fields) ->
                all
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture(
                        new FoundItems(Map.of(), Map.of(keys.getFirst(), failure)));
        IngestDocument without = document("1", Map.of("title", "Alien"));
        Processor processor =
            Factories.of(() -> service, broken).create(Map.of(), null, null, new HashMap<>(config));
        Exception result = run(processor, without).getException();
        if (failure == refused) {
          assertNull(result);
          assertEquals(384, vector(without).size());
        } else {
          assertEquals(RestStatus.SERVICE_UNAVAILABLE, ExceptionsHelper.status(result));
          assertThat(result.getMessage(), containsString("popularity"));
        }
        IngestDocument brings = document("1", Map.of("title", "Alien", "popularity", 3));
        assertNull(run(processor, brings).getException());
      }
    }
  }

  public void testOneLookUpPerBulkAndNoneWhereNothingCanBeStored() {
    List<IngestDocumentWrapper> wrappers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      wrappers.add(
          new IngestDocumentWrapper(
              i, 0, document("id" + i / 2, Map.of("title", "film " + i)), null));
    }
    run(processor(config()), wrappers);
    assertEquals(1, stored.calls.size());
    assertEquals("without duplicates", 5, stored.calls.get(0).size());
    run(processor(config()), document(null, Map.of("title", "film")));
    run(
        processor(config()),
        new IngestDocument(
            "_index", "_id", null, null, null, new HashMap<>(Map.of("title", "film"))));
    Map<String, Object> off = config();
    off.put("reuse_unchanged", false);
    run(processor(off), document("1", Map.of("title", "film")));
    assertEquals(1, stored.calls.size());
  }

  public void testAFailingLookUpOnlyCostsTime() {
    StoredItems failing =
        (keys, fields) -> CompletableFuture.failedFuture(new IllegalStateException("no shard"));
    StoredItems throwing =
        (keys, fields) -> {
          throw new IllegalStateException("no client");
        };
    for (StoredItems broken : List.of(failing, throwing)) {
      Processor processor =
          Factories.of(() -> service, broken).create(Map.of(), null, null, config());
      IngestDocument document = document("1", Map.of("title", "Alien"));
      assertNull(run(processor, document).getException());
      assertEquals(384, vector(document).size());
    }
  }

  public void testAFullPoolIsTooManyRequestsForEachDocument() throws Exception {
    EmbeddingService full =
        RealModel.service(
            task -> {
              throw new RejectedExecutionException("full");
            },
            createTempDir());
    Processor processor = Factories.of(() -> full, stored).create(Map.of(), null, null, config());
    List<IngestDocumentWrapper> results =
        run(
            processor,
            List.of(
                new IngestDocumentWrapper(0, 0, document("1", Map.of("title", "a")), null),
                new IngestDocumentWrapper(1, 0, document("2", Map.of("title", true)), null),
                new IngestDocumentWrapper(2, 0, document("3", Map.of()), null)));
    assertEquals(
        RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(results.get(0).getException()));
    assertThat(results.get(1).getException(), instanceOf(IllegalArgumentException.class));
    assertNull(results.get(2).getException());
    full.close();
  }

  /** A field that is another model's, or not yet anybody's. */
  private record Claims(String refusedIndex, boolean settled) implements FieldModels {
    @Override
    public void require(ModelInfo model, String field, String... indices) {
      throw new AssertionError("documents are claimed for");
    }

    @Override
    public boolean holds(ModelInfo model, String field, String index) {
      return settled;
    }

    @Override
    public CompletionStage<Void> claim(ModelInfo model, String field, String index) {
      return index.equals(refusedIndex)
          ? CompletableFuture.failedFuture(
              new IllegalArgumentException(field + " of " + index + " is not " + model.name()))
          : CompletableFuture.completedFuture(null);
    }
  }

  private Processor processor(FieldModels claims, ThreadContext context) {
    return new ItemEmbeddingProcessorFactory(
            () -> service, stored, () -> claims, index -> Optional.empty(), () -> context)
        .create(Map.of(), "tag", "description", config());
  }

  public void testDocumentsOfAnIndexOfAnotherModelAreRefusedAndThoseOfOthersAreNot() {
    ThreadContext context = Factories.context();
    IngestDocument mine = document("1", Map.of("title", "Alien"));
    IngestDocument theirs =
        new IngestDocument(
            "songs", "1", null, null, null, new HashMap<>(Map.of("title", "Starman")));
    IngestDocument silent =
        new IngestDocument("songs", "2", null, null, null, new HashMap<>(Map.of("year", 1972)));
    List<IngestDocumentWrapper> results =
        run(
            processor(new Claims("songs", true), context),
            List.of(
                new IngestDocumentWrapper(0, 0, mine, null),
                new IngestDocumentWrapper(1, 0, theirs, null),
                new IngestDocumentWrapper(2, 0, silent, null)));
    assertNull(results.get(0).getException());
    assertThat(results.get(1).getException().getMessage(), containsString("of songs is not"));
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(results.get(1).getException()));
    assertFalse(theirs.hasField("item_vector"));
    assertNull("has no vector", results.get(2).getException());
  }

  /** Where an index is this model's, a vector of another is left from before and is replaced. */
  public void testAStoredVectorOfAnotherModelIsRefusedWhereTheIndexIsNobodysYet() {
    ThreadContext context = Factories.context();
    Map<String, Object> other = damaged(indexed("1", Map.of("title", "Alien")), "model");
    stored.stored.put(new ItemKey("movies", "1", null), other);
    IngestDocument settled = document("1", Map.of("title", "Alien"));
    assertNull(run(processor(new Claims("", true), context), settled).getException());
    IngestDocument open = document("1", Map.of("title", "Alien"));
    Exception refused = run(processor(new Claims("", false), context), open).getException();
    assertThat(refused.getMessage(), containsString("0000000000000000"));
    assertThat(refused.getMessage(), containsString(service.model(RealModel.NAME).fingerprint()));
  }

  /** Threads of the pool are shared: what follows must run as the one who sent the bulk. */
  public void testTheCallBackRunsInTheCallersContext() {
    ThreadContext context = new ThreadContext(Settings.EMPTY);
    Processor processor = processor(new Claims("", true), context);
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      context.putHeader("who", "alice");
      processor.batchExecute(
          List.of(new IngestDocumentWrapper(0, 0, document("1", Map.of("title", "Alien")), null)),
          results -> seen.complete(context.getHeader("who")));
    }
    assertEquals("alice", await(seen));
  }

  /** With the framework's own wrapping around it. */
  public void testIgnoreFailureAndOnFailure() throws Exception {
    Map<String, Processor.Factory> factories =
        Map.of(ItemEmbeddingProcessor.TYPE, Factories.of(() -> service, stored));
    Map<String, Object> config = config();
    config.put("ignore_failure", true);
    Map<String, Object> second = config();
    second.put("target_field", "second");
    second.put("fields", List.of("name"));
    Pipeline pipeline =
        Pipeline.create(
            "p",
            new HashMap<String, Object>(
                Map.of(
                    "processors",
                    List.of(
                        new HashMap<>(Map.of(ItemEmbeddingProcessor.TYPE, config)),
                        new HashMap<>(Map.of(ItemEmbeddingProcessor.TYPE, second))))),
            factories,
            null);
    IngestDocument good = document("1", Map.of("title", "Alien", "name", "a"));
    IngestDocument half = document("2", Map.of("title", true, "name", "b"));
    IngestDocument bad = document("3", Map.of("title", "Heat", "name", true));
    List<IngestDocumentWrapper> wrappers = new ArrayList<>();
    for (IngestDocument document : List.of(good, half, bad)) {
      wrappers.add(new IngestDocumentWrapper(wrappers.size(), 0, document, null));
    }
    List<IngestDocumentWrapper> results = new ArrayList<>();
    CompletableFuture<Void> all = new CompletableFuture<>();
    pipeline.batchExecute(
        wrappers,
        part -> {
          synchronized (results) {
            results.addAll(part);
            if (results.size() == 3) {
              all.complete(null);
            }
          }
        });
    await(all);
    results.sort((a, b) -> Integer.compare(a.getSlot(), b.getSlot()));
    assertNull(results.get(0).getException());
    assertNull("ignored", results.get(1).getException());
    assertTrue(half.hasField("second"));
    assertFalse(half.hasField("item_vector"));
    assertThat(results.get(2).getException().getMessage(), containsString("[name]"));
  }
}
