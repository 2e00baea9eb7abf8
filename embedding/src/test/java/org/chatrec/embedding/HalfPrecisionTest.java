package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models whose vectors have 16 bits per number, with a graph made here: it looks each token's
 * vector up in a table, so what comes out can be told by hand.
 */
class HalfPrecisionTest {
  private static final int VOCABULARY = 30_522;
  private static final int DIMENSION = 8;
  private static final int INT64 = 7;
  private static final int FLOAT = 1;
  private static final int FLOAT16 = 10;
  private static final List<String> TEXTS =
      List.of("Alien", "A crew travels through a wormhole.", "Up", "word ".repeat(120).strip());

  @TempDir private Path models;
  private final float[][] table = new float[VOCABULARY][DIMENSION];

  @BeforeEach
  void fill() {
    Random random = new Random(7);
    for (float[] row : table) {
      for (int i = 0; i < DIMENSION; i++) {
        // what 16 bits can hold, so that only the reading is tested
        row[i] = Float.float16ToFloat(Float.floatToFloat16((float) random.nextGaussian()));
      }
    }
  }

  @Test
  void meansOfHalvesAreThoseOfTheirFloats() throws Exception {
    write("half", FLOAT16, "mean");
    write("full", FLOAT, "mean");
    List<float[]> half = embed("half");
    List<float[]> full = embed("full");
    try (HuggingFaceTokenizer tokenizer = tokenizer()) {
      for (int i = 0; i < TEXTS.size(); i++) {
        assertThat(half.get(i)).containsExactly(full.get(i), within(1e-6f));
        assertThat(half.get(i))
            .containsExactly(mean(tokenizer.encode(TEXTS.get(i)).getIds()), within(1e-5f));
      }
    }
  }

  @Test
  void theFirstTokensHalvesAreReadToo() throws Exception {
    write("half", FLOAT16, "cls");
    try (HuggingFaceTokenizer tokenizer = tokenizer()) {
      long first = tokenizer.encode("x").getIds()[0];
      assertThat(embed("half"))
          .allSatisfy(v -> assertThat(v).containsExactly(mean(first), within(1e-5f)));
    }
  }

  @Test
  void halvesThatAreNoNumbersFailTheirTextAlone() throws Exception {
    try (HuggingFaceTokenizer tokenizer = tokenizer()) {
      long alien = tokenizer.encode("alien").getIds()[1];
      table[(int) alien][3] = Float.POSITIVE_INFINITY;
    }
    write("half", FLOAT16, "mean");
    List<EmbeddingOutcome> outcomes = outcomes("half", List.of("alien", "heat"));
    assertThat(outcomes.get(0)).isInstanceOf(EmbeddingFailure.class);
    assertThat(outcomes.get(1)).isInstanceOf(Embedded.class);
  }

  private static HuggingFaceTokenizer tokenizer() throws IOException {
    return HuggingFaceTokenizer.newInstance(
        BareSession.MINILM.resolve("tokenizer.json"),
        Map.of("padding", "false", "truncation", "false"));
  }

  private float[] mean(long... ids) {
    double[] sum = new double[DIMENSION];
    for (long id : ids) {
      for (int i = 0; i < DIMENSION; i++) {
        sum[i] += table[(int) id][i];
      }
    }
    float[] mean = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      mean[i] = (float) sum[i];
    }
    Vectors.normalise(mean);
    return mean;
  }

  private List<float[]> embed(String model) throws IOException {
    return outcomes(model, TEXTS).stream().map(each -> ((Embedded) each).vector()).toList();
  }

  private List<EmbeddingOutcome> outcomes(String model, List<String> texts) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    EmbeddingOptions options = BareSession.options().withDevice(Device.CPU).withBatchTokens(512);
    try (EmbeddingService service = new EmbeddingService(List.of(models), options, pool)) {
      return service
          .embed(model, texts, Purpose.DOCUMENT, LongText.TRUNCATE)
          .toCompletableFuture()
          .join();
    } finally {
      pool.shutdown();
    }
  }

  private void write(String name, int type, String pooling) throws IOException {
    Path folder = Files.createDirectories(models.resolve(name));
    Files.copy(BareSession.MINILM.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
    Files.writeString(
        folder.resolve("model.json"),
        "{\"pooling\":\"%s\",\"max_tokens\":256,\"dimension\":%d}".formatted(pooling, DIMENSION));
    Files.write(folder.resolve("model.onnx"), graph(type));
  }

  private byte[] graph(int type) {
    ProtobufMessage node =
        new ProtobufMessage()
            .text(1, "table")
            .text(1, "input_ids")
            .text(2, "vectors")
            .text(4, "Gather");
    ProtobufMessage graph =
        new ProtobufMessage()
            .message(1, node)
            .text(2, "look-up")
            .message(5, tableOf(type))
            .message(11, value("input_ids", INT64, "texts", "tokens"))
            .message(11, value("attention_mask", INT64, "texts", "tokens"))
            .message(12, value("vectors", type, "texts", "tokens", String.valueOf(DIMENSION)));
    return ProbeGraph.model(graph).toBytes();
  }

  private ProtobufMessage tableOf(int type) {
    ByteBuffer raw =
        ByteBuffer.allocate(VOCABULARY * DIMENSION * (type == FLOAT ? 4 : 2))
            .order(ByteOrder.LITTLE_ENDIAN);
    Stream.of(table)
        .forEach(
            row -> {
              for (float number : row) {
                if (type == FLOAT) {
                  raw.putFloat(number);
                } else {
                  raw.putShort(Float.floatToFloat16(number));
                }
              }
            });
    return new ProtobufMessage()
        .number(1, VOCABULARY)
        .number(1, DIMENSION)
        .number(2, type)
        .text(8, "table")
        .bytes(9, raw.array());
  }

  /** Digits are sizes, words are sizes that each run chooses. */
  private static ProtobufMessage value(String name, int type, String... sizes) {
    ProtobufMessage shape = new ProtobufMessage();
    for (String size : sizes) {
      boolean fixed = Character.isDigit(size.charAt(0));
      shape.message(
          1,
          fixed
              ? new ProtobufMessage().number(1, Integer.parseInt(size))
              : new ProtobufMessage().text(2, size));
    }
    ProtobufMessage tensor = new ProtobufMessage().number(1, type).message(2, shape);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
  }
}
