package org.chatrec.node;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One running server. Its process may outlive this object and this program. */
public final class NodeProcess {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Process process;
  private final NodeFiles files;
  private final Rest rest;

  private NodeProcess(Process process, NodeFiles files, Rest rest) {
    this.process = process;
    this.files = files;
    this.rest = rest;
  }

  /** Starts the process and returns at once; {@link #awaitAnswer} waits for it. */
  static NodeProcess start(
      NodeHome home, NodeOptions options, Optional<SecuritySetup> security, int node) {
    Account account = Account.current();
    NodeFiles files = NodeFiles.prepare(home, options, security, node);
    account.own(files.root());
    JavaCommand command = new JavaCommand(home, account);
    Keystore.fill(command, files, options.keystore());
    try {
      Process process = command.server(files, options).start();
      NodeProcess started = new NodeProcess(process, files, client(files, security));
      files.pid().write(started.process.toHandle());
      return started;
    } catch (IOException e) {
      throw new LaunchException("the node's process cannot be started", e);
    }
  }

  private static Rest client(NodeFiles files, Optional<SecuritySetup> security) {
    String scheme = security.map(SecuritySetup::scheme).orElse("http");
    return new Rest(
        URI.create(scheme + "://127.0.0.1:" + files.httpPort()),
        security.map(SecuritySetup::access).orElse(Access.ANONYMOUS));
  }

  /**
   * Waits until the node answers and sees so many nodes.
   *
   * @throws LaunchException when it ends or is not there in five minutes, with the log's end
   */
  void awaitAnswer(int nodes) {
    Instant deadline = Instant.now().plus(START_LIMIT);
    while (!answers(rest, nodes, files.root())) {
      if (ended(POLL)) {
        throw failed("the node ended with status " + process.exitValue());
      }
      if (Instant.now().isAfter(deadline)) {
        throw failed("the node did not answer within " + START_LIMIT.toSeconds() + " seconds");
      }
    }
  }

  /** A client of this node alone. */
  public Rest rest() {
    return rest;
  }

  /** The node's log. */
  public Path log() {
    return files.log();
  }

  /** The process as the operating system knows it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  Path folder() {
    return files.root();
  }

  /** Asks the node to end, and ends it by force after thirty seconds. */
  public void stop() {
    stop(process.toHandle());
    files.pid().remove();
  }

  /** Ends the process at once, as a crash would: nothing is flushed, nobody is told. */
  public void kill() {
    process.destroyForcibly();
    if (!ended(STOP_LIMIT)) {
      throw new LaunchException("process " + process.pid() + " does not end");
    }
    files.pid().remove();
  }

  static void stop(ProcessHandle handle) {
    handle.destroy();
    if (!Waiting.forEnd(handle, STOP_LIMIT)) {
      handle.destroyForcibly();
      Waiting.forEnd(handle, STOP_LIMIT);
    }
  }

  /** The error to show when the node is gone: what happened, where the log is, and its end. */
  LaunchException failed(String what) {
    String tail = LogTail.of(List.of(files.log(), files.console()));
    return new LaunchException(tail + "log: " + files.log() + "\n" + what + LogTail.cause(tail));
  }

  /**
   * Whether a node answers and sees so many nodes.
   *
   * @param folder of the node
   * @throws LaunchException where it refuses the administrator
   */
  static boolean answers(Rest rest, int nodes, Path folder) {
    try {
      Rest.Answer health = rest.get("/_cluster/health?timeout=1s&wait_for_status=yellow");
      if (health.status() == 401) {
        throw new LaunchException(SecuritySetup.otherPassword(folder));
      }
      return health.status() == 200 && health.body().path("number_of_nodes").asInt() >= nodes;
    } catch (Rest.Unreachable e) {
      // not up yet
      return false;
    }
  }

  private boolean ended(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while waiting for the node", e);
    }
  }

  /** Secure settings, written by the server's own tool; values go over its standard input. */
  private static final class Keystore {
    static void fill(JavaCommand command, NodeFiles files, Map<String, String> values) {
      if (values.isEmpty()) {
        return;
      }
      if (!files.config().resolve("opensearch.keystore").toFile().exists()) {
        run(command.keystore(files, "create"), "");
      }
      values.forEach(
          (key, value) -> run(command.keystore(files, "add", "--stdin", "--force", key), value));
    }

    private static void run(ProcessBuilder builder, String input) {
      Tools.run("the keystore tool", builder, input);
    }
  }
}
