package org.chatrec.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that try a node with the sample films: a fresh one, or one that runs. */
public final class FilmsNode {
  /** The catalogue of the films, and its index. */
  public static final String CATALOG = "films";

  private static final int EVENTS_AT_ONCE = 100;

  @Option(names = "--port", paramLabel = "P", description = "of the node (${DEFAULT-VALUE})")
  private int port = 9200;

  @Option(names = "--heap", paramLabel = "SIZE", description = "the node's (${DEFAULT-VALUE})")
  private String heap = "1g";

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "a running node with the demo's films, which is changed")
  private @Nullable URI url;

  /**
   * Runs work on the node, and stops the node afterwards if it is a fresh one.
   *
   * @param command whose folder a fresh node lives in, where no other is said
   */
  public void use(String command, Consumer<Rest> work) {
    if (url != null) {
      work.accept(new Rest(url));
      return;
    }
    Project project = Project.current();
    Path folder = home == null ? project.root().resolve("target/" + command + "-home") : home;
    new NodeHome(folder).clear();
    NodeHome made = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    try (Cluster node = Cluster.start(made, NodeOptions.single(port).withHeap(heap))) {
      new Loader(node.rest(), System.out, false).load(Dataset.films(), EVENTS_AT_ONCE);
      work.accept(node.rest());
    }
  }
}
