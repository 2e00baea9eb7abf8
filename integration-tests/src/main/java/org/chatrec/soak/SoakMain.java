package org.chatrec.soak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.Loader;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./chatrec soak}: everyday traffic for a long time. Ends with a status other than 0 where
 * requests fail, or memory, threads, open files, open searches or times of answers go on growing.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "everyday traffic for a long time; nothing may fail or go on growing")
public final class SoakMain implements Runnable {
  private static final int PERIODS = 12;

  @Option(names = "--minutes", paramLabel = "N", description = "how long (${DEFAULT-VALUE})")
  private int minutes = 30;

  @Option(names = "--clients", paramLabel = "N", description = "at a time (${DEFAULT-VALUE})")
  private int clients = 4;

  @Option(names = "--seed", paramLabel = "N", description = "of all choices (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--port", paramLabel = "P", description = "of the node (${DEFAULT-VALUE})")
  private int port = 9200;

  @Option(names = "--heap", paramLabel = "SIZE", description = "the node's (${DEFAULT-VALUE})")
  private String heap = "1g";

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "a running node with the demo's films, which gets 300 people more")
  private @Nullable URI url;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new SoakMain(), words));
  }

  @Override
  public void run() {
    if (url != null) {
      soak(new Rest(url));
      return;
    }
    Project project = Project.current();
    Path folder = home == null ? project.root().resolve("target/soak-home") : home;
    new NodeHome(folder).clear();
    NodeHome made = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    try (Cluster node = Cluster.start(made, NodeOptions.single(port).withHeap(heap))) {
      new Loader(node.rest(), System.out, false).load(Dataset.films(), 100);
      soak(node.rest());
    }
  }

  private void soak(Rest rest) {
    System.out.printf(
        "%10s %8s %8s %8s %8s %8s %8s %8s%n",
        "requests", "failed", "p50 ms", "p99 ms", "heap MB", "threads", "files", "searches");
    Duration period = Duration.ofMinutes(minutes).dividedBy(PERIODS);
    List<Period> periods = new Soak(rest, clients, seed).run(period, PERIODS, SoakMain::print);
    List<String> wrongs = Trend.wrongs(periods);
    if (!wrongs.isEmpty()) {
      throw new LaunchException(String.join("; ", wrongs));
    }
    System.out.println("nothing failed, and nothing goes on growing");
  }

  private static void print(Period period) {
    System.out.printf(
        Locale.ROOT,
        "%10d %8d %8.1f %8.1f %8d %8d %8d %8d%n",
        period.requests(),
        period.failures(),
        period.median(),
        period.slow(),
        period.heap(),
        period.threads(),
        period.files(),
        period.contexts());
  }
}
