package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScriptsTests {

  private final AtomicInteger calls = new AtomicInteger();

  private final Scripts scripts = new Scripts();

  private String readable(String model, String text, List<float[]> vectors) {
    return scripts.readable(
        model,
        text,
        words -> {
          calls.incrementAndGet();
          return vectors;
        });
  }

  @Test
  void ofAModelWithoutChineseOnlyTheRestIsReadable() {
    List<float[]> same = List.of(new float[] {0.6f, 0.8f}, new float[] {0.6f, 0.8f});
    assertThat(readable("minilm", "海盗", same)).isBlank();
    assertThat(readable("minilm", "关于 Paris 的 heist", same)).isEqualTo("Paris heist");
    assertThat(readable("minilm", "日本の anime", same)).isEqualTo("の anime");
    assertThat(calls).as("asked once per model").hasValue(1);
  }

  @Test
  void aModelWithChineseReadsAll() {
    List<float[]> two = List.of(new float[] {1, 0}, new float[] {0.9f, 0.4f});
    assertThat(readable("bge-zh", "关于海盗", two)).isEqualTo("关于海盗");
  }

  @Test
  void textWithoutChineseAsksNoModel() {
    assertThat(readable("any", "a heist in Paris", List.of())).isEqualTo("a heist in Paris");
    assertThat(calls).hasValue(0);
  }

  /** A model that is busy now is asked again. */
  @Test
  void withoutVectorsNothingIsKnown() {
    assertThat(readable("busy", "海盗", List.of())).isEqualTo("海盗");
    assertThat(readable("busy", "海盗", List.of())).isEqualTo("海盗");
    assertThat(calls).hasValue(2);
  }
}
