package org.chatrec.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * One node or more, on consecutive ports, from one home. Closing it stops every node, and so does
 * the end of this program, by a signal too: a node is in a session of its own, which Ctrl-C does
 * not reach.
 */
public final class Cluster implements AutoCloseable {
  private final NodeHome home;
  private final NodeOptions options;
  private final Optional<SecuritySetup> security;
  private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
  private final Thread atExit = new Thread(this::close, "stop-nodes");
  private volatile boolean closed;

  private Cluster(NodeHome home, NodeOptions options) {
    this.home = home;
    this.options = options;
    this.security =
        options
            .security()
            .map(each -> SecuritySetup.prepare(home, each, NodeFiles.folder(home, options, 0)));
  }

  /** A cluster of which nothing runs yet; {@link #start()} starts it. */
  static Cluster prepare(NodeHome home, NodeOptions options) {
    check(home.folder(), options);
    return new Cluster(home, options);
  }

  /**
   * Starts the nodes and returns once each of them answers and sees all others.
   *
   * @throws LaunchException when a port is taken, memory is short, or a node does not come up; no
   *     process is left behind
   */
  public static Cluster start(NodeHome home, NodeOptions options) {
    Cluster cluster = prepare(home, options);
    cluster.start();
    return cluster;
  }

  void start() {
    // before the first process is there: nothing may come between it and its end
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      IntStream.range(0, options.nodes()).forEach(this::launch);
      nodes.forEach(node -> node.awaitAnswer(options.nodes()));
    } catch (LaunchException e) {
      close();
      throw e;
    }
  }

  /** The nodes in the order of their ports. */
  public List<NodeProcess> nodes() {
    return List.copyOf(nodes);
  }

  /** The security plugin of this cluster, if it has one. */
  Optional<SecuritySetup> security() {
    return security;
  }

  /** A client of the first node; with security, the administrator's. */
  public Rest rest() {
    return nodes.getFirst().rest();
  }

  /** Starts a node again that was stopped or killed, on its old data. */
  public NodeProcess restart(int node) {
    NodeProcess again = NodeProcess.start(home, options, security, node);
    nodes.set(node, again);
    again.awaitAnswer(options.nodes());
    return again;
  }

  /**
   * Waits until any node ends.
   *
   * @throws LaunchException always, with the end of that node's log
   */
  public void awaitFailure() {
    CompletableFuture.anyOf(
            nodes.stream().map(node -> node.handle().onExit()).toArray(CompletableFuture[]::new))
        .join();
    NodeProcess gone =
        nodes.stream().filter(node -> !node.handle().isAlive()).findFirst().orElseThrow();
    throw gone.failed("the node has ended");
  }

  /** Lets the nodes outlive this program. */
  void detach() {
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  @Override
  public void close() {
    closed = true;
    try {
      detach();
    } catch (IllegalStateException e) {
      // the program is ending, and this is its way of closing
    }
    List<NodeProcess> started;
    synchronized (nodes) { // a process that is just being made is waited for
      started = nodes();
    }
    started.reversed().stream().filter(node -> node.handle().isAlive()).forEach(NodeProcess::stop);
  }

  private void launch(int node) {
    synchronized (nodes) {
      if (closed) {
        throw new LaunchException("stopped while starting");
      }
      nodes.add(NodeProcess.start(home, options, security, node));
    }
  }

  /** What can be known before anything is written or started. */
  static void check(Path home, NodeOptions options) {
    Account account = Account.current();
    Machine.requireFreePorts(options);
    Machine.requireMemory(options);
    Machine.requireReachableJava(account);
    account
        .barrier(home)
        .ifPresent(
            folder -> {
              throw new LaunchException(
                  "the node cannot run as root, and another account cannot enter "
                      + folder
                      + "; choose another place with --home");
            });
  }
}
