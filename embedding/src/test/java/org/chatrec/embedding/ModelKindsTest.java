package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** All families of tokenizers, all poolings and all forms of graphs, against the bare libraries. */
class ModelKindsTest {
  private static final int DIMENSION = 16;
  private static final List<String> WORDS =
      List.of("red", "dust", "colony", "dusty", "science", "科幻", "a.b", "reddust", "ü");

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  @TempDir private Path root;

  @AfterEach
  void stop() {
    pool.shutdown();
  }

  private Path write(String name, TinyTokenizers tokenizer, TinyOnnx.Form form, String config)
      throws IOException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.write(
        folder.resolve("model.onnx"),
        new TinyOnnx(TinyTokenizers.VOCABULARY, DIMENSION).write(form));
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer.json());
    Files.writeString(folder.resolve("model.json"), config.replace('\'', '"'));
    return folder;
  }

  private static String config(String pooling, int maxTokens) {
    return "{'pooling':'%s','dimension':%d,'max_tokens':%d,'query_prefix':'query: '}"
        .formatted(pooling, DIMENSION, maxTokens);
  }

  private EmbeddingService service() {
    return new EmbeddingService(List.of(root), BareSession.options(), pool);
  }

  private static List<EmbeddingOutcome> embed(
      EmbeddingService service, String model, List<String> texts, Purpose purpose) {
    return service.embed(model, texts, purpose, LongText.MEAN).toCompletableFuture().join();
  }

  private static List<String> texts(int count) {
    Random random = new Random(7);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      int length = 1 + random.nextInt(12);
      for (int w = 0; w < length; w++) {
        words.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      texts.add(String.join(" ", words));
    }
    return texts;
  }

  /** One text at a time through the plain libraries; what tokenizer.json says of lengths is off. */
  private static List<float[]> reference(
      Path folder, TinyOnnx.Form form, String pooling, List<String> texts) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    List<float[]> vectors = new ArrayList<>();
    try (OrtSession session = environment.createSession(folder.resolve("model.onnx").toString());
        HuggingFaceTokenizer tokenizer =
            HuggingFaceTokenizer.newInstance(
                folder.resolve("tokenizer.json"),
                Map.of("padding", "false", "truncation", "false"))) {
      for (String text : texts) {
        vectors.add(run(environment, session, form, pooling, tokenizer.encode(text).getIds()));
      }
    }
    return vectors;
  }

  private static float[] run(
      OrtEnvironment environment,
      OrtSession session,
      TinyOnnx.Form form,
      String pooling,
      long[] ids)
      throws Exception {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][ids.length])) {
      Map<String, OnnxTensor> feed = new HashMap<>();
      feed.put("input_ids", input);
      feed.put("attention_mask", mask);
      if (form.types()) {
        feed.put("token_type_ids", types);
      }
      try (OrtSession.Result result = session.run(feed)) {
        if (pooling.equals("none")) {
          return BareSession.unit(
              ((float[][]) result.get("sentence_embedding").orElseThrow().getValue())[0]);
        }
        return BareSession.unit(
            pool(
                ((float[][][]) result.get("last_hidden_state").orElseThrow().getValue())[0],
                pooling));
      }
    }
  }

  private static float[] pool(float[][] rows, String pooling) {
    return switch (pooling) {
      case "cls" -> rows[0];
      case "last" -> rows[rows.length - 1];
      default -> {
        float[] mean = new float[rows[0].length];
        for (float[] row : rows) {
          for (int i = 0; i < mean.length; i++) {
            mean[i] += row[i] / rows.length;
          }
        }
        yield mean;
      }
    };
  }

  private static void assertSame(List<EmbeddingOutcome> ours, List<float[]> expected) {
    assertThat(ours).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      float[] vector = ((Embedded) ours.get(i)).vector();
      assertThat(BareSession.dot(vector, expected.get(i)))
          .as("text %d", i)
          .isCloseTo(1, within(1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFamilyAndPoolingIsThatOfTheBareLibraries(TinyTokenizers tokenizer) throws Exception {
    List<String> texts = texts(40);
    List<float[]> before = null;
    for (String pooling : List.of("mean", "cls", "last", "none")) {
      TinyOnnx.Form form =
          new TinyOnnx.Form(tokenizer == TinyTokenizers.BERT, true, pooling.equals("none"), true);
      Path folder = write(pooling, tokenizer, form, config(pooling, 128));
      List<float[]> expected = reference(folder, form, pooling, texts);
      try (EmbeddingService service = service()) {
        assertSame(embed(service, pooling, texts, Purpose.DOCUMENT), expected);
        List<String> asked = texts.stream().map(text -> "query: " + text).toList();
        assertSame(
            embed(service, pooling, texts, Purpose.QUERY), reference(folder, form, pooling, asked));
      }
      if (before != null) {
        assertThat(BareSession.dot(before.getFirst(), expected.getFirst()))
            .as("another pooling is another vector")
            .isLessThan(0.999);
      }
      before = expected;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLongTextIsTheMeanOfItsWindows(TinyTokenizers tokenizer) throws Exception {
    TinyOnnx.Form form = new TinyOnnx.Form(false, true, false, false);
    Path folder = write("short", tokenizer, form, config("cls", 16));
    String text = String.join(" ", texts(12));
    try (EmbeddingService service = service();
        SubwordTokenizer plain = new SubwordTokenizer(folder.resolve("tokenizer.json"))) {
      Embedded ours =
          (Embedded) embed(service, "short", List.of(text), Purpose.DOCUMENT).getFirst();
      long[] ids = plain.encode(text);
      assertThat(ours.tokens()).isEqualTo(ids.length).isGreaterThan(30);
      assertThat(ours.truncated()).isFalse();
      float[] mean = new float[DIMENSION];
      try (OrtSession session =
          OrtEnvironment.getEnvironment().createSession(folder.resolve("model.onnx").toString())) {
        // windows of 14 tokens between two special ones, that share 7 with their neighbour
        for (int from = 0; from == 0 || from + 7 < ids.length; from += 7) {
          long[] window = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + 14));
          long[] framed = new long[window.length + 2];
          framed[0] = plain.opening(plain.prefix(""))[0];
          System.arraycopy(window, 0, framed, 1, window.length);
          framed[framed.length - 1] = plain.closing()[0];
          float[] vector = run(OrtEnvironment.getEnvironment(), session, form, "cls", framed);
          for (int i = 0; i < DIMENSION; i++) {
            mean[i] += window.length * vector[i];
          }
        }
      }
      assertThat(BareSession.dot(ours.vector(), BareSession.unit(mean))).isCloseTo(1, within(1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void specialTokensAreFoundInTheTemplate(TinyTokenizers tokenizer) throws IOException {
    Path folder = write("t", tokenizer, TinyOnnx.Form.BERT, config("mean", 64));
    try (SubwordTokenizer plain = new SubwordTokenizer(folder.resolve("tokenizer.json"))) {
      assertThat(plain.padId()).isEqualTo((int) tokenizer.padId());
      assertThat(plain.closing()).hasSize(1);
      assertThat(plain.opening(plain.prefix(""))).hasSize(1);
      assertThat(plain.encode("red dust ".repeat(50))).hasSizeGreaterThan(99);
    }
  }

  @Test
  void aWordAfterAPrefixIsAWordAfterABlank() throws IOException {
    Path folder = write("t", TinyTokenizers.MODERN_BERT, TinyOnnx.Form.BERT, config("mean", 64));
    try (SubwordTokenizer plain = new SubwordTokenizer(folder.resolve("tokenizer.json"))) {
      long[] alone = plain.encode("red");
      long[] after = plain.encode(plain.prefix("query: "), "red");
      assertThat(after).hasSize(1).isNotEqualTo(alone);
      assertThat(plain.encode(plain.prefix(""), "red")).isEqualTo(alone);
      // no blank between them: what merges over the border cannot be told apart, the text counts
      assertThat(plain.encode(plain.prefix("r"), "ed")).isEqualTo(plain.encode("ed"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'pooling':'none','dimension':16 | false | no output of model.onnx is float of shape texts x dimension",
        "'pooling':'mean','dimension':16 | true | set [pooling] to none",
        "'pooling':'mean','dimension':16,'output':'nope' | false | [output] nope",
        "'pooling':'mean','dimension':17 | false | [dimension] 17 but the model's vectors have 16",
        "'pooling':'none','dimension':15 | true | [dimension] 15 but the model's vectors have 16"
      })
  void aGraphThatIsNotWhatModelJsonSaysIsRefused(String config, boolean textOutput, String reason)
      throws IOException {
    for (boolean openShape : new boolean[] {false, true}) {
      TinyOnnx.Form form = new TinyOnnx.Form(true, !textOutput, textOutput, openShape);
      String name = "odd-" + openShape;
      write(name, TinyTokenizers.BERT, form, "{" + config + ",'max_tokens':64}");
      try (EmbeddingService service = service()) {
        assertThatThrownBy(() -> embed(service, name, List.of("red"), Purpose.QUERY))
            .hasMessageContaining("[" + name + "]")
            .hasMessageContaining(reason);
        assertThat(service.status(name).error()).contains(reason);
        assertThat(service.status(name).loaded()).isFalse();
      }
    }
  }

  @Test
  void theVectorsOfAGraphThatPoolsByItselfComeFromTheOutputThatIsNamed() throws Exception {
    TinyOnnx.Form both = new TinyOnnx.Form(false, true, true, false);
    String config =
        "{'pooling':'none','dimension':16,'max_tokens':64,'output':'sentence_embedding'}";
    Path folder = write("named", TinyTokenizers.XLM_R, both, config);
    try (EmbeddingService service = service()) {
      List<String> texts = texts(20);
      assertSame(
          embed(service, "named", texts, Purpose.DOCUMENT), reference(folder, both, "none", texts));
    }
  }

  @Test
  void aBrokenNeighbourStopsNobody() throws IOException {
    write("good", TinyTokenizers.BERT, TinyOnnx.Form.BERT, config("mean", 64));
    Path damaged = write("damaged", TinyTokenizers.BERT, TinyOnnx.Form.BERT, config("mean", 64));
    Path half = write("half", TinyTokenizers.BERT, TinyOnnx.Form.BERT, config("mean", 64));
    write("wrong", TinyTokenizers.BERT, TinyOnnx.Form.BERT, "{'pooling':'median'}");
    Path sum = write("sum", TinyTokenizers.BERT, TinyOnnx.Form.BERT, config("mean", 64));
    Files.writeString(damaged.resolve("tokenizer.json"), "{}");
    Files.delete(half.resolve("model.onnx"));
    String checked =
        config("mean", 64).replace("{", "{'sha256':{'model.onnx':'" + "0".repeat(64) + "'},");
    Files.writeString(sum.resolve("model.json"), checked.replace('\'', '"'));
    try (EmbeddingService service = service()) {
      assertThat(service.models()).containsExactly("damaged", "good", "half", "sum", "wrong");
      assertThat(service.status("half").error()).contains("model.onnx", "missing");
      assertThat(service.status("wrong").error()).contains("model.json", "[pooling]");
      assertThat(service.status("sum").error()).contains("model.onnx", "[sha256]");
      assertThatThrownBy(() -> embed(service, "damaged", List.of("red"), Purpose.QUERY))
          .hasMessageContaining("[damaged]");
      assertThat(service.status("damaged").error()).isNotBlank();
      assertThat(embed(service, "good", List.of("red"), Purpose.QUERY).getFirst())
          .isInstanceOf(Embedded.class);
      ModelStatus good = service.status("good");
      assertThat(good.loaded()).isTrue();
      assertThat(good.error()).isNull();
      assertThat(good.details().pooling()).isEqualTo("mean");
      assertThat(good.details().queryPrefix()).isEqualTo("query: ");
      assertThat(good.details().bytes()).isGreaterThan(4_000);
    }
  }

  @Test
  void theFingerprintIsOfWhatVectorsDependOn() throws IOException {
    Path folder = write("m", TinyTokenizers.BERT, TinyOnnx.Form.BERT, config("mean", 64));
    String first = ModelFolder.open(folder).info().fingerprint();
    String spaced = config("mean", 64).replace("{", "{\n  'license':'MIT',").replace('\'', '"');
    Files.writeString(folder.resolve("model.json"), spaced);
    assertThat(ModelFolder.open(folder).info().fingerprint()).isEqualTo(first);
    for (String other : List.of(config("cls", 64), config("mean", 65))) {
      Files.writeString(folder.resolve("model.json"), other.replace('\'', '"'));
      assertThat(ModelFolder.open(folder).info().fingerprint()).isNotEqualTo(first);
    }
    Files.writeString(folder.resolve("model.json"), spaced);
    Files.writeString(folder.resolve("model.onnx_data"), "weights beside the graph");
    assertThat(ModelFolder.open(folder).info().fingerprint()).isNotEqualTo(first);
  }

  /** Otherwise vectors of the new files would be stored under the old fingerprint. */
  @Test
  void filesThatChangeBeforeTheyAreLoadedAreAnotherModel() throws IOException {
    write("m", TinyTokenizers.BERT, TinyOnnx.Form.BERT, config("mean", 64));
    try (EmbeddingService service = service()) {
      String before = service.model("m").fingerprint();
      write("m", TinyTokenizers.XLM_R, TinyOnnx.Form.BERT, config("cls", 32));
      embed(service, "m", List.of("red"), Purpose.DOCUMENT);
      assertThat(service.model("m").fingerprint())
          .isNotEqualTo(before)
          .isEqualTo(ModelFolder.open(root.resolve("m")).info().fingerprint());
    }
  }

  @Test
  void manyModelsAtOnceKeepTheirVectorsApart() throws Exception {
    List<String> names = List.of("m0", "m1", "m2", "m3", "m4", "m5");
    List<String> texts = texts(30);
    Map<String, List<float[]>> expected = new HashMap<>();
    for (String name : names) {
      int i = names.indexOf(name);
      TinyTokenizers tokenizer = TinyTokenizers.values()[i % 3];
      String pooling = List.of("mean", "cls").get(i % 2);
      Path folder = write(name, tokenizer, TinyOnnx.Form.BERT, config(pooling, 64));
      expected.put(name, reference(folder, TinyOnnx.Form.BERT, pooling, texts));
    }
    EmbeddingOptions cached = BareSession.options().withCacheBytes(1 << 20);
    try (EmbeddingService service = new EmbeddingService(List.of(root), cached, pool)) {
      for (int round = 0; round < 2; round++) {
        Map<String, CompletionStage<List<EmbeddingOutcome>>> calls = new HashMap<>();
        names.forEach(
            name ->
                calls.put(name, service.embed(name, texts, Purpose.DOCUMENT, LongText.TRUNCATE)));
        names.forEach(
            name -> assertSame(calls.get(name).toCompletableFuture().join(), expected.get(name)));
      }
    }
  }
}
