package org.chatrec.benchmarks.search;

import java.nio.file.Path;
import java.util.Optional;
import org.chatrec.node.Cluster;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that evaluations on the films share, and what they mean. */
public final class FilmHome {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "the folder with the data sets")
  private Path data = Path.of("");

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9262;

  @Option(names = "--heap", paramLabel = "SIZE", description = "the node's (${DEFAULT-VALUE})")
  private String heap = "1g";

  @Option(names = "--reuse", description = "use the node's data of an earlier run")
  private boolean reuse;

  /** The folder with the data sets. */
  public Path folder() {
    return data;
  }

  /** Starts the node. */
  public Cluster start(Project project) {
    Path folder = home == null ? project.root().resolve("target/eval-home") : home;
    if (!reuse) {
      new NodeHome(folder).clear();
    }
    return Cluster.start(
        NodeHome.assemble(folder, project.parts(), Optional.of(project.zip())),
        NodeOptions.single(port).withHeap(heap));
  }

  /** Where the figures go. */
  public Path out(Project project, String name) {
    return out == null ? project.root().resolve("target/eval/" + name + ".json") : out;
  }
}
