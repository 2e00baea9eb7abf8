package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.chatrec.node.Cluster;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One node's life: under which account it runs, what it keeps, and how it fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeLifeTests {
  private static final String DOCUMENT = "/kept/_doc/";

  private final NodeOptions options = NodeOptions.single(Ports.free(1)).withHeap("512m");
  private Cluster cluster;

  @BeforeAll
  void start() {
    cluster = Cluster.start(TestHome.get(), options);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void runsUnderAnAccountThatIsNotRoot() {
    assertThat(cluster.nodes().getFirst().handle().info().user())
        .hasValueSatisfying(user -> assertThat(user).isNotEqualTo("root"));
  }

  @Test
  void runsWithTheSecurityAgent() throws IOException {
    assertThat(Files.readString(cluster.nodes().getFirst().log()))
        .contains("Policy attached successfully");
  }

  @Test
  void keepsDataOverARestart() {
    cluster.rest().put(DOCUMENT + "restart", "{\"a\":1}").orFail();
    cluster.nodes().getFirst().stop();
    assertGone();
    assertThat(cluster.restart(0).rest().get(DOCUMENT + "restart").status()).isEqualTo(200);
  }

  @Test
  void comesBackWithItsDataAfterACrash() {
    cluster.rest().put(DOCUMENT + "crash", "{\"a\":1}").orFail();
    cluster.nodes().getFirst().kill();
    assertGone();
    assertThat(cluster.restart(0).rest().get(DOCUMENT + "crash").status()).isEqualTo(200);
  }

  @Test
  void endsWithTheProgramThatStartedIt() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartsANode.class.getName(),
                TestHome.get().folder().toString(),
                String.valueOf(Ports.free(1)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Optional<ProcessHandle> node = Optional.empty();
    while (node.isEmpty() && !program.waitFor(20, TimeUnit.MILLISECONDS)) {
      node = program.toHandle().children().findFirst();
    }
    program.destroy();
    assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(node).hasValueSatisfying(process -> assertThat(process.isAlive()).isFalse());
  }

  /** What a benchmark does, and a demo in the foreground. */
  static final class StartsANode {
    private StartsANode() {}

    public static void main(String[] words) {
      NodeOptions options = NodeOptions.single(Integer.parseInt(words[1])).withHeap("512m");
      try (Cluster cluster = Cluster.start(new NodeHome(Path.of(words[0])), options)) {
        cluster.awaitFailure();
      }
    }
  }

  @Test
  void saysThatItsPortIsTaken() {
    assertThatThrownBy(() -> Cluster.start(TestHome.get(), options))
        .isInstanceOf(LaunchException.class)
        .hasMessageStartingWith("port " + options.port() + " is taken");
  }

  @Test
  void saysThatItsTransportPortIsTaken() throws IOException {
    int port = Ports.free(1);
    try (ServerSocket taken = new ServerSocket(port + 100, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Cluster.start(TestHome.get(), NodeOptions.single(port)))
          .isInstanceOf(LaunchException.class)
          .hasMessageStartingWith("port " + taken.getLocalPort() + " is taken");
    }
  }

  @Test
  void namesTheReasonLastWhenTheNodeDoesNotStart() {
    NodeOptions wrong =
        NodeOptions.single(Ports.free(1)).withHeap("512m").withSetting("no.such.setting", "1");
    assertThatThrownBy(() -> Cluster.start(TestHome.get(), wrong))
        .isInstanceOf(LaunchException.class)
        .satisfies(
            e -> assertThat(e.getMessage().lines().toList().getLast()).contains("no.such.setting"));
  }

  @Test
  void refusesAHeapThatTheMachineDoesNotHave() {
    NodeOptions huge = NodeOptions.single(Ports.free(1)).withHeap("9000g");
    assertThatThrownBy(() -> Cluster.start(TestHome.get(), huge))
        .isInstanceOf(LaunchException.class)
        .hasMessageStartingWith("too little memory");
  }

  private void assertGone() {
    assertThatThrownBy(() -> cluster.rest().get("/")).isInstanceOf(Rest.Unreachable.class);
  }
}
