package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingServiceTest {
  private static final String MINILM = "all-minilm-l6-v2";

  private final ExecutorService pool =
      Executors.newFixedThreadPool(2, task -> new Thread(task, "embed"));
  private final AtomicLong nanos = new AtomicLong();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    pool.shutdown();
  }

  private EmbeddingService service(Executor executor, Path... roots) {
    EmbeddingOptions options = BareSession.options().withRetryAfter(Duration.ofSeconds(30));
    return new EmbeddingService(
        List.of(roots),
        options,
        executor,
        MemoryAccount.UNLIMITED,
        RemoteEmbedding.NONE,
        nanos::get);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static CompletionStage<List<EmbeddingOutcome>> embed(
      EmbeddingService service, String model, String... texts) {
    return service.embed(model, List.of(texts), Purpose.DOCUMENT, LongText.TRUNCATE);
  }

  private void copyModel(String name, boolean withOnnx) throws IOException {
    Path model = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("model.json", "tokenizer.json")) {
      Files.copy(BareSession.MINILM.resolve(file), model.resolve(file));
    }
    if (withOnnx) {
      Files.copy(BareSession.MINILM.resolve("model.onnx"), model.resolve("model.onnx"));
    } else {
      Files.writeString(model.resolve("model.onnx"), "not a graph");
    }
  }

  @Test
  void whoWaitsForADescriptionLearnsOfTheClose() throws IOException {
    CompletionStage<ModelInfo> queued;
    try (EmbeddingService service = service(task -> {}, BareSession.MODELS)) {
      queued = service.describe(MINILM);
      assertThat(queued.toCompletableFuture()).isNotDone();
    }
    assertThatThrownBy(() -> get(queued)).hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void worksOnThePoolAndCounts() throws IOException {
    try (EmbeddingService service = service(pool, BareSession.MODELS)) {
      List<EmbeddingOutcome> outcomes =
          get(embed(service, MINILM, "one text", "", "word ".repeat(1000)));
      assertThat(outcomes.get(0)).isInstanceOf(Embedded.class);
      assertThat(outcomes.get(1)).isInstanceOf(EmbeddingFailure.class);
      EmbeddingStats stats = service.stats();
      assertThat(stats.texts()).isEqualTo(3);
      assertThat(stats.failures()).isEqualTo(1);
      assertThat(stats.truncations()).isEqualTo(1);
      assertThat(stats.tokens()).isEqualTo(4 + 256);
      assertThat(stats.batches()).isEqualTo(2);
      assertThat(stats.inferenceNanos()).isPositive();
      assertThat(service.device(MINILM)).isPresent();
    }
  }

  /** A pool that is stuck shows that nothing is computed by the caller itself. */
  @Test
  void theCallersThreadComputesNothing() throws IOException {
    Executor never = task -> {};
    try (EmbeddingService service = service(never, BareSession.MODELS)) {
      assertThat(embed(service, MINILM, "text").toCompletableFuture()).isNotDone();
      assertThat(service.describe(MINILM).toCompletableFuture()).isNotDone();
      assertThat(service.device(MINILM)).isEmpty();
      assertThat(service.describe(MINILM).toCompletableFuture()).as("known by now").isDone();
    }
  }

  @Test
  void aFullPoolIsBusy() throws IOException {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    try (EmbeddingService service = service(full, BareSession.MODELS)) {
      assertThatThrownBy(() -> get(embed(service, MINILM, "text")))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(EmbeddingBusyException.class);
    }
  }

  @Test
  void anUnknownModelIsRefusedWithTheNamesThatThereAre() throws IOException {
    try (EmbeddingService service = service(pool, folder, BareSession.MODELS)) {
      for (String name : List.of("nope", "", "..", "../models/" + MINILM, "/etc", MINILM + "/")) {
        assertThatThrownBy(() -> service.model(name))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("[" + name + "]")
            .hasMessageContaining(MINILM);
        assertThatThrownBy(() -> get(embed(service, name, "text")))
            .hasCauseInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void theFirstRootWins() throws IOException {
    copyModel(MINILM, true);
    Files.writeString(
        folder.resolve(MINILM).resolve("model.json"),
        "{\"pooling\":\"cls\",\"dimension\":384,\"max_tokens\":64}");
    copyModel("second", true);
    try (EmbeddingService service =
        service(pool, folder.resolve("absent"), folder, BareSession.MODELS)) {
      assertThat(service.models()).contains(MINILM, "second");
      assertThat(service.model(MINILM).maxTokens()).isEqualTo(64);
      assertThat(service.model(MINILM).fingerprint())
          .isNotEqualTo(service.model("second").fingerprint());
    }
  }

  @Test
  void aModelThatFailedToLoadIsTriedAgainLater() throws IOException {
    copyModel("broken", false);
    try (EmbeddingService service = service(pool, folder)) {
      assertThatThrownBy(() -> get(embed(service, "broken", "text")))
          .hasCauseInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("[broken]");
      Files.delete(folder.resolve("broken").resolve("model.onnx"));
      Files.copy(
          BareSession.MINILM.resolve("model.onnx"), folder.resolve("broken").resolve("model.onnx"));
      nanos.addAndGet(Duration.ofSeconds(29).toNanos());
      assertThatThrownBy(() -> get(embed(service, "broken", "text")))
          .hasCauseInstanceOf(UncheckedIOException.class);
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      assertThat(get(embed(service, "broken", "text")).getFirst()).isInstanceOf(Embedded.class);
      assertThat(service.model("broken").fingerprint())
          .as("of what is loaded")
          .isEqualTo(ModelFolder.open(folder.resolve("broken")).info().fingerprint());
    }
  }

  @Test
  void aConfigurationThatDoesNotFitTheModelIsRefused() throws IOException {
    refused(
        "{'pooling':'mean','dimension':768,'max_tokens':64}",
        "[dimension] 768 but the model's vectors have 384");
    refused(
        "{'pooling':'mean','dimension':384,'max_tokens':8,'query_prefix':'one two three four five six: '}",
        "[max_tokens] leaves no room");
  }

  private void refused(String configuration, String reason) throws IOException {
    copyModel("odd", true);
    Files.writeString(
        folder.resolve("odd").resolve("model.json"), configuration.replace('\'', '"'));
    try (EmbeddingService service = service(pool, folder)) {
      assertThatThrownBy(() -> get(embed(service, "odd", "text"))).hasMessageContaining(reason);
    }
    for (String file : List.of("model.json", "tokenizer.json", "model.onnx")) {
      Files.delete(folder.resolve("odd").resolve(file));
    }
  }

  @Test
  void afterCloseItSaysSo() throws IOException {
    EmbeddingService service = service(pool, BareSession.MODELS);
    service.close();
    assertThatThrownBy(() -> get(embed(service, MINILM, "text")))
        .hasCauseInstanceOf(IllegalStateException.class);
  }
}
