package org.chatrec.node;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line that starts and stops nodes: {@code node} and {@code stop}. */
@Command(
    name = "chatrec",
    mixinStandardHelpOptions = true,
    description = "Real OpenSearch nodes with this plugin",
    subcommands = {Launcher.StartNode.class, Launcher.StopNode.class})
public final class Launcher {
  private Launcher() {}

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(command(), arguments));
  }

  /** The command with its two parts, to be run. */
  static Object command() {
    return new Launcher();
  }

  @Command(
      name = "node",
      mixinStandardHelpOptions = true,
      description = "start one node or a cluster on consecutive ports")
  static final class StartNode implements Runnable {
    @Mixin private NodeArguments arguments = new NodeArguments();

    @Override
    public void run() {
      new Session(Project.current(), arguments, System.out).run(rest -> {});
    }
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "stop what was started from this project")
  static final class StopNode implements Runnable {
    @Option(names = "--port", paramLabel = "P", description = "only the cluster of this first port")
    private @Nullable Integer port;

    @Override
    public void run() {
      Running running = new Running(Project.current().running());
      List<Integer> ports = running.ports();
      Optional.ofNullable(port)
          .filter(wanted -> !ports.contains(wanted))
          .ifPresent(
              wanted -> {
                throw new LaunchException(
                    "nothing was started on port " + wanted + "; noted ports: " + ports);
              });
      List<Integer> chosen = port == null ? ports : List.of(port);
      chosen.forEach(
          each -> System.out.printf("port %d: stopped %d node(s)%n", each, running.stop(each)));
      if (chosen.isEmpty()) {
        System.out.println("nothing is running");
      }
    }
  }
}
