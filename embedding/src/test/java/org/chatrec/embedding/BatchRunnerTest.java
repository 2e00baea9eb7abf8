package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchRunnerTest {
  private final EmbeddingCounters counters = new EmbeddingCounters();

  private BatchRunner runner(Inference inference) {
    return new BatchRunner(inference, counters, System::nanoTime);
  }

  private static List<EmbeddingOutcome> get(EmbeddingCall call) {
    return call.result().toCompletableFuture().join();
  }

  /** A model that cannot stand some lengths, and answers a text with its length. */
  private static Inference failingOn(Set<Integer> lengths) {
    return batch -> {
      if (batch.stream().anyMatch(item -> lengths.contains(item.window().tokens()))) {
        throw new OrtException("a shape it does not like");
      }
      float[][] vectors = new float[batch.size()][2];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i][0] = 1;
        vectors[i][1] = batch.get(i).window().tokens();
      }
      return vectors;
    };
  }

  @Property
  void aTextThatTheModelCannotTakeFailsAlone(
      @ForAll Set<@IntRange(min = 1, max = 30) Integer> bad,
      @ForAll @IntRange(min = 1, max = 30) int size) {
    EmbeddingCall call = Calls.of(size);
    List<Integer> lengths = IntStream.rangeClosed(1, size).boxed().toList();
    runner(failingOn(bad)).run(Calls.items(call, lengths, 0));
    List<EmbeddingOutcome> outcomes = get(call);
    for (int i = 0; i < size; i++) {
      if (bad.contains(i + 1)) {
        assertThat(outcomes.get(i))
            .isEqualTo(new EmbeddingFailure("the model failed on this text"));
      } else {
        float[] vector = ((Embedded) outcomes.get(i)).vector();
        assertThat(Math.round(vector[1] / vector[0])).as("its own").isEqualTo(i + 1);
      }
    }
  }

  @Test
  void aRunThatFailedIsCounted() {
    EmbeddingCall call = Calls.of(2);
    runner(failingOn(Set.of(2))).run(Calls.items(call, List.of(1, 2), 0));
    assertThat(get(call)).hasSize(2);
    assertThat(counters.retries.sum()).isEqualTo(1);
  }

  @Test
  void aVectorWithoutADirectionFailsItsText() {
    EmbeddingCall call = Calls.of(2);
    runner(batch -> new float[][] {{0, Float.NaN}, {0, 3}})
        .run(Calls.items(call, List.of(1, 1), 0));
    assertThat(get(call).get(0)).isInstanceOf(EmbeddingFailure.class);
    assertThat(((Embedded) get(call).get(1)).vector()).containsExactly(0, 1);
  }

  /** Memory or a bug, not the texts: repeating would make it worse. */
  @Test
  void anErrorOfAnotherKindFailsTheCalls() {
    for (Throwable error :
        List.of(new EmbeddingBusyException("memory is full"), new OutOfMemoryError("direct"))) {
      EmbeddingCall call = Calls.of(2);
      runner(
              batch -> {
                if (error instanceof Error e) {
                  throw e;
                }
                throw (RuntimeException) error;
              })
          .run(Calls.items(call, List.of(1, 1), 0));
      assertThatThrownBy(() -> get(call)).hasCause(error);
    }
    assertThat(counters.retries.sum()).isZero();
  }
}
