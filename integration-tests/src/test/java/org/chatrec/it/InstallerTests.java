package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.chatrec.node.NodeHome;
import org.chatrec.node.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSearch's own plugin installer takes the zip: descriptor, release range, no jar hell. */
class InstallerTests {
  @TempDir private Path folder;

  @Test
  void installsTheZipAndAsksForNetworkAccessAlone() throws Exception {
    Path home = NodeHome.assemble(folder, Project.current().parts(), Optional.empty()).folder();
    Files.createDirectories(home.resolve("config"));
    String said = install(home);
    assertThat(said).contains("Installed chatrec");
    assertThat(said.lines().filter(line -> line.startsWith("* ")))
        .containsExactly("* java.net.SocketPermission * connect,resolve");
    Path models = home.resolve("plugins/chatrec/models");
    assertThat(models.resolve("bge-small-en-v1.5/model.onnx")).exists();
    assertThat(models.resolve("all-minilm-l6-v2/model.onnx")).exists();
  }

  private static String install(Path home) throws IOException, InterruptedException {
    Process installer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dopensearch.path.home=" + home,
                    "-Dopensearch.path.conf=" + home.resolve("config"),
                    "-Dopensearch.distribution.type=tar",
                    "-cp",
                    home.resolve("lib") + "/*:" + home.resolve("lib/tools/plugin-cli") + "/*",
                    "org.opensearch.tools.cli.plugin.PluginCli",
                    "install",
                    "--batch",
                    TestHome.zip().toUri().toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(installer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(installer.waitFor()).as(said).isZero();
    return said;
  }
}
