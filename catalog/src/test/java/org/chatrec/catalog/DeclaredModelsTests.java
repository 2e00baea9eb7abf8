package org.chatrec.catalog;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.jspecify.annotations.Nullable;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.ThreadPool;

/** Which model a question is put to, with models that are compared and never run. */
public class DeclaredModelsTests extends StateTestCase {

  private static final String[] MOVIES = {"movies"};

  private Path models;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    models = createTempDir();
    model("all-minilm-l6-v2", "one");
    model("minilm-copy", "one");
    model("other", "two");
    createIndex("movies");
    createIndex("books");
  }

  private void model(String name, String weights) throws IOException {
    Path folder = Files.createDirectory(models.resolve(name));
    Files.writeString(folder.resolve("model.onnx"), weights);
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    Files.writeString(
        folder.resolve("model.json"),
        """
        {"pooling":"mean","max_tokens":256,"dimension":384,"normalise":true,
         "query_prefix":"","document_prefix":""}""");
  }

  private String ask(String[] indices, String field, @Nullable String model) throws Exception {
    ThreadPool threads = getInstanceFromNode(ThreadPool.class);
    EmbeddingOptions options = EmbeddingOptions.defaults().withDevice(Device.CPU);
    try (EmbeddingService service =
        new EmbeddingService(List.of(models), options, threads.generic())) {
      CompletableFuture<String> answer = new CompletableFuture<>();
      new DeclaredModels(
              state(),
              getInstanceFromNode(ClusterService.class),
              new IndexNameExpressionResolver(threads.getThreadContext()),
              service,
              FieldModels.UNKNOWN,
              threads)
          .model(
              indices,
              field,
              model,
              ActionListener.wrap(answer::complete, answer::completeExceptionally));
      return answer.get(60, TimeUnit.SECONDS);
    }
  }

  private void refused(String[] indices, String field, @Nullable String model, String... named) {
    ExecutionException e = expectThrows(ExecutionException.class, () -> ask(indices, field, model));
    assertEquals(IllegalArgumentException.class, e.getCause().getClass());
    assertThat(e.getCause().getMessage(), containsString("[model]"));
    for (String name : named) {
      assertThat(e.getCause().getMessage(), containsString(name));
    }
  }

  public void testWithoutACatalogueTheModelMustBeSaid() throws Exception {
    assertEquals("other", ask(MOVIES, "item_vector", "other"));
    refused(MOVIES, "item_vector", null, "item_vector");
    new CatalogStore(state()).put(Catalogs.movies());
    refused(new String[] {"books"}, "item_vector", null, "item_vector");
    refused(MOVIES, "elsewhere", null, "elsewhere");
    assertEquals("other", ask(new String[] {"books"}, "item_vector", "other"));
  }

  public void testTheCataloguesModelIsFoundByIndexAliasAndPattern() throws Exception {
    new CatalogStore(state()).put(Catalogs.movies());
    client().admin().indices().prepareAliases().addAlias("movies", "films").get();
    for (String name : List.of("movies", "films", "mov*", "_all", "*,-books")) {
      assertEquals("all-minilm-l6-v2", ask(name.split(","), "item_vector", null));
    }
    assertEquals("all-minilm-l6-v2", ask(new String[0], "item_vector", null));
  }

  public void testAnotherModelIsRefusedAndTheSameUnderAnotherNameIsNot() throws Exception {
    new CatalogStore(state()).put(Catalogs.movies());
    assertEquals("all-minilm-l6-v2", ask(MOVIES, "item_vector", "all-minilm-l6-v2"));
    assertEquals("minilm-copy", ask(MOVIES, "item_vector", "minilm-copy"));
    refused(MOVIES, "item_vector", "other", "all-minilm-l6-v2", "other");
    refused(MOVIES, "item_vector", "unheard-of", "unheard-of", "minilm-copy");
  }

  public void testTwoModelsOfOneFieldMustBeToldApart() throws Exception {
    CatalogStore store = new CatalogStore(state());
    store.put(Catalogs.movies());
    Map<String, Object> second = new HashMap<>(Catalogs.named("second").toMap());
    second.put("index", "movies");
    second.put("model", "other");
    store.put(CatalogParser.stored(second));
    refused(MOVIES, "item_vector", null, "all-minilm-l6-v2", "other");
    assertEquals("other", ask(MOVIES, "item_vector", "other"));
  }
}
