package org.chatrec.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way in to a secured node that was there before. */
class SecuritySetupTests {
  @TempDir private Path folder;

  @Test
  void aPasswordOfOnesOwnHasToBeGivenAgain() throws IOException {
    Path first = folder.resolve("nodes/first");
    Files.createDirectories(first.resolve("data/nodes"));
    SecurityOptions none = SecurityOptions.of(Project.current());
    assertThatThrownBy(() -> SecuritySetup.prepare(new NodeHome(folder), none, first))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("--admin-password");
  }

  @Test
  void whoGivesAnotherPasswordIsToldWhatToDo() throws IOException {
    assertThat(SecuritySetup.otherPassword(folder))
        .contains("give the one of then with --admin-password", folder.toString());
    Files.writeString(folder.resolve("admin-password"), "p4711\n");
    assertThat(SecuritySetup.otherPassword(folder))
        .contains("leave --admin-password out", folder.toString())
        .doesNotContain("p4711");
  }

  /** As the security plugin answers: the node is up, and the name or the password is wrong. */
  @Test
  void aNodeThatRefusesTheAdministratorDoesNotStart() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] text = "Unauthorized".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(401, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    try {
      Rest rest =
          new Rest(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              Access.ANONYMOUS.as("admin", "other"));
      assertThatThrownBy(() -> NodeProcess.answers(rest, 1, folder))
          .isInstanceOf(LaunchException.class)
          .hasMessage(SecuritySetup.otherPassword(folder));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPasswordThatTheHashWouldCutIsRefused() {
    SecurityOptions none = SecurityOptions.of(Project.current());
    for (String password : new String[] {" ", "x".repeat(73), "\u00e9".repeat(37)}) {
      assertThatThrownBy(() -> none.withAdminPassword(password))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("--admin-password");
    }
  }
}
