package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.embedding.RemoteFailure.Reason;
import org.junit.jupiter.api.Test;

class HandOverTest {
  private static final ModelInfo MODEL = new ModelInfo("m", "abc", 1, 256);

  private final AtomicLong memory = new AtomicLong();
  private final Admission admission =
      new Admission(
          QueueOptions.defaults(),
          new MemoryAccount() {
            @Override
            public void reserve(long bytes) {
              memory.addAndGet(bytes);
            }

            @Override
            public void release(long bytes) {
              memory.addAndGet(-bytes);
            }
          },
          new EmbeddingCounters());

  /** The vector of a text is its hash, and its device tells who made it. */
  private static List<EmbeddingOutcome> vectors(List<String> texts, String device) {
    List<EmbeddingOutcome> outcomes = new ArrayList<>();
    for (String text : texts) {
      outcomes.add(
          text == null
              ? new EmbeddingFailure("text is null")
              : new Embedded(new float[] {text.hashCode()}, text.length(), false, device));
    }
    return outcomes;
  }

  private static CompletionStage<List<EmbeddingOutcome>> here(
      String model, List<String> texts, LongText longText) {
    return CompletableFuture.completedStage(vectors(texts, "cpu"));
  }

  private interface Answer {
    CompletionStage<List<EmbeddingOutcome>> to(List<String> texts);
  }

  private static RemoteEmbedding remote(Answer answer) {
    return new RemoteEmbedding() {
      @Override
      public boolean isThere() {
        return true;
      }

      @Override
      public CompletionStage<List<EmbeddingOutcome>> embed(
          ModelInfo model, List<String> texts, LongText longText) {
        return answer.to(texts);
      }
    };
  }

  private static List<String> texts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "text " + i).toList();
  }

  private static void assertAll(List<EmbeddingOutcome> outcomes, List<String> texts) {
    assertThat(outcomes).hasSameSizeAs(texts);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(((Embedded) outcomes.get(i)).vector()[0]).isEqualTo(texts.get(i).hashCode());
    }
  }

  @Property(tries = 200)
  void whateverTheOthersDoEachTextHasItsOwnVector(
      @ForAll @IntRange(max = 1000) int count, @ForAll long seed) {
    Random random = new Random(seed);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Answer moody =
        texts ->
            switch (random.nextInt(5)) {
              case 0 -> CompletableFuture.completedStage(vectors(texts, "cuda:0"));
              case 1 -> CompletableFuture.supplyAsync(() -> vectors(texts, "cuda:0"), pool);
              case 2 ->
                  CompletableFuture.failedFuture(new RemoteFailure(Reason.TIMEOUT, "too late"));
              case 3 -> throw new IllegalStateException("a mistake there");
              default ->
                  CompletableFuture.completedStage(vectors(texts.subList(1, texts.size()), "x"));
            };
    HandOver handOver = new HandOver(remote(moody), admission, HandOverTest::here);
    List<String> texts = texts(count);
    assertAll(handOver.embed(MODEL, texts, LongText.MEAN).toCompletableFuture().join(), texts);
    pool.shutdown();
    HandOverStats stats = handOver.stats();
    assertThat(stats.handedOver()).isEqualTo(count);
    long fellBack = stats.fellBack().values().stream().mapToLong(Long::longValue).sum();
    assertThat(stats.answered() + fellBack).isEqualTo(count);
    assertThat(memory).hasValue(0);
    assertThat(admission.inside()).isZero();
  }

  @Test
  void partsAreBoundedAndFewAreUnderWay() {
    List<List<String>> sent = new ArrayList<>();
    List<CompletableFuture<List<EmbeddingOutcome>>> answers = new ArrayList<>();
    HandOver handOver =
        new HandOver(
            remote(
                texts -> {
                  sent.add(texts);
                  answers.add(new CompletableFuture<>());
                  return answers.getLast();
                }),
            admission,
            HandOverTest::here);
    List<String> texts = texts(1_000);
    CompletableFuture<List<EmbeddingOutcome>> result =
        handOver.embed(MODEL, texts, LongText.MEAN).toCompletableFuture();
    assertThat(sent).hasSize(4);
    for (int i = 0; i < answers.size(); i++) {
      assertThat(result).isNotDone();
      answers.get(i).complete(vectors(sent.get(i), "cuda:0"));
    }
    assertAll(result.join(), texts);
    assertThat(sent).hasSize(16).allMatch(part -> part.size() <= 64);
  }

  @Test
  void longTextsTravelAlone() {
    List<Integer> sizes = new ArrayList<>();
    HandOver handOver =
        new HandOver(
            remote(
                texts -> {
                  sizes.add(texts.size());
                  return CompletableFuture.completedStage(vectors(texts, "cuda:0"));
                }),
            admission,
            HandOverTest::here);
    List<String> texts = List.of("x".repeat(200_000), "y".repeat(200_000), "z");
    assertAll(handOver.embed(MODEL, texts, LongText.MEAN).toCompletableFuture().join(), texts);
    assertThat(sizes).containsExactly(1, 1, 1);
  }

  @Test
  void reasonsAreCounted() {
    HandOver handOver =
        new HandOver(
            remote(
                texts ->
                    CompletableFuture.failedFuture(
                        new RemoteFailure(Reason.OTHER_MODEL, "another fingerprint"))),
            admission,
            HandOverTest::here);
    handOver.embed(MODEL, texts(3), LongText.MEAN).toCompletableFuture().join();
    assertThat(handOver.stats().fellBack()).containsEntry(Reason.OTHER_MODEL, 3L);
    assertThat(handOver.stats().answered()).isZero();
  }

  @Test
  void whatFailsHereTooFailsTheCall() {
    HandOver handOver =
        new HandOver(
            remote(
                texts -> CompletableFuture.failedFuture(new RemoteFailure(Reason.TIMEOUT, "late"))),
            admission,
            (model, texts, longText) ->
                CompletableFuture.failedFuture(new EmbeddingBusyException("full")));
    assertThatThrownBy(
            () -> handOver.embed(MODEL, texts(500), LongText.MEAN).toCompletableFuture().join())
        .hasCauseInstanceOf(EmbeddingBusyException.class);
    assertThat(memory).hasValue(0);
  }

  @Test
  void nothingAndNullAreTexts() {
    HandOver handOver =
        new HandOver(
            remote(texts -> CompletableFuture.completedStage(vectors(texts, "cuda:0"))),
            admission,
            HandOverTest::here);
    assertThat(handOver.embed(MODEL, List.of(), LongText.MEAN).toCompletableFuture().join())
        .isEmpty();
    assertThat(
            handOver
                .embed(MODEL, Collections.singletonList(null), LongText.MEAN)
                .toCompletableFuture()
                .join())
        .containsExactly(new EmbeddingFailure("text is null"));
  }

  @Test
  void questionsStayHereAndDocumentsGo() throws Exception {
    List<String> away = Collections.synchronizedList(new ArrayList<>());
    RemoteEmbedding remote =
        remote(
            texts -> {
              away.addAll(texts);
              return CompletableFuture.completedStage(vectors(texts, "cuda:0@other"));
            });
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try (EmbeddingService service =
        new EmbeddingService(
            List.of(BareSession.MODELS),
            BareSession.options().withDevice(Device.CPU),
            pool,
            MemoryAccount.UNLIMITED,
            remote)) {
      assertThat(device(service, Purpose.QUERY)).isEqualTo("cpu");
      assertThat(device(service, Purpose.DOCUMENT)).isEqualTo("cuda:0@other");
      assertThat(away).containsExactly("DOCUMENT");
      assertThat(service.handOverStats().answered()).isEqualTo(1);
      assertThatThrownBy(
              () ->
                  service
                      .embed("nope", List.of("a"), Purpose.DOCUMENT, LongText.MEAN)
                      .toCompletableFuture()
                      .join())
          .hasCauseInstanceOf(IllegalArgumentException.class);
    } finally {
      pool.shutdown();
    }
  }

  private static String device(EmbeddingService service, Purpose purpose) {
    return ((Embedded)
            service
                .embed("all-minilm-l6-v2", List.of(purpose.name()), purpose, LongText.MEAN)
                .toCompletableFuture()
                .join()
                .getFirst())
        .device();
  }
}
