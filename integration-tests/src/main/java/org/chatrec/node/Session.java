package org.chatrec.node;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** One run of a command that starts nodes: assemble, start, do something, stay or leave. */
public final class Session {
  private final Project project;
  private final NodeArguments arguments;
  private final PrintStream out;

  /**
   * @param project what to start
   * @param arguments how
   * @param out where the short status goes
   */
  public Session(Project project, NodeArguments arguments, PrintStream out) {
    this.project = project;
    this.arguments = arguments;
    this.out = out;
  }

  /**
   * Starts the cluster, lets {@code work} use it, and then stays until a node ends or, detached,
   * returns with the nodes running. Ctrl-C stops them.
   */
  public void run(Consumer<Rest> work) {
    NodeOptions options = arguments.options();
    Cluster cluster = Cluster.prepare(assemble(options), options);
    Forgetter forgetter = new Forgetter(new Running(project.running()), options.port());
    Runtime.getRuntime().addShutdownHook(forgetter);
    try {
      serve(cluster, options, work);
    } catch (LaunchException | Rest.Unreachable e) {
      if (!forgetter.asked()) {
        throw e;
      }
    }
    if (arguments.detach() && !forgetter.asked()) {
      Runtime.getRuntime().removeShutdownHook(forgetter);
      cluster.detach();
    }
  }

  private void serve(Cluster cluster, NodeOptions options, Consumer<Rest> work) {
    Instant begin = Instant.now();
    cluster.start();
    new Running(project.running()).add(options.port(), cluster);
    report(cluster, begin);
    work.accept(cluster.rest());
    if (arguments.detach()) {
      out.printf("detached; './chatrec stop --port %d' stops it%n", options.port());
    } else {
      out.println("Ctrl-C stops it");
      cluster.awaitFailure();
    }
  }

  private NodeHome assemble(NodeOptions options) {
    Account account = Account.current();
    Path fallback = project.defaultHome(account);
    if (arguments.home().isEmpty() && !fallback.startsWith(project.root())) {
      out.printf("%s is closed to the node's account; it lives in %s%n", project.root(), fallback);
    }
    Path folder = arguments.home().orElse(fallback);
    // refused before anything is written
    Cluster.check(folder, options);
    out.printf("starting %d node(s) from %s%n", options.nodes(), folder);
    return NodeHome.assemble(
        folder,
        arguments.parts(project),
        arguments.plugin(project),
        options.security().isPresent());
  }

  private void report(Cluster cluster, Instant begin) {
    out.printf("up after %d s%n", Duration.between(begin, Instant.now()).toSeconds());
    for (NodeProcess node : cluster.nodes()) {
      out.printf("  %s  log %s%n", node.rest().root(), node.log());
    }
    cluster.security().ifPresent(setup -> out.print(setup.introduction()));
  }
}
