package org.chatrec.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class NodeOptionsTests {
  private static final NodeOptions ONE = NodeOptions.single(9200);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_500, 70_000})
  void refusesAPortThatHasNoTransportPort(int port) {
    assertThatThrownBy(() -> NodeOptions.single(port)).hasMessageContaining("--port");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 21})
  void refusesAnOddNumberOfNodes(int nodes) {
    assertThatThrownBy(() -> ONE.withNodes(nodes)).hasMessageContaining("--nodes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "g", "0g", "1t", "1.5g", "-1g", "1g -version", "99999999g"})
  void refusesAHeapThatJavaWouldNotTake(String heap) {
    assertThatThrownBy(() -> ONE.withHeap(heap)).hasMessageContaining("--heap");
  }

  @ParameterizedTest
  @CsvSource({"1g,1024", "2G,2048", "512m,512", "700M,700"})
  void countsTheHeap(String heap, long megabytes) {
    assertThat(ONE.withHeap(heap).heapMegabytes()).isEqualTo(megabytes);
  }

  @Test
  void refusesASettingOfTwoLines() {
    assertThatThrownBy(() -> ONE.withSetting("a.b", "1\npath.data: /"))
        .hasMessageContaining("--setting");
    assertThatThrownBy(() -> ONE.withSetting("a: 1\nb", "1")).hasMessageContaining("--setting");
  }

  @Test
  void oneNodeDiscoversNobodyAndThreeDiscoverEachOther() throws Exception {
    assertThat(yaml(ONE)).contains("discovery.type: single-node\n");
    assertThat(yaml(ONE.withNodes(3)))
        .doesNotContain("discovery.type")
        .contains("127.0.0.1:9300", "127.0.0.1:9302", "[node-1, node-2, node-3]");
  }

  @Test
  void aSettingGoesOverTheDefault() throws Exception {
    assertThat(yaml(ONE.withSetting("network.host", "0.0.0.0")))
        .containsOnlyOnce("network.host")
        .contains("network.host: 0.0.0.0\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "1234567890123456789012345678901234567890123456789012345678901234567890123"
      })
  void refusesAPasswordThatIsNoneOrIsCutByItsHash(String password) {
    SecurityOptions options = new SecurityOptions(Optional.empty(), false, folder);
    assertThatThrownBy(() -> options.withAdminPassword(password))
        .hasMessageContaining("--admin-password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--tls", "--admin-password=x"})
  void refusesOptionsOfSecurityWithoutIt(String option) {
    NodeArguments arguments = CommandLine.populateCommand(new NodeArguments(), option);
    assertThatThrownBy(arguments::options).hasMessageContaining("--security");
  }

  @Test
  void securedAndOpenNodesShareNoData() {
    NodeHome home = new NodeHome(folder);
    SecurityOptions security = new SecurityOptions(Optional.empty(), false, folder);
    assertThat(NodeFiles.folder(home, ONE, 0))
        .isNotEqualTo(NodeFiles.folder(home, ONE.withSecurity(security), 0));
  }

  @Test
  void nodesOfAClusterAndOneNodeAloneShareNoData() {
    NodeHome home = new NodeHome(folder);
    assertThat(NodeFiles.prepare(home, ONE, Optional.empty(), 0).data())
        .isNotEqualTo(NodeFiles.prepare(home, ONE.withNodes(3), Optional.empty(), 0).data());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uncaught exception\njava.lang.IllegalStateException: outer\nLikely root cause: the reason",
        "org.x.SomeException: the reason"
      })
  void findsTheCauseInALog(String log) {
    assertThat(LogTail.cause(log)).endsWith("the reason");
  }

  @Test
  void aQuietLogHasNoCause() {
    assertThat(LogTail.cause("[INFO] started\n")).isEmpty();
  }

  @Test
  void aNodeWithThePluginIsToldThatKnnHasNoLibraries() throws Exception {
    assertThat(yaml(ONE)).doesNotContain("chatrec.");
    Files.createDirectories(folder.resolve("plugins/chatrec"));
    assertThat(yaml(ONE)).contains("chatrec.knn.native: false\n");
    assertThat(yaml(ONE.withSetting("chatrec.knn.native", "true")))
        .contains("chatrec.knn.native: true\n");
  }

  private String yaml(NodeOptions options) throws Exception {
    return Files.readString(
        NodeFiles.prepare(new NodeHome(folder), options, Optional.empty(), 0)
            .config()
            .resolve("opensearch.yml"));
  }
}
