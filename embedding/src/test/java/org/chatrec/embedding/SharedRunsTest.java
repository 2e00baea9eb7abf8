package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls that meet in one service, with the real model. */
class SharedRunsTest {
  private static final String MODEL = "all-minilm-l6-v2";

  /** Started by hand, so that calls are in the house together. */
  private final Deque<Runnable> pool = new ArrayDeque<>();

  private EmbeddingService service(EmbeddingOptions options) {
    return new EmbeddingService(List.of(BareSession.MODELS), options, pool::add);
  }

  private static EmbeddingOptions options() {
    return BareSession.options().withDevice(Device.CPU).withParallelism(1);
  }

  private static CompletableFuture<List<EmbeddingOutcome>> embed(
      EmbeddingService service, String... texts) {
    return service
        .embed(MODEL, Arrays.asList(texts), Purpose.DOCUMENT, LongText.MEAN)
        .toCompletableFuture();
  }

  private void workAll() {
    while (!pool.isEmpty()) {
      pool.removeFirst().run();
    }
  }

  @Test
  void textsOfConcurrentCallsShareARunAndGoBackToTheirCallers() throws Exception {
    try (EmbeddingService service = service(options());
        BareSession bare = new BareSession()) {
      List<CompletableFuture<List<EmbeddingOutcome>>> calls = new ArrayList<>();
      List<String> texts = List.of("Das Boot", "Up", "Alien", "Heat", "The Robot", "War", "Love");
      texts.forEach(text -> calls.add(embed(service, text)));
      workAll();
      assertThat(service.stats().batches()).isEqualTo(1);
      for (int i = 0; i < texts.size(); i++) {
        float[] vector = ((Embedded) calls.get(i).join().getFirst()).vector();
        assertThat(BareSession.dot(vector, bare.embed(texts.get(i)))).isGreaterThan(0.94);
      }
    }
  }

  @Test
  void aTextSeenBeforeIsNotComputedAgain() throws IOException {
    try (EmbeddingService service = service(options().withCacheBytes(1 << 20))) {
      CompletableFuture<List<EmbeddingOutcome>> first = embed(service, "Alien", "Alien", "Heat");
      workAll();
      float[] vector = ((Embedded) first.join().get(0)).vector();
      float[] expected = vector.clone();
      assertThat(((Embedded) first.join().get(1)).vector()).isNotSameAs(vector).isEqualTo(vector);
      Arrays.fill(vector, 7); // the receiver's own
      long batches = service.stats().batches();
      CompletableFuture<List<EmbeddingOutcome>> second = embed(service, "Heat", "Alien");
      workAll();
      assertThat(((Embedded) second.join().get(1)).vector()).isEqualTo(expected);
      assertThat(service.stats().batches()).isEqualTo(batches);
      assertThat(service.stats().cacheHits()).isEqualTo(3);
    }
  }

  @Test
  void howLongTextsAreTreatedDecidesAboutTheVector() throws IOException {
    try (EmbeddingService service = service(options().withCacheBytes(1 << 20))) {
      String text = "river ".repeat(400) + "detective ".repeat(400);
      List<CompletableFuture<List<EmbeddingOutcome>>> calls = new ArrayList<>();
      for (LongText way : LongText.values()) {
        calls.add(service.embed(MODEL, List.of(text), Purpose.DOCUMENT, way).toCompletableFuture());
        workAll();
      }
      assertThat(((Embedded) calls.get(0).join().getFirst()).truncated()).isFalse();
      assertThat(((Embedded) calls.get(1).join().getFirst()).truncated()).isTrue();
      assertThat(service.stats().cacheHits()).isZero();
    }
  }

  @Test
  void aFullHouseRefusesAndTheNextCallAfterItIsServed() throws IOException {
    QueueOptions small = QueueOptions.defaults().withDocuments(2);
    try (EmbeddingService service = service(options().withQueue(small))) {
      CompletableFuture<List<EmbeddingOutcome>> in = embed(service, "one", "two");
      assertThatThrownBy(() -> embed(service, "three").join())
          .hasCauseInstanceOf(EmbeddingBusyException.class);
      assertThat(service.stats().waiting()).isEqualTo(2);
      workAll();
      assertThat(in.join()).hasSize(2);
      CompletableFuture<List<EmbeddingOutcome>> next = embed(service, "three");
      workAll();
      assertThat(next.join().getFirst()).isInstanceOf(Embedded.class);
      assertThat(service.stats().refusals()).isEqualTo(1);
      assertThat(service.stats().waiting()).isZero();
    }
  }

  @Test
  void memoryIsGivenBackWhateverHappens() throws IOException {
    AtomicLong used = new AtomicLong();
    MemoryAccount account =
        new MemoryAccount() {
          @Override
          public void reserve(long bytes) {
            used.addAndGet(bytes);
          }

          @Override
          public void release(long bytes) {
            used.addAndGet(-bytes);
          }
        };
    EmbeddingService service =
        new EmbeddingService(List.of(BareSession.MODELS), options(), pool::add, account);
    CompletableFuture<?> mixed = embed(service, "a text", "", null, "word ".repeat(600));
    CompletableFuture<?> unknown =
        service.embed("nope", List.of("text"), Purpose.QUERY, LongText.MEAN).toCompletableFuture();
    CompletableFuture<?> none = embed(service);
    workAll();
    CompletableFuture<?> late = embed(service, "closed before it began");
    assertThat(used).hasPositiveValue();
    service.close();
    assertThat(used).hasValue(0);
    assertThat(List.of(mixed, none)).allMatch(call -> !call.isCompletedExceptionally());
    assertThat(List.of(unknown, late)).allMatch(CompletableFuture::isCompletedExceptionally);
  }

  @Test
  void everyCallEndsWhenTheServiceIsClosedUnderLoad() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      EmbeddingService service =
          new EmbeddingService(List.of(BareSession.MODELS), BareSession.options(), threads);
      List<CompletableFuture<List<EmbeddingOutcome>>> calls =
          IntStream.range(0, 200)
              .mapToObj(i -> embed(service, "text number " + i, "and another " + i))
              .toList();
      calls.getFirst().join();
      service.close();
      for (CompletableFuture<List<EmbeddingOutcome>> call : calls) {
        assertThat(call).isDone();
        if (call.isCompletedExceptionally()) {
          assertThatThrownBy(call::join).hasCauseInstanceOf(IllegalStateException.class);
        } else {
          assertThat(call.join()).hasSize(2);
        }
      }
    }
  }

  @Test
  void nullInAListFailsAlone() throws IOException {
    try (EmbeddingService service = service(options())) {
      CompletableFuture<List<EmbeddingOutcome>> call =
          service
              .embed(MODEL, Collections.singletonList(null), Purpose.QUERY, LongText.MEAN)
              .toCompletableFuture();
      workAll();
      assertThat(call.join()).containsExactly(new EmbeddingFailure("text is null"));
    }
  }
}
