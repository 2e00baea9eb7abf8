package org.chatrec.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./chatrec chaos}: events of many people while nodes are killed, hung and started anew and
 * the items' index is closed and opened; afterwards every profile must equal, bit for bit, the one
 * that a fresh node makes of the same events. Ends with a status other than 0 where one does not.
 */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = "events while nodes are killed, hung and started anew; nothing may be lost")
public final class ChaosMain implements Runnable {
  @Option(names = "--events", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
  private int events = 30_000;

  @Option(names = "--users", paramLabel = "N", description = "of how many (${DEFAULT-VALUE})")
  private int users = 400;

  @Option(names = "--nodes", paramLabel = "N", description = "nodes (${DEFAULT-VALUE})")
  private int nodes = 3;

  @Option(names = "--faults", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
  private int faults = 24;

  @Option(names = "--hold", paramLabel = "MS", description = "of a fault (${DEFAULT-VALUE})")
  private long hold = 8_000;

  @Option(names = "--seed", paramLabel = "N", description = "of all choices (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--port", paramLabel = "P", description = "first port (${DEFAULT-VALUE})")
  private int port = 9200;

  @Option(names = "--heap", paramLabel = "SIZE", description = "a node's (${DEFAULT-VALUE})")
  private String heap = "768m";

  @Option(names = "--home", paramLabel = "DIR", description = "where the nodes live")
  private @Nullable Path home;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new ChaosMain(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Path folder = home == null ? project.root().resolve("target/chaos-home") : home;
    Chaos chaos = new Chaos(new Workload(events, users, seed));
    NodeOptions options = NodeOptions.single(port).withHeap(heap);
    Learned disturbed;
    try (Cluster cluster = Cluster.start(fresh(project, folder), options.withNodes(nodes))) {
      chaos.disturb(cluster, "chaos", new Chaos.Trouble(faults, hold));
      disturbed = chaos.learned(cluster.rest(), "chaos");
    }
    List<String> wrongs;
    try (Cluster fresh = Cluster.start(fresh(project, folder), options)) {
      chaos.calm(fresh.rest(), "chaos");
      wrongs = chaos.compare(disturbed, chaos.learned(fresh.rest(), "chaos"));
    }
    chaos.table().forEach((what, value) -> System.out.printf("%-40s %8s%n", what, value));
    if (!wrongs.isEmpty()) {
      wrongs.stream().limit(20).forEach(System.out::println);
      throw new LaunchException(wrongs.size() + " things are wrong, the first: " + wrongs.get(0));
    }
  }

  private static NodeHome fresh(Project project, Path folder) {
    new NodeHome(folder).clear();
    return NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
  }
}
