package org.chatrec.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeHomeTests {
  private static final String SECURITY = "security/opensearch-security/" + PluginZip.DESCRIPTOR;

  @TempDir private Path folder;
  private Path parts;
  private Path home;

  @BeforeEach
  void makeParts() {
    parts = folder.resolve("parts");
    home = folder.resolve("home");
    part("lib/opensearch-3.5.0.jar", "server");
    part("agent/opensearch-agent-3.4.0.jar", "agent");
    part("agent/opensearch-agent-bootstrap-3.4.0.jar", "boot");
    part(
        "plugins/opensearch-knn/plugin-descriptor.properties",
        "name=opensearch-knn\nopensearch.version=3.5.0\n"
            + "extended.plugins=lang-painless,transport-grpc\n");
    part(SECURITY, "name=opensearch-security\nopensearch.version=3.4.0\nextended.plugins=x\n");
    for (ServerModule module : ServerModule.values()) {
      part("modules/" + module.folder() + "/module.jar", "m");
    }
  }

  @Test
  void describesEveryModuleForTheServersRelease() {
    NodeHome made = assemble();
    for (ServerModule module : ServerModule.values()) {
      assertThat(made.folder().resolve("modules/" + module.folder() + "/" + PluginZip.DESCRIPTOR))
          .content()
          .contains("name=" + module.folder() + "\n", "opensearch.version=3.5.0\n");
    }
  }

  @Test
  void picksTheAgentAndNotItsBootPart() {
    assertThat(assemble().agent().getFileName()).hasToString("opensearch-agent-3.4.0.jar");
  }

  @Test
  void leavesThePartsAsTheyWereWhenItRewritesADescriptor() {
    Path descriptor = Path.of("plugins/opensearch-knn").resolve(PluginZip.DESCRIPTOR);
    assertThat(assemble().folder().resolve(descriptor)).content().doesNotContain("transport-grpc");
    assertThat(parts.resolve(descriptor)).content().contains("transport-grpc");
  }

  @Test
  void hasTheSecurityPluginWhereItIsWantedAndFitsItToTheServer() {
    Path plugin = assemble().plugin(NodeHome.SECURITY);
    assertThat(plugin).doesNotExist();
    NodeHome.assemble(home, parts, Optional.empty(), true);
    assertThat(plugin.resolve(PluginZip.DESCRIPTOR))
        .content()
        .contains("opensearch.version=3.5.0\n")
        .doesNotContain("extended.plugins");
    assertThat(parts.resolve(SECURITY)).content().contains("opensearch.version=3.4.0");
    assemble();
    assertThat(plugin).doesNotExist();
  }

  @Test
  void leavesKnnOutOnAServerThatItDoesNotRunOnAndAdaptsTheRest() throws IOException {
    Files.delete(parts.resolve("lib/opensearch-3.5.0.jar"));
    part("lib/opensearch-3.4.0.jar", "server");
    NodeHome made = NodeHome.assemble(home, parts, Optional.empty(), true);
    assertThat(made.plugin("opensearch-knn")).doesNotExist();
    assertThat(made.plugin(NodeHome.SECURITY).resolve(PluginZip.DESCRIPTOR))
        .content()
        .contains("opensearch.version=3.4.0\n");
  }

  @Test
  void doesNothingWhenMadeFromTheSameFiles() {
    assemble();
    Folders.write(home.resolve("lib/witness"), "still here");
    assemble();
    assertThat(home.resolve("lib/witness")).exists();
  }

  @Test
  void assemblesAnewWhenAFilesContentChangedAndKeepsTheNodesData() throws IOException {
    NodeHome first = assemble();
    Path data = Folders.create(first.node("port-1")).resolve("data");
    Folders.write(data, "kept");
    Folders.write(home.resolve("lib/witness"), "goes");
    // same name and size, other content
    Files.delete(parts.resolve("lib/opensearch-3.5.0.jar"));
    part("lib/opensearch-3.5.0.jar", "sErver");
    assemble();
    assertThat(home.resolve("lib/witness")).doesNotExist();
    assertThat(home.resolve("lib/opensearch-3.5.0.jar")).hasContent("sErver");
    assertThat(data).hasContent("kept");
  }

  @Test
  void refusesToChangeUnderARunningNode() throws IOException {
    NodeHome first = assemble();
    PidFile.of(Folders.create(first.node("port-1"))).write(ProcessHandle.current());
    assemble();
    part("lib/more.jar", "more");
    assertThatThrownBy(this::assemble)
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("stop it first");
  }

  @Test
  void aNumberUsedAgainByAnotherProgramIsNotTheNode() {
    PidFile file = PidFile.of(folder);
    file.write(ProcessHandle.current());
    assertThat(file.running()).contains(ProcessHandle.current());
    Folders.write(file.file(), ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z\n");
    assertThat(file.running()).isEmpty();
    Folders.write(file.file(), "garbage");
    assertThat(file.running()).isEmpty();
  }

  @Test
  void namesThePartThatIsMissing() throws IOException {
    Files.delete(parts.resolve("lib/opensearch-3.5.0.jar"));
    assertThatThrownBy(this::assemble).hasMessageContaining("incomplete");
  }

  private NodeHome assemble() {
    return NodeHome.assemble(home, parts, Optional.empty());
  }

  private void part(String name, String content) {
    Folders.create(parts.resolve(name).getParent());
    Folders.write(parts.resolve(name), content);
  }
}
