package org.chatrec.rest.operations;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chatrec.embedding.DeviceInUse;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingBusyException;
import org.chatrec.embedding.EmbeddingFailure;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.EmbeddingStats;
import org.chatrec.embedding.HandOverStats;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.ModelInfo;
import org.chatrec.embedding.ModelStatus;
import org.chatrec.embedding.Percentiles;
import org.chatrec.embedding.Purpose;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;

/** Shows the models of this node and lets them be tried. */
public final class ModelService {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final EmbeddingService embeddings;
  private final AcceleratedNodes nodes;

  public ModelService(EmbeddingService embeddings, AcceleratedNodes nodes) {
    this.embeddings = embeddings;
    this.nodes = nodes;
  }

  EmbeddingService embeddings() {
    return embeddings;
  }

  /** The answer of {@code GET /models}. */
  Map<String, Object> models() {
    List<Map<String, Object>> models = new ArrayList<>();
    for (String name : names()) {
      models.add(status(name));
    }
    return Map.of("models", models);
  }

  private List<String> names() {
    try {
      return embeddings.models();
    } catch (UncheckedIOException e) {
      throw unusable(e);
    }
  }

  /** One model that cannot be shown is no reason to show none. */
  private Map<String, Object> status(String name) {
    try {
      return describe(embeddings.status(name));
    } catch (IllegalArgumentException e) { // removed between the two looks
      return Map.of("name", name, "loaded", false, "error", String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> describe(ModelStatus status) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", status.name());
    ModelInfo info = status.info();
    if (info != null) {
      model.put("fingerprint", info.fingerprint());
      model.put("dimension", info.dimension());
      model.put("max_tokens", info.maxTokens());
    }
    ModelStatus.Details details = status.details();
    if (details != null) {
      model.put("kind", details.kind());
      model.put("pooling", details.pooling());
      model.put("query_prefix", details.queryPrefix());
      model.put("document_prefix", details.documentPrefix());
      model.put("precision", orUnknown(details.precision()));
      model.put("license", orUnknown(details.license()));
      model.put("source", orUnknown(details.source()));
      model.put("size_in_bytes", details.bytes());
    }
    model.put("loaded", status.loaded());
    DeviceInUse device = status.device();
    if (device != null) {
      model.put("device", device.device());
      model.put("reason", device.reason());
    }
    if (status.batchTokens() != null) {
      model.put("batch_tokens", status.batchTokens());
    }
    if (status.loading()) {
      model.put("loading", true);
    }
    if (status.error() != null) {
      model.put("error", status.error());
    }
    return model;
  }

  private static String orUnknown(String said) {
    return said.isEmpty() ? "unknown" : said;
  }

  /**
   * The answer of {@code POST /models/{m}/_embed}; a text without a vector is a 400 that names its
   * place.
   */
  Map<String, Object> embed(String model, List<String> texts, Purpose purpose) {
    long started = System.nanoTime();
    requireReadable(model);
    List<float[]> vectors = new ArrayList<>();
    Set<String> devices = new TreeSet<>();
    for (EmbeddingOutcome outcome : outcomes(model, texts, purpose)) {
      switch (outcome) {
        case Embedded embedded -> {
          vectors.add(embedded.vector());
          devices.add(embedded.device());
        }
        case EmbeddingFailure failure ->
            throw new IllegalArgumentException(
                "[texts] number " + vectors.size() + ": " + failure.reason());
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("vectors", vectors);
    answer.put("device", String.join(", ", devices));
    answer.put("took", (System.nanoTime() - started) / 1_000_000);
    return answer;
  }

  /** An unknown name is the caller's mistake, a folder that cannot be read is the node's. */
  private void requireReadable(String model) {
    try {
      embeddings.model(model);
    } catch (UncheckedIOException e) {
      throw unusable(e);
    }
  }

  private static OpenSearchStatusException unusable(UncheckedIOException e) {
    return new OpenSearchStatusException(
        String.valueOf(e.getCause().getMessage()), RestStatus.SERVICE_UNAVAILABLE, e);
  }

  private List<EmbeddingOutcome> outcomes(String model, List<String> texts, Purpose purpose) {
    try {
      return embeddings
          .embed(model, texts, purpose, LongText.MEAN)
          .toCompletableFuture()
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException unreadable) {
        throw unusable(unreadable);
      }
      RestStatus status =
          e.getCause() instanceof EmbeddingBusyException
              ? RestStatus.TOO_MANY_REQUESTS
              : RestStatus.INTERNAL_SERVER_ERROR;
      throw new OpenSearchStatusException("model [{}] could not run", status, e.getCause(), model);
    } catch (TimeoutException e) {
      throw new OpenSearchStatusException(
          "model [{}] took longer than {}", RestStatus.GATEWAY_TIMEOUT, e, model, TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OpenSearchStatusException("interrupted", RestStatus.SERVICE_UNAVAILABLE, e);
    }
  }

  /** The part {@code embedding} of the node's figures. */
  public Map<String, Object> figures() {
    EmbeddingStats stats = embeddings.stats();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("device", embeddings.device().toString());
    figures.put("device_reason", embeddings.device().reason());
    figures.put("texts", stats.texts());
    figures.put("tokens", stats.tokens());
    figures.put("tokens_per_second", Math.round(stats.tokensPerSecond()));
    figures.put("batches", stats.batches());
    figures.put("batch_fill", stats.fill());
    figures.put("failures", stats.failures());
    figures.put("truncations", stats.truncations());
    figures.put("cache_hits", stats.cacheHits());
    figures.put("reused", stats.reused());
    figures.put("waiting", stats.waiting());
    figures.put("refusals", stats.refusals());
    figures.put("retries", stats.retries());
    figures.put("busy_millis", stats.busyNanos() / 1_000_000);
    figures.put("inference_millis", stats.inferenceNanos() / 1_000_000);
    figures.put("inference_time", times(stats.inferenceTimes()));
    figures.put("queue_time", times(stats.queueTimes()));
    figures.put("hand_over", handOver());
    try {
      figures.putAll(models());
    } catch (OpenSearchStatusException e) { // the other figures are good all the same
      figures.put("models_error", String.valueOf(e.getMessage()));
    }
    return figures;
  }

  private Map<String, Object> handOver() {
    HandOverStats stats = embeddings.handOverStats();
    Map<String, Object> fellBack = new TreeMap<>();
    stats
        .fellBack()
        .forEach((reason, texts) -> fellBack.put(reason.name().toLowerCase(Locale.ROOT), texts));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("texts", stats.handedOver());
    figures.put("answered", stats.answered());
    figures.put("fell_back", fellBack);
    figures.putAll(nodes.figures());
    return figures;
  }

  private static Map<String, Object> times(Percentiles nanos) {
    Map<String, Object> millis = new LinkedHashMap<>();
    millis.put("p50_millis", nanos.p50() / 1e6);
    millis.put("p95_millis", nanos.p95() / 1e6);
    millis.put("p99_millis", nanos.p99() / 1e6);
    millis.put("max_millis", nanos.longest() / 1e6);
    return millis;
  }
}
