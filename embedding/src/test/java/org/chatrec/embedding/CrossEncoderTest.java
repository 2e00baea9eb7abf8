package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two texts in, one number out, against the bare libraries. */
class CrossEncoderTest {
  private static final String CONFIG = "{'kind':'cross-encoder','max_tokens':40}";
  private static final String QUESTION = "red dust";

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  @TempDir private Path root;

  @AfterEach
  void stop() {
    pool.shutdown();
  }

  private Path write(String name, TinyTokenizers tokenizer, byte[] graph, String config)
      throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.write(folder.resolve("model.onnx"), graph);
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer.json());
    Files.writeString(folder.resolve("model.json"), config.replace('\'', '"'));
    return folder;
  }

  private Path ranker(TinyTokenizers tokenizer) throws IOException {
    return write(
        "ranker", tokenizer, new TinyOnnx(TinyTokenizers.VOCABULARY, 1).writePairs(), CONFIG);
  }

  private EmbeddingService service() {
    return new EmbeddingService(List.of(root), BareSession.options(), pool);
  }

  private static List<EmbeddingOutcome> score(
      EmbeddingService service, String question, List<String> texts) {
    return service.score("ranker", question, texts).toCompletableFuture().join();
  }

  private static double number(EmbeddingOutcome outcome) {
    assertThat(outcome).isInstanceOf(Embedded.class);
    float[] vector = ((Embedded) outcome).vector();
    assertThat(vector).hasSize(1);
    return vector[0];
  }

  private static List<String> texts(int count) {
    Random random = new Random(11);
    List<String> words = List.of("red", "dust", "colony", "dusty", "科幻", "a.b");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> text = new ArrayList<>();
      for (int w = 0; w <= random.nextInt(6); w++) {
        text.add(words.get(random.nextInt(words.size())));
      }
      texts.add(String.join(" ", text));
    }
    return texts;
  }

  private static double reference(Path folder, String question, String text) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(folder.resolve("model.onnx").toString());
        HuggingFaceTokenizer tokenizer =
            HuggingFaceTokenizer.newInstance(
                folder.resolve("tokenizer.json"),
                Map.of("padding", "false", "truncation", "false"))) {
      Encoding pair = tokenizer.encode(question, text, true, false);
      long[] ones = new long[pair.getIds().length];
      Arrays.fill(ones, 1);
      try (OnnxTensor ids = OnnxTensor.createTensor(environment, new long[][] {pair.getIds()});
          OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
          OnnxTensor types =
              OnnxTensor.createTensor(environment, new long[][] {pair.getTypeIds()});
          OrtSession.Result result =
              session.run(
                  Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
        return ((float[][]) result.get(0).getValue())[0][0];
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TinyTokenizers.class)
  void scoresAreThoseOfTheBareLibraries(TinyTokenizers tokenizer) throws Exception {
    Path folder = ranker(tokenizer);
    List<String> texts = texts(40);
    try (EmbeddingService service = service()) {
      List<EmbeddingOutcome> outcomes = score(service, QUESTION, texts);
      assertThat(outcomes).hasSize(40);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(number(outcomes.get(i)))
            .as(texts.get(i))
            .isCloseTo(reference(folder, QUESTION, texts.get(i)), within(1e-4));
      }
    }
  }

  @Test
  void theQuestionCountsAndComesFirst() throws Exception {
    ranker(TinyTokenizers.BERT);
    try (EmbeddingService service = service()) {
      double asked = number(score(service, "colony", List.of("red")).getFirst());
      assertThat(number(score(service, "dust", List.of("red")).getFirst())).isNotEqualTo(asked);
      assertThat(number(score(service, "red", List.of("colony")).getFirst())).isNotEqualTo(asked);
      assertThat(number(score(service, "colony", List.of("red")).getFirst())).isEqualTo(asked);
    }
  }

  @Test
  void whatDoesNotFitIsCutAndOneBadTextFailsAlone() throws Exception {
    ranker(TinyTokenizers.BERT);
    try (EmbeddingService service = service()) {
      String endless = "dust ".repeat(5_000);
      List<EmbeddingOutcome> outcomes = score(service, endless, List.of(endless, " ", "red"));
      assertThat(((Embedded) outcomes.get(0)).truncated()).isTrue();
      assertThat(outcomes.get(1)).isInstanceOf(EmbeddingFailure.class);
      assertThat(number(outcomes.get(2))).isFinite();
    }
  }

  @Test
  void aModelIsUsedForWhatItIs() throws Exception {
    ranker(TinyTokenizers.BERT);
    write(
        "encoder",
        TinyTokenizers.BERT,
        new TinyOnnx(TinyTokenizers.VOCABULARY, 8).write(TinyOnnx.Form.BERT),
        "{'pooling':'mean','dimension':8,'max_tokens':40}");
    try (EmbeddingService service = service()) {
      assertThatThrownBy(
              () ->
                  service
                      .embed("ranker", List.of("red"), Purpose.DOCUMENT, LongText.MEAN)
                      .toCompletableFuture()
                      .join())
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[ranker] is a cross-encoder");
      assertThatThrownBy(
              () -> service.score("encoder", "red", List.of("dust")).toCompletableFuture().join())
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[encoder] makes vectors");
      assertThat(service.model("ranker").dimension()).isZero();
      assertThat(service.status("ranker").details().kind()).isEqualTo("cross-encoder");
      assertThat(service.status("encoder").details().kind()).isEqualTo("encoder");
      assertThat(service.status("encoder").loaded()).as("only to be refused").isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'cross-encoder','max_tokens':40,'pooling':'mean'}",
        "{'kind':'cross-encoder','max_tokens':40,'dimension':1}",
        "{'kind':'cross-encoder','max_tokens':40,'query_prefix':'q: '}",
        "{'kind':'ranker','max_tokens':40}",
        "{'pooling':'score','dimension':1,'max_tokens':40}"
      })
  void whatMakesNoSenseIsRefused(String config) throws Exception {
    write(
        "ranker",
        TinyTokenizers.BERT,
        new TinyOnnx(TinyTokenizers.VOCABULARY, 1).writePairs(),
        config);
    try (EmbeddingService service = service()) {
      assertThatThrownBy(
              () -> service.score("ranker", "red", List.of("dust")).toCompletableFuture().join())
          .hasMessageContaining("model.json");
    }
  }

  @Test
  void aGraphWithAnotherNumberOfScoresIsRefused() throws Exception {
    write(
        "ranker",
        TinyTokenizers.BERT,
        new TinyOnnx(TinyTokenizers.VOCABULARY, 2).writePairs(),
        CONFIG);
    try (EmbeddingService service = service()) {
      assertThatThrownBy(
              () -> service.score("ranker", "red", List.of("dust")).toCompletableFuture().join())
          .hasMessageContaining("one number for two texts");
    }
  }
}
