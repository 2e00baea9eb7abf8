package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTest {
  @TempDir private Path folder;

  @Test
  void theQuantisedModelIsKnownAsOne() throws IOException {
    assertThat(Graph.quantisesAsItRuns(BareSession.MINILM.resolve("model.onnx"))).isTrue();
    assertThat(Graph.quantisesAsItRuns(BareSession.MINILM.resolve("tokenizer.json"))).isFalse();
  }

  /** Around the borders of what is read at a time. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_515, 65_516, 65_525, 65_535, 65_536, 131_060, 131_072, 200_000})
  void theNameIsFoundWhereverItStands(int place) throws IOException {
    byte[] name = "DynamicQuantizeLinear".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[place + name.length + 3];
    Arrays.fill(bytes, (byte) 'D');
    System.arraycopy(name, 0, bytes, place, name.length);
    Path file = Files.write(folder.resolve("model"), bytes);
    assertThat(Graph.quantisesAsItRuns(file)).isTrue();
    bytes[place + name.length - 1] = 'x';
    assertThat(Graph.quantisesAsItRuns(Files.write(file, bytes))).isFalse();
  }
}
