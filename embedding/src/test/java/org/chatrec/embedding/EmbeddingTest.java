package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

  /** Dynamic quantisation takes its scales from the whole run, neighbours and padding included. */
  private static final double INT8_IN_A_BATCH = 0.94;

  private static final double INT8_IN_A_BATCH_ON_AVERAGE = 0.985;

  private static final String SPACE =
      "A crew travels through a wormhole to find a new planet for mankind.";

  private static ExecutorService helpers = Executors.newFixedThreadPool(2);
  private static Embedder embedder;
  private static BareSession bare;

  @BeforeAll
  static void load() throws Exception {
    embedder = open(BareSession.options());
    bare = new BareSession();
  }

  @AfterAll
  static void free() throws IOException {
    embedder.close();
    bare.close();
    helpers.shutdown();
  }

  private static Embedder open(EmbeddingOptions options) {
    return new Embedder(new EmbeddingService(List.of(BareSession.MODELS), options, helpers));
  }

  /** The service, asked for one model and waited for. */
  private record Embedder(EmbeddingService service) implements Closeable {
    private static final String MODEL = "all-minilm-l6-v2";

    List<EmbeddingOutcome> embed(List<String> texts, Purpose purpose, LongText longText) {
      return service.embed(MODEL, texts, purpose, longText).toCompletableFuture().join();
    }

    ModelInfo info() {
      return service.model(MODEL);
    }

    DeviceInUse device() {
      embed(List.of("loaded"), Purpose.QUERY, LongText.MEAN);
      return service.device(MODEL).orElseThrow();
    }

    @Override
    public void close() throws IOException {
      service.close();
    }
  }

  private static Embedded one(String text, LongText longText) {
    return (Embedded) outcome(text, longText);
  }

  private static EmbeddingOutcome outcome(String text, LongText longText) {
    return embedder.embed(Collections.singletonList(text), Purpose.DOCUMENT, longText).getFirst();
  }

  private static String words(Random random, int count) {
    String[] vocabulary = {
      "river", "detective", "robot", "love", "baking", "war", "unforgettable", "Zürich", "东京", "42"
    };
    StringBuilder text = new StringBuilder("text");
    for (int i = 1; i < count; i++) {
      text.append(' ').append(vocabulary[random.nextInt(vocabulary.length)]);
    }
    return text.toString();
  }

  @Test
  void aTextAloneEqualsTheBareSession() throws Exception {
    for (String text : List.of("a", SPACE, "Das Boot", "千と千尋の神隠し", words(new Random(1), 120))) {
      Embedded ours = one(text, LongText.TRUNCATE);
      assertThat(BareSession.dot(ours.vector(), bare.embed(text)))
          .as(text)
          .isCloseTo(1, within(1e-5));
      assertThat(ours.tokens()).isEqualTo(bare.tokens(text).length - 2);
      assertThat(ours.truncated()).isFalse();
    }
  }

  @Test
  void aBatchStaysWithinTheToleranceOfQuantisationAndKeepsItsOrder() throws Exception {
    Random random = new Random(7);
    List<String> texts =
        IntStream.range(0, 200)
            .mapToObj(i -> i + " " + words(random, 1 + random.nextInt(90)))
            .toList();
    List<EmbeddingOutcome> outcomes = embedder.embed(texts, Purpose.DOCUMENT, LongText.MEAN);
    assertThat(outcomes).hasSameSizeAs(texts);
    double sum = 0;
    for (int i = 0; i < texts.size(); i++) {
      float[] vector = ((Embedded) outcomes.get(i)).vector();
      assertThat(BareSession.length(vector)).isCloseTo(1, within(1e-5));
      double cosine = BareSession.dot(vector, bare.embed(texts.get(i)));
      assertThat(cosine).as(texts.get(i)).isGreaterThan(INT8_IN_A_BATCH);
      sum += cosine;
    }
    assertThat(sum / texts.size()).isGreaterThan(INT8_IN_A_BATCH_ON_AVERAGE);
  }

  /** Most item texts: what is compared must not depend on what happened to arrive with it. */
  @Test
  void onACpuTextsOfOver64TokensAreExactInABatchToo() throws Exception {
    Random random = new Random(9);
    List<String> texts =
        IntStream.range(0, 20).mapToObj(i -> words(random, 64 + random.nextInt(30))).toList();
    try (Embedder cpu = open(BareSession.options().withDevice(Device.CPU))) {
      List<EmbeddingOutcome> outcomes = cpu.embed(texts, Purpose.DOCUMENT, LongText.MEAN);
      for (int i = 0; i < texts.size(); i++) {
        float[] vector = ((Embedded) outcomes.get(i)).vector();
        assertThat(BareSession.dot(vector, bare.embed(texts.get(i)))).isCloseTo(1, within(1e-5));
      }
    }
  }

  /** What the tokenizer's file says would cut at 128. */
  @Test
  void textsBetween128And256TokensAreNotCut() throws Exception {
    String text = words(new Random(3), 110);
    assertThat(bare.tokens(text).length).isBetween(130, 256);
    Embedded ours = one(text, LongText.TRUNCATE);
    assertThat(ours.truncated()).isFalse();
    assertThat(BareSession.dot(ours.vector(), bare.embed(text))).isCloseTo(1, within(1e-5));
  }

  @Test
  void truncationKeepsTheBeginning() throws Exception {
    long[] ids = bare.tokens(words(new Random(4), 900));
    long[] first = Arrays.copyOf(ids, 256);
    first[255] = ids[ids.length - 1];
    Embedded ours = one(words(new Random(4), 900), LongText.TRUNCATE);
    assertThat(ours.truncated()).isTrue();
    assertThat(ours.tokens()).isEqualTo(254);
    assertThat(BareSession.dot(ours.vector(), bare.embed(first))).isCloseTo(1, within(1e-5));
  }

  @Test
  void theMeanOfWindowsIsWeightedByTokens() throws Exception {
    String text = words(new Random(5), 300);
    long[] ids = bare.tokens(text);
    int body = ids.length - 2;
    int step = 254 - 32;
    assertThat(body).isBetween(255, step + 254);
    float[] expected = new float[384];
    for (int from : new int[] {0, step}) {
      int to = Math.min(body, from + 254);
      long[] window = new long[to - from + 2];
      window[0] = ids[0];
      System.arraycopy(ids, 1 + from, window, 1, to - from);
      window[window.length - 1] = ids[ids.length - 1];
      float[] vector = bare.embed(window);
      for (int i = 0; i < expected.length; i++) {
        expected[i] += vector[i] * (to - from);
      }
    }
    Embedded ours = one(text, LongText.MEAN);
    assertThat(ours.truncated()).isFalse();
    assertThat(ours.tokens()).isEqualTo(body);
    assertThat(BareSession.dot(ours.vector(), BareSession.unit(expected)))
        .isGreaterThan(INT8_IN_A_BATCH);
  }

  @Test
  void theEndOfALongTextCountsInTheMeanOnly() {
    String tail = " a cookbook about baking bread and cakes".repeat(60);
    String long1 = (SPACE + " ").repeat(30) + tail;
    String long2 = (SPACE + " ").repeat(30);
    assertThat(
            BareSession.dot(
                one(long1, LongText.TRUNCATE).vector(), one(long2, LongText.TRUNCATE).vector()))
        .isCloseTo(1, within(1e-5));
    float[] baking = one("baking bread", LongText.MEAN).vector();
    assertThat(BareSession.dot(one(long1, LongText.MEAN).vector(), baking))
        .isGreaterThan(BareSession.dot(one(long2, LongText.MEAN).vector(), baking) + 0.1);
  }

  @Test
  void aSpaceFilmIsNearerToScienceFictionThanToBaking() {
    float[] film = one(SPACE, LongText.MEAN).vector();
    assertThat(BareSession.dot(film, one("science fiction", LongText.MEAN).vector()))
        .isGreaterThan(
            BareSession.dot(film, one("baking bread at home", LongText.MEAN).vector()) + 0.1);
  }

  @Test
  void emptyTextsFailWithThatReason() {
    for (String empty : List.of("", " ", "\n\t \u2003")) {
      assertThat(outcome(empty, LongText.MEAN)).isEqualTo(new EmbeddingFailure("empty text"));
    }
  }

  @Test
  void unusableTextsFailAloneAndDoNotMoveTheirNeighbours() throws Exception {
    List<String> texts =
        new ArrayList<>(
            Arrays.asList(SPACE, null, "\ud83d", "x\udc00y", "\udc00\ud800", "", "fine"));
    List<EmbeddingOutcome> outcomes = embedder.embed(texts, Purpose.DOCUMENT, LongText.MEAN);
    assertThat(outcomes).hasSize(7);
    assertThat(BareSession.dot(((Embedded) outcomes.get(0)).vector(), bare.embed(SPACE)))
        .isGreaterThan(INT8_IN_A_BATCH);
    assertThat(outcomes.get(1)).isEqualTo(new EmbeddingFailure("text is null"));
    assertThat(outcomes.subList(2, 5))
        .allSatisfy(
            o -> assertThat(((EmbeddingFailure) o).reason()).contains("unpaired surrogate"));
    assertThat(((EmbeddingFailure) outcomes.get(3)).reason()).endsWith("character 1");
    assertThat(outcomes.get(5)).isEqualTo(new EmbeddingFailure("empty text"));
    assertThat(BareSession.dot(((Embedded) outcomes.get(6)).vector(), bare.embed("fine")))
        .isGreaterThan(INT8_IN_A_BATCH);
  }

  @Test
  void hostileTextsGiveAVectorOrAReason() throws IOException {
    List<String> texts =
        List.of(
            "\0\0\0",
            "a\0b",
            "\u0001\u0002\u001b[31m",
            "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
            "👩‍👩‍👧‍👦".repeat(500),
            "🏳️‍🌈🇨🇭".repeat(100),
            "e\u0301".repeat(2000),
            "\ufeff\ufffe\uffff",
            "[CLS] [SEP] [PAD] [MASK]",
            "x".repeat(1 << 20),
            "word ".repeat(200_000),
            " ".repeat(300_000) + "late",
            "\ud83d\ude00".repeat(500_000));
    EmbeddingOptions fewWindows = BareSession.options().withMaxWindows(4);
    try (Embedder quick = open(fewWindows)) {
      for (LongText longText : LongText.values()) {
        List<EmbeddingOutcome> outcomes = quick.embed(texts, Purpose.DOCUMENT, longText);
        assertThat(outcomes).hasSameSizeAs(texts).allSatisfy(EmbeddingTest::isUnitVectorOrReason);
      }
    }
    assertThat(one("word ".repeat(200_000), LongText.MEAN).truncated()).isTrue();
  }

  @Test
  void everyUnicodeBlockGivesAVectorOrAReason() {
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < 0x110000; from += 256) {
      StringBuilder text = new StringBuilder();
      IntStream.range(from, from + 256)
          .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
          .limit(24)
          .forEach(text::appendCodePoint);
      texts.add(text.toString());
    }
    assertThat(embedder.embed(texts, Purpose.QUERY, LongText.TRUNCATE))
        .hasSameSizeAs(texts)
        .allSatisfy(EmbeddingTest::isUnitVectorOrReason);
  }

  private static void isUnitVectorOrReason(EmbeddingOutcome outcome) {
    switch (outcome) {
      case Embedded e -> assertThat(BareSession.length(e.vector())).isCloseTo(1, within(1e-5));
      case EmbeddingFailure f -> assertThat(f.reason()).isNotBlank();
    }
  }

  @Test
  void manyThreadsGetTheVectorsOfOne() throws Exception {
    Random random = new Random(11);
    List<String> texts =
        IntStream.range(0, 64).mapToObj(i -> words(random, 1 + random.nextInt(40))).toList();
    List<float[]> expected = new ArrayList<>();
    for (String text : texts) {
      expected.add(bare.embed(text));
    }
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<List<EmbeddingOutcome>>> calls = new ArrayList<>();
      for (int c = 0; c < 16; c++) {
        List<String> part = texts.subList(c * 4, c * 4 + 4);
        calls.add(callers.submit(() -> embedder.embed(part, Purpose.DOCUMENT, LongText.MEAN)));
      }
      for (int i = 0; i < texts.size(); i++) {
        Embedded ours = (Embedded) calls.get(i / 4).get().get(i % 4);
        assertThat(BareSession.dot(ours.vector(), expected.get(i))).isGreaterThan(INT8_IN_A_BATCH);
      }
    }
  }

  @Test
  void noTextsGiveNoOutcomes() {
    assertThat(embedder.embed(List.of(), Purpose.QUERY, LongText.MEAN)).isEmpty();
  }

  @Test
  void afterCloseItSaysSo() throws Exception {
    Embedder closed = open(BareSession.options().withDevice(Device.CPU));
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.embed(List.of("a"), Purpose.QUERY, LongText.MEAN))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void withoutAGpuTheCpuIsTakenOrTheReasonGiven() throws IOException {
    assertThat(embedder.device().reason()).isNotBlank();
    if (embedder.device().isCpu()) {
      try (Embedder gpu = open(BareSession.options().withDevice(Device.parse("cuda")))) {
        assertThatThrownBy(gpu::device)
            .hasCauseInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("all-minilm-l6-v2");
      }
    }
  }

  @Test
  void theFingerprintIsStable() throws Exception {
    assertThat(ModelFolder.open(BareSession.MINILM).info()).isEqualTo(embedder.info());
    assertThat(embedder.info().fingerprint()).matches("[0-9a-f]{16}");
    assertThat(embedder.info().dimension()).isEqualTo(384);
    assertThat(embedder.info().maxTokens()).isEqualTo(256);
  }
}
