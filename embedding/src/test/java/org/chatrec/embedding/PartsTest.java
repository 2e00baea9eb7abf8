package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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
