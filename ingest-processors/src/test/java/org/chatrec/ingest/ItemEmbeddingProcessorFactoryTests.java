package org.chatrec.ingest;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.chatrec.embedding.EmbeddingService;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchParseException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.ingest.ConfigurationUtils;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.Processor;
import org.opensearch.test.OpenSearchTestCase;

public class ItemEmbeddingProcessorFactoryTests extends OpenSearchTestCase {

  private final EmbeddingService service = RealModel.service(Runnable::run, createTempDir());
  private final Processor.Factory factory = Factories.of(() -> service, new MapStoredItems());

  private static Map<String, Object> config(Object... more) {
    Map<String, Object> config = new HashMap<>();
    config.put("model", RealModel.NAME);
    config.put("fields", List.of("title"));
    config.put("target_field", "item_vector");
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1] == null) {
        config.remove((String) more[i]);
      } else {
        config.put((String) more[i], more[i + 1]);
      }
    }
    return config;
  }

  private Processor read(Map<String, Object> config) throws Exception {
    return ConfigurationUtils.readProcessor(
        Map.of(ItemEmbeddingProcessor.TYPE, factory), null, ItemEmbeddingProcessor.TYPE, config);
  }

  public void testTagAndDescriptionAreTheFrameworks() throws Exception {
    Processor processor = read(config("tag", "t1", "description", "d1"));
    assertEquals("item_embedding", processor.getType());
    assertEquals("t1", processor.getTag());
    assertEquals("d1", processor.getDescription());
  }

  public void testEveryKeyIsAccepted() throws Exception {
    Map<String, Object> config =
        config(
            "long_text",
            "truncate",
            "on_empty",
            "fail",
            "reuse_unchanged",
            false,
            "learned_fields",
            List.of("a", "b.c"));
    assertNotNull(read(config));
    assertEquals("all consumed", Map.of(), config);
  }

  /** A node that lost a model's folder makes its stored pipelines, whose documents say so. */
  public void testAStoredPipelineIsMadeWithoutItsModel() throws Exception {
    AtomicReference<Object> made = new AtomicReference<>();
    Thread applier =
        new Thread(
            () -> {
              try {
                made.set(read(config("model", "away")));
              } catch (Exception e) {
                made.set(e);
              }
            },
            "opensearch[node][clusterApplierService#updateTask][T#1]");
    applier.start();
    applier.join();
    assertThat(made.get(), instanceOf(ItemEmbeddingProcessor.class));
    CompletableFuture<Exception> failure = new CompletableFuture<>();
    ((Processor) made.get())
        .execute(
            new IngestDocument("i", "1", null, null, null, new HashMap<>(Map.of("title", "x"))),
            (document, e) -> failure.complete(e));
    Exception refused = failure.get(30, TimeUnit.SECONDS);
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(refused));
    assertThat(refused.getMessage(), containsString("model [away] is not known"));
  }

  public void testWhatIsWrongIsNamed() {
    refused("[model] required property is missing", "model", null);
    refused(
        "[model] [gpt] is not known, the models are [" + RealModel.NAME + ", bge-small-en-v1.5]",
        "model",
        "gpt");
    refused("[fields] required property is missing", "fields", null);
    refused("[fields] must name at least one field", "fields", List.of());
    refused("[fields] must be a list of strings", "fields", List.of("a", 1));
    refused("[fields] [a..b] is not a field's path", "fields", List.of("a..b"));
    refused("[fields]", "fields", "title");
    refused("[target_field] required property is missing", "target_field", null);
    refused("[target_field] [_id] is not a field's path", "target_field", "_id");
    refused("[long_text] must be one of [mean, truncate] but was [cut]", "long_text", "cut");
    refused("[on_empty] must be one of [skip, fail] but was [SKIP]", "on_empty", "SKIP");
    refused("[reuse_unchanged]", "reuse_unchanged", "maybe");
    refused("[learned_fields] must be a list of strings", "learned_fields", List.of(List.of()));
    refused("doesn't support one or more provided configuration parameters [feilds]", "feilds", 1);
  }

  private void refused(String message, String key, Object value) {
    Map<String, Object> config = config(key, value);
    Exception e = expectThrows(OpenSearchParseException.class, () -> read(config));
    assertThat(e.getMessage(), containsString(message));
  }
}
