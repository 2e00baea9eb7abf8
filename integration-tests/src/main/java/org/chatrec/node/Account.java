package org.chatrec.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The account that a node runs under. OpenSearch refuses root, so root hands its nodes to the
 * account "nobody"; anybody else runs them as themselves.
 *
 * @param root whether this process is root's
 */
record Account(boolean root) {
  private static final int NOBODY = 65534;

  static Account current() {
    return new Account("root".equals(System.getProperty("user.name")) && effectiveUser() == 0);
  }

  /** The words before a command that make it run under this account, in a session of its own. */
  List<String> prefix() {
    List<String> words = new ArrayList<>();
    // a session of its own: a closed terminal or Ctrl-C there does not reach the node
    find("setsid").or(() -> find("nohup")).ifPresent(words::add);
    if (root) {
      words.add(
          find("setpriv")
              .orElseThrow(
                  () ->
                      new LaunchException(
                          "OpenSearch refuses to run as root and setpriv (package util-linux) is"
                              + " missing; install it, or run this as another user")));
      words.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    return words;
  }

  /** Gives the tree to the account; nothing to do for anybody but root. */
  void own(Path tree) {
    if (root) {
      Folders.visit(tree, Account::giveAway);
    }
  }

  /** The first folder on the way to a path that the account may not enter. */
  Optional<Path> barrier(Path path) {
    if (!root) {
      return Optional.empty();
    }
    for (Path part = path.toAbsolutePath(); part != null; part = part.getParent()) {
      if (Files.isDirectory(part) && !mayEnter(part)) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  private static boolean mayEnter(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)
          || Integer.valueOf(NOBODY).equals(Files.getAttribute(folder, "unix:uid"));
    } catch (IOException e) {
      throw new LaunchException("cannot read the permissions of " + folder, e);
    }
  }

  private static void giveAway(Path path) {
    try {
      Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new LaunchException("cannot hand " + path + " to the node's account", e);
    }
  }

  private static int effectiveUser() {
    try {
      Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return uid instanceof Integer number ? number : -1;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // no /proc: the name alone decides
      return 0;
    }
  }

  private static Optional<String> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : path.split(":")) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return Optional.of(file.toString());
      }
    }
    return Optional.empty();
  }
}
