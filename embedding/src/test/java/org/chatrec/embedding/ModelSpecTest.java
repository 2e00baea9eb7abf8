package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.chatrec.embedding.ModelSpec.Pooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSpecTest {

  private static ModelSpec parse(String json) throws IOException {
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8), Path.of("m", "model.json"));
  }

  @Test
  void readsAllKeys() throws IOException {
    ModelSpec spec =
        parse(
            """
            {"pooling":"cls","max_tokens":512,"dimension":768,"normalise":true,"pad_id":1,
             "query_prefix":"query: ","document_prefix":"passage: ","output":"out","precision":"fp32",
             "license":"MIT","source":"here","sha256":{"model.onnx":"%s"}}
            """
                .formatted("AB".repeat(32)));
    assertThat(spec)
        .isEqualTo(
            new ModelSpec(
                Pooling.CLS,
                512,
                768,
                1,
                "query: ",
                "passage: ",
                "out",
                new ModelSpec.Notes("fp32", "MIT", "here"),
                Map.of("model.onnx", "ab".repeat(32))));
    assertThat(spec.prefix(Purpose.QUERY)).isEqualTo("query: ");
    assertThat(spec.prefix(Purpose.DOCUMENT)).isEqualTo("passage: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | [pooling] must be one of mean, cls, last, none",
        "{\"pooling\":\"max\",\"max_tokens\":512,\"dimension\":3} | [pooling] must be one of mean, cls, last, none",
        "{\"pooling\":\"mean\",\"dimension\":3} | [max_tokens] must be an integer",
        "{\"pooling\":\"mean\",\"max_tokens\":512} | [dimension] must be an integer",
        "{\"pooling\":\"mean\",\"max_tokens\":\"many\",\"dimension\":3} | [max_tokens] must be an integer",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3,\"normalise\":false} | [normalise] must be true",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3,\"dim\":3} | [dim] is not known",
        "{\"pooling\":1,\"max_tokens\":512,\"dimension\":3} | [pooling] must be one of",
        "{\"pooling\":\"mean\",\"max_tokens\":\"512\",\"dimension\":3} | [max_tokens] must be an integer",
        "{\"pooling\":\"mean\",\"max_tokens\":51.5,\"dimension\":3} | [max_tokens] must be an integer",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":30000000000} | [dimension] must be an integer",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3,\"normalise\":\"true\"} | [normalise] must be true",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3,\"query_prefix\":7} | [query_prefix] must be a string",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3,\"license\":null} | [license] must be a string",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3,\"pad_id\":-1} | [pad_id] must be an integer",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3,\"sha256\":\"ab\"} | [sha256] must be an object",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3,\"sha256\":{\"model.onnx\":\"ab\"}} | [sha256.model.onnx]",
        "{\"pooling\":\"mean\",\"pooling\":\"cls\",\"max_tokens\":512,\"dimension\":3} | Duplicate field 'pooling'",
        "{\"pooling\":\"mean\",\"max_tokens\":512,\"dimension\":3} {} | not valid JSON",
        "[] | must be a JSON object",
        "{ | not valid JSON"
      })
  void namesWhatIsWrongAndWhere(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model.json")
        .hasMessageContaining(message);
  }
}
