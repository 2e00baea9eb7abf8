package org.chatrec.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;

/**
 * Where the build puts what a node is made of.
 *
 * @param root the project's folder
 */
public record Project(Path root) {
  /** The name of the system property with the project's folder. */
  public static final String ROOT = "chatrec.root";

  /** The project that the property names; the current folder without it. */
  public static Project current() {
    return new Project(Path.of(System.getProperty(ROOT, ".")).toAbsolutePath().normalize());
  }

  /** The server's jars, sorted by the distribution module. */
  public Path parts() {
    return existing(root.resolve("integration-tests/distribution/target/parts"));
  }

  /** The same of another release of the server, which the chatrec script has fetched. */
  public Path parts(String server) {
    return existing(otherParts(server));
  }

  /** Whether the script has fetched that release. */
  public boolean hasParts(String server) {
    return otherParts(server).toFile().exists();
  }

  private Path otherParts(String server) {
    return root.resolve("target/parts-" + server);
  }

  /** This project's plugin. */
  public Path zip() {
    Path target = root.resolve("plugin/target");
    return Folders.children(target).stream()
        .filter(file -> file.getFileName().toString().matches("chatrec-\\d.*\\.zip"))
        // a zip of an older version may lie beside it
        .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
        .orElseThrow(() -> missing(target.resolve("chatrec-*.zip")));
  }

  /** Roles and users of each kind, as the page on security shows them. */
  public Path sampleRoles() {
    return existing(root.resolve("docs/security"));
  }

  /** The home to use when none is named, for nodes that this user starts. */
  public Path defaultHome() {
    return defaultHome(Account.current());
  }

  /** The home to use when none is named: in target, or in a place that the account can enter. */
  Path defaultHome(Account account) {
    Path inside = root.resolve("target/home");
    if (account.barrier(root).isEmpty()) {
      return inside;
    }
    String hash =
        UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8)).toString();
    return Path.of("/var/tmp", "chatrec-" + hash.substring(0, 8));
  }

  /** Where the nodes that were started from here are noted, by port. */
  Path running() {
    return root.resolve("target/running");
  }

  private static Path existing(Path path) {
    if (!path.toFile().exists()) {
      throw missing(path);
    }
    return path;
  }

  private static LaunchException missing(Path path) {
    return new LaunchException(
        path + " is missing; build it with './chatrec node' or 'mvn package -DskipTests'");
  }
}
