package org.chatrec.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
  void aPasswordThatTheHashWouldCutIsRefused() {
    SecurityOptions none = SecurityOptions.of(Project.current());
    for (String password : new String[] {" ", "x".repeat(73), "\u00e9".repeat(37)}) {
      assertThatThrownBy(() -> none.withAdminPassword(password))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("--admin-password");
    }
  }
}
