package org.chatrec.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a node with the security plugin is to run.
 *
 * @param adminPassword the password of the user {@code admin}; one is made up where none is given
 * @param tls whether HTTP is encrypted as well; between the nodes everything is
 * @param samples the folder with roles, their mapping and users that the node begins with
 */
public record SecurityOptions(Optional<String> adminPassword, boolean tls, Path samples) {
  /** What the hash takes of a password; whatever comes behind it would not count. */
  private static final int HASHED_BYTES = 72;

  /** Checks the password. */
  public SecurityOptions {
    adminPassword.ifPresent(SecurityOptions::check);
  }

  /** The project's sample roles and users, a password made up, plain HTTP. */
  public static SecurityOptions of(Project project) {
    return new SecurityOptions(Optional.empty(), false, project.sampleRoles());
  }

  /** The same with this password. */
  public SecurityOptions withAdminPassword(String password) {
    return new SecurityOptions(Optional.of(password), tls, samples);
  }

  /** The same with HTTP encrypted, or not. */
  public SecurityOptions withTls(boolean wanted) {
    return new SecurityOptions(adminPassword, wanted, samples);
  }

  private static void check(String password) {
    if (password.isBlank() || password.getBytes(StandardCharsets.UTF_8).length > HASHED_BYTES) {
      throw new LaunchException(
          "--admin-password must not be blank and have at most " + HASHED_BYTES + " bytes");
    }
  }
}
