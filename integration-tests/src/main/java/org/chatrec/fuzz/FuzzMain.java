package org.chatrec.fuzz;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * {@code ./chatrec fuzz}: requests with mistakes against a node of its own, or against one that is
 * named and may be spoiled. Ends with a status other than 0 where something answers with an
 * internal error or not at all, or where the node does not work afterwards.
 */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = "requests with mistakes; nothing may answer 500, hang or end the node")
public final class FuzzMain implements Runnable {
  private static final String CATALOG = "films";
  private static final String ITEM = "f001";
  private static final int SLOWEST = 8;

  @Option(names = "--requests", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
  private int requests = 20_000;

  @Option(names = "--clients", paramLabel = "N", description = "at a time (${DEFAULT-VALUE})")
  private int clients = 4;

  @Option(names = "--seed", paramLabel = "N", description = "of all mistakes (${DEFAULT-VALUE})")
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
      description = "a running node with the demo's films, which may be spoiled")
  private @Nullable URI url;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new FuzzMain(), words));
  }

  @Override
  public void run() {
    if (url != null) {
      fuzz(new Rest(url));
      return;
    }
    Project project = Project.current();
    Path folder = home == null ? project.root().resolve("target/fuzz-home") : home;
    new NodeHome(folder).clear();
    NodeHome made = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    try (Cluster node = Cluster.start(made, NodeOptions.single(port).withHeap(heap))) {
      new Loader(node.rest(), System.out, false).load(Dataset.films(), 100);
      fuzz(node.rest());
    }
  }

  private void fuzz(Rest rest) {
    FuzzReport report = new Fuzz(rest.root(), Seed.all(CATALOG, ITEM)).run(requests, clients, seed);
    new TreeMap<>(report.statuses())
        .forEach((status, count) -> System.out.printf("%-12s %8s%n", status, count));
    report.slowest().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(SLOWEST)
        .forEach(route -> System.out.printf("%8s ms %s%n", route.getValue(), route.getKey()));
    List<FuzzReport.Finding> findings = report.findings();
    findings.forEach(
        finding ->
            System.out.println(
                finding.route() + "\n  " + finding.request() + "\n  " + finding.answer()));
    requireWorks(rest);
    if (!findings.isEmpty()) {
      throw new LaunchException(findings.size() + " kinds of answers that should not be");
    }
  }

  /** Whatever was sent, the next one is served. */
  private static void requireWorks(Rest rest) {
    String path = "/_plugins/_chatrec/catalogs/" + CATALOG;
    if (rest.post(path + "/chat", "{\"message\":\"space\"}").orFail().path("hits").isEmpty()
        || rest.post(path + "/recommend", "{\"user_id\":\"u9\"}")
            .orFail()
            .path("items")
            .isEmpty()) {
      throw new LaunchException("the node answers with nothing after all that");
    }
  }
}
