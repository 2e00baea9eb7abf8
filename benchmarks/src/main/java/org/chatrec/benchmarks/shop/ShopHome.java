package org.chatrec.benchmarks.shop;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.Loader;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that evaluations on the sample shop share, and what they mean. */
public final class ShopHome {

  private static final int EVENTS_AT_ONCE = 1_000;

  @Option(names = "--data", paramLabel = "DIR", description = "not used; the shop is loaded")
  private @Nullable Path data;

  @Option(names = "--url", paramLabel = "URL", description = "a node with the sample shop")
  private @Nullable String url;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9277;

  /**
   * Measures on the node that was named, else on one of its own that has the shop and nothing else.
   */
  public void with(Project project, Consumer<Rest> measure) {
    if (url != null) {
      measure.accept(new Rest(URI.create(url)));
      return;
    }
    Path folder = home == null ? project.root().resolve("target/eval-home") : home;
    new NodeHome(folder).clear();
    NodeHome node = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    try (Cluster cluster = Cluster.start(node, NodeOptions.single(port))) {
      new Loader(cluster.rest(), new PrintStream(PrintStream.nullOutputStream()), false)
          .load(Dataset.shop(), EVENTS_AT_ONCE);
      measure.accept(cluster.rest());
    }
  }

  /** Where the figures go. */
  public Path out(Project project, String name) {
    return out == null ? project.root().resolve("target/eval/" + name + ".json") : out;
  }
}
