package org.chatrec.rest.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.chatrec.catalog.support.Wire;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingFailure;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.LongText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensearch.Version;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.common.io.stream.StreamInput;

class EmbedPartTests {

  @ParameterizedTest
  @EnumSource(LongText.class)
  void theQuestionSurvivesTheWire(LongText longText) throws IOException {
    List<String> texts = Arrays.asList("a", null, "", "部科幻电影", "x".repeat(100_000));
    EmbedPartRequest copy =
        Wire.copy(new EmbedPartRequest("m", "f00", longText, texts), EmbedPartRequest::new);
    assertThat(copy.model()).isEqualTo("m");
    assertThat(copy.fingerprint()).isEqualTo("f00");
    assertThat(copy.longText()).isEqualTo(longText);
    assertThat(copy.texts()).isEqualTo(texts);
  }

  @Test
  void theAnswerSurvivesTheWireBitByBit() throws IOException {
    float[] vector = {1f, -0f, Float.MIN_VALUE, 1e-20f, 0.1f};
    EmbedPartResponse copy =
        Wire.copy(
            EmbedPartResponse.of(
                List.of(
                    new EmbeddingFailure("text is null"), new Embedded(vector, 7, true, "cuda:0"))),
            EmbedPartResponse::new);
    assertThat(copy.sameModel()).isTrue();
    List<EmbeddingOutcome> outcomes = copy.outcomes();
    assertThat(outcomes.get(0)).isEqualTo(new EmbeddingFailure("text is null"));
    Embedded embedded = (Embedded) outcomes.get(1);
    assertThat(embedded.vector()).containsExactly(vector);
    assertThat(embedded.tokens()).isEqualTo(7);
    assertThat(embedded.truncated()).isTrue();
    assertThat(embedded.device()).isEqualTo("cuda:0");
  }

  @Test
  void anotherModelIsAnAnswer() throws IOException {
    EmbedPartResponse copy = Wire.copy(EmbedPartResponse.otherModel(), EmbedPartResponse::new);
    assertThat(copy.sameModel()).isFalse();
    assertThat(copy.outcomes()).isEmpty();
  }

  @Test
  void nodesOfAnOlderReleaseAreNotTalkedTo() throws IOException {
    EmbedPartRequest request = new EmbedPartRequest("m", "f", LongText.MEAN, List.of("a"));
    try (BytesStreamOutput out = new BytesStreamOutput()) {
      out.setVersion(Version.V_3_4_0);
      assertThatThrownBy(() -> request.writeTo(out)).hasMessageContaining("3.4.0");
      assertThatThrownBy(() -> EmbedPartResponse.otherModel().writeTo(out))
          .hasMessageContaining("3.4.0");
    }
    try (BytesStreamOutput out = new BytesStreamOutput()) {
      request.writeTo(out);
      try (StreamInput in = out.bytes().streamInput()) {
        in.setVersion(Version.V_3_4_0);
        assertThatThrownBy(() -> new EmbedPartRequest(in)).hasMessageContaining("3.4.0");
      }
    }
  }

  @Test
  void whatABrokenNodeSendsIsBounded() throws IOException {
    try (BytesStreamOutput out = new BytesStreamOutput()) {
      out.writeBoolean(true);
      out.writeVInt(Integer.MAX_VALUE);
      try (StreamInput in = out.bytes().streamInput()) {
        assertThatThrownBy(() -> new EmbedPartResponse(in))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("outcomes");
      }
    }
  }
}
