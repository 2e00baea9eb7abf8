package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScriptsTests {

  private final AtomicInteger calls = new AtomicInteger();

  private Scripts scripts(List<float[]> vectors) {
    return new Scripts(
        (model, texts) -> {
          calls.incrementAndGet();
          return vectors;
        });
  }

  @Test
  void ofAModelWithoutChineseOnlyTheRestIsReadable() {
    Scripts scripts = scripts(List.of(new float[] {0.6f, 0.8f}, new float[] {0.6f, 0.8f}));
    assertThat(scripts.readable("minilm", "海盗")).isBlank();
    assertThat(scripts.readable("minilm", "关于 Paris 的 heist")).isEqualTo("Paris heist");
    assertThat(scripts.readable("minilm", "日本の anime")).isEqualTo("の anime");
    assertThat(calls).as("asked once per model").hasValue(1);
  }

  @Test
  void aModelWithChineseReadsAll() {
    Scripts scripts = scripts(List.of(new float[] {1, 0}, new float[] {0.9f, 0.4f}));
    assertThat(scripts.readable("bge-zh", "关于海盗")).isEqualTo("关于海盗");
  }

  @Test
  void textWithoutChineseAsksNoModel() {
    assertThat(scripts(List.of()).readable("any", "a heist in Paris"))
        .isEqualTo("a heist in Paris");
    assertThat(calls).hasValue(0);
  }

  /** A model that is busy now is asked again. */
  @Test
  void withoutVectorsNothingIsKnown() {
    Scripts scripts = scripts(List.of());
    assertThat(scripts.readable("busy", "海盗")).isEqualTo("海盗");
    assertThat(scripts.readable("busy", "海盗")).isEqualTo("海盗");
    assertThat(calls).hasValue(2);
  }
}
