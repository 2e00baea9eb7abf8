package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that is no model harms itself, and says what is wrong with it. */
class BadFoldersTest {
  private static final String MINILM = "all-minilm-l6-v2";
  private static final String CONFIG = "{\"pooling\":\"mean\",\"dimension\":384,\"max_tokens\":64}";

  @TempDir private Path root;

  private EmbeddingService service(Executor pool) {
    return new EmbeddingService(List.of(root, BareSession.MODELS), BareSession.options(), pool);
  }

  private Path make(String kind) throws IOException {
    Path bad = Files.createDirectories(root.resolve("bad"));
    switch (kind) {
      case "empty folder" -> {}
      case "empty file" -> Files.writeString(bad.resolve("model.json"), "");
      case "broken JSON" -> Files.writeString(bad.resolve("model.json"), "{\"pooling\":");
      case "a list" -> Files.writeString(bad.resolve("model.json"), "[]");
      case "null" -> Files.writeString(bad.resolve("model.json"), "null");
      case "an unknown key" ->
          Files.writeString(bad.resolve("model.json"), CONFIG.replace("{", "{\"x\":1,"));
      case "deep JSON" -> Files.writeString(bad.resolve("model.json"), "[".repeat(100_000));
      case "no graph" -> Files.writeString(bad.resolve("model.json"), CONFIG);
      case "a folder for the configuration" -> Files.createDirectory(bad.resolve("model.json"));
      case "a folder for the graph" -> {
        Files.writeString(bad.resolve("model.json"), CONFIG);
        Files.createDirectory(bad.resolve("model.onnx"));
        Files.writeString(bad.resolve("tokenizer.json"), "{}");
      }
      default -> throw new AssertionError(kind);
    }
    return bad;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty folder",
        "empty file",
        "broken JSON",
        "a list",
        "null",
        "an unknown key",
        "deep JSON",
        "no graph",
        "a folder for the configuration",
        "a folder for the graph"
      })
  void isListedWithItsErrorBesideTheOthers(String kind) throws IOException {
    Path bad = make(kind);
    try (EmbeddingService service = service(Runnable::run)) {
      assertThat(service.models()).contains(MINILM, "bad");
      ModelStatus status = service.status("bad");
      assertThat(status.error()).contains("bad").doesNotContain(root.toString());
      assertThat(status.loaded()).isFalse();
      assertThat(service.status(MINILM).error()).isNull();
      assertThatThrownBy(() -> service.warm("bad").toCompletableFuture().join())
          .hasCauseInstanceOf(UncheckedIOException.class);
      mend(bad);
      assertThat(service.status("bad").error()).as("looked at anew").isNull();
      service.warm("bad").toCompletableFuture().join();
      assertThat(service.status("bad").loaded()).isTrue();
    }
  }

  private static void mend(Path folder) throws IOException {
    for (String file : List.of("model.json", "model.onnx", "tokenizer.json")) {
      Path there = folder.resolve(file);
      Files.deleteIfExists(there);
      Files.copy(BareSession.MINILM.resolve(file), there);
    }
  }

  /** Any number may ask: it is loaded once, by one task. */
  @Test
  void isLoadedOnceAheadOfItsUse() throws IOException {
    List<Runnable> tasks = new ArrayList<>();
    try (EmbeddingService service = service(tasks::add)) {
      CompletionStage<ModelInfo> first = service.warm(MINILM);
      CompletionStage<ModelInfo> second = service.warm(MINILM);
      assertThat(first.toCompletableFuture()).isNotDone();
      assertThat(service.status(MINILM).loading()).isTrue();
      assertThat(tasks).hasSize(1);
      tasks.removeFirst().run();
      assertThat(second.toCompletableFuture().join()).isEqualTo(service.model(MINILM));
      ModelStatus loaded = service.status(MINILM);
      assertThat(loaded.loading()).isFalse();
      assertThat(loaded.loaded()).isTrue();
      assertThat(loaded.batchTokens()).isPositive();
      assertThat(service.warm(MINILM).toCompletableFuture()).isCompleted();
    }
  }

  @Test
  void whoWaitsForAModelLearnsOfTheClose() throws IOException {
    CompletionStage<ModelInfo> waiting;
    try (EmbeddingService service = service(task -> {})) {
      waiting = service.warm(MINILM);
    }
    assertThatThrownBy(() -> waiting.toCompletableFuture().join())
        .hasCauseInstanceOf(IllegalStateException.class);
  }
}
