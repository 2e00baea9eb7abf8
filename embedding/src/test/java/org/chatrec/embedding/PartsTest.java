package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.chatrec.embedding.Batches.Item;
import org.chatrec.embedding.PreparedText.Window;
import org.junit.jupiter.api.Test;

class PartsTest {

  @Property
  void windowsCoverTheTextInOrderWithTheOverlapAskedFor(
      @ForAll @IntRange(min = 1, max = 3000) int length,
      @ForAll @IntRange(min = 2, max = 300) int room,
      @ForAll @IntRange(min = 0, max = 150) int wish,
      @ForAll @IntRange(min = 1, max = 40) int most) {
    int overlap = Math.min(wish, room / 2);
    PreparedText text =
        PreparedText.of(LongStream.range(0, length).toArray(), room, overlap, most, false);
    assertThat(text.windows()).hasSizeBetween(1, most);
    int end = 0;
    for (Window window : text.windows()) {
      assertThat(window.from()).isEqualTo(end == 0 ? 0 : end - overlap);
      assertThat(window.tokens()).isBetween(1, room);
      assertThat(window.to()).isGreaterThan(end);
      end = window.to();
    }
    assertThat(text.covered()).isEqualTo(end);
    assertThat(text.truncated()).isEqualTo(end < length);
    assertThat(end == length || text.windows().size() == most).isTrue();
  }

  @Property
  void batchesHoldEveryItemOnceAndKeepToTheBudget(
      @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 600) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 2000) int budget) {
    List<Item> items = new ArrayList<>();
    for (int length : lengths) {
      items.add(new Item(items.size(), new Window(new long[0], 0, length)));
    }
    List<List<Item>> batches = Batches.cut(items, budget, 2);
    assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(items);
    for (List<Item> batch : batches) {
      int width = batch.stream().mapToInt(item -> item.window().tokens()).max().orElseThrow() + 2;
      assertThat(batch.size() == 1 || batch.size() * width <= budget).isTrue();
    }
  }

  @Property
  void normalisedVectorsHaveLengthOneAndTheirDirection(
      @ForAll @Size(min = 1, max = 50) List<@FloatRange(min = -1000, max = 1000) Float> values) {
    float[] vector = new float[values.size()];
    IntStream.range(0, vector.length).forEach(i -> vector[i] = values.get(i));
    float[] before = vector.clone();
    if (Vectors.normalise(vector)) {
      assertThat(BareSession.length(vector)).isCloseTo(1, within(1e-5));
      assertThat(BareSession.dot(vector, before))
          .isCloseTo(BareSession.length(before), within(1e-2));
    } else {
      assertThat(BareSession.length(before)).isLessThan(1e-11);
    }
  }

  @Test
  void vectorsWithoutADirectionAreNotNormalised() {
    assertThat(Vectors.normalise(new float[3])).isFalse();
    assertThat(Vectors.normalise(new float[] {1, Float.NaN})).isFalse();
    assertThat(Vectors.normalise(new float[] {1, Float.NEGATIVE_INFINITY})).isFalse();
  }

  @Property(tries = 50)
  void sharedWorkDoesEachJobOnce(
      @ForAll @IntRange(min = 0, max = 300) int jobs,
      @ForAll @IntRange(min = 0, max = 6) int helpers) {
    AtomicIntegerArray done = new AtomicIntegerArray(jobs);
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      new SharedWork(helpers + 1, pool).run(jobs, done::incrementAndGet);
      assertThat(IntStream.range(0, jobs).map(done::get)).allMatch(times -> times == 1);
    }
  }

  /** Nobody comes, so each helper that was called still stands in the queue. */
  @Test
  void sharedWorkCallsNoMoreHelpersThanThereIsRoomFor() {
    List<Runnable> queue = new ArrayList<>();
    SharedWork work = new SharedWork(4, queue::add);
    work.run(2, i -> {});
    assertThat(queue).as("one job for each").hasSize(1);
    work.run(9, i -> {});
    work.run(9, i -> {});
    assertThat(queue).as("one place of the four was the caller's").hasSize(3);
    queue.forEach(Runnable::run);
    queue.clear();
    work.run(9, i -> {});
    assertThat(queue).hasSize(3);
  }

  @Test
  void sharedWorkNeedsNoHelp() {
    Executor full =
        task -> {
          throw new RejectedExecutionException();
        };
    for (Executor executor : List.<Executor>of(full, task -> {}, Runnable::run)) {
      AtomicIntegerArray done = new AtomicIntegerArray(9);
      new SharedWork(4, executor).run(9, done::incrementAndGet);
      assertThat(IntStream.range(0, 9).map(done::get)).allMatch(times -> times == 1);
    }
  }

  @Test
  void sharedWorkFinishesTheRestBeforeItThrows() {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                new SharedWork(1, task -> {})
                    .run(
                        5,
                        i -> {
                          if (i == 1) {
                            throw new IllegalStateException("job 1");
                          }
                          done.add(i);
                        }))
        .hasRootCauseMessage("job 1");
    assertThat(done).containsExactly(0, 2, 3, 4);
  }

  @Test
  void devicesAreReadAsWritten() {
    for (String text : List.of("auto", "cpu", "cuda:0", "cuda:7")) {
      assertThat(Device.parse(text)).hasToString(text);
    }
    assertThat(Device.parse("cuda")).hasToString("cuda:0");
    for (String bad :
        List.of("", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:x", "cuda:12345", "auto ")) {
      assertThatThrownBy(() -> Device.parse(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("auto, cpu, cuda, cuda:n");
    }
  }

  @Test
  void optionsKeepToTheirRanges() {
    EmbeddingOptions options = EmbeddingOptions.defaults();
    assertThatThrownBy(() -> options.withParallelism(0))
        .hasMessageContaining("parallelism must be at least 1");
    assertThatThrownBy(() -> options.withBatchTokens(-1))
        .hasMessageContaining("batchTokens must be at least 0");
  }
}
