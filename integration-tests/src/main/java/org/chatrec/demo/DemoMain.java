package org.chatrec.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeArguments;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.chatrec.node.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a node, or takes one that runs, and fills it with catalogues to play with. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "A real node with catalogues, their people and calls to try")
public final class DemoMain implements Runnable {
  private static final String MOVIELENS = "movielens";
  private static final int SAMPLE_EVENTS_AT_ONCE = 100;
  private static final int MOVIELENS_EVENTS_AT_ONCE = 10_000;

  /** Set by the script, which knows whether anybody watches the output. */
  private static final String TERMINAL = "chatrec.terminal";

  @Mixin private NodeArguments arguments = new NodeArguments();

  @Option(
      names = "--catalog",
      paramLabel = "NAME",
      description = "films, shop, or movielens from a folder (films and shop)")
  private @Nullable String catalog;

  @Option(names = "--data", paramLabel = "DIR", description = "the folder of --catalog movielens")
  private @Nullable Path data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "load into this running node instead of starting one")
  private @Nullable URI url;

  private final PrintStream out;

  /**
   * @param out where progress and closing words go
   */
  public DemoMain(PrintStream out) {
    this.out = out;
  }

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new DemoMain(System.out), words));
  }

  @Override
  public void run() {
    // read first: a wrong folder should not cost the start of a node
    List<Dataset> datasets = datasets();
    if (url == null) {
      new Session(Project.current(), arguments, out).run(rest -> fill(rest, datasets));
    } else {
      fill(new Rest(url), datasets);
    }
  }

  private List<Dataset> datasets() {
    return switch (catalog) {
      case null -> List.of(Dataset.films(), Dataset.shop());
      case "films" -> List.of(Dataset.films());
      case "shop" -> List.of(Dataset.shop());
      case MOVIELENS -> List.of(Dataset.movieLens(folder()));
      default ->
          throw new LaunchException(
              "--catalog must be films, shop or movielens but was " + catalog);
    };
  }

  private Path folder() {
    if (data == null) {
      throw new LaunchException("--catalog movielens needs --data DIR, a MovieLens folder");
    }
    return data;
  }

  private void fill(Rest rest, List<Dataset> datasets) {
    Loader loader = new Loader(rest, out, Boolean.getBoolean(TERMINAL));
    int atOnce = MOVIELENS.equals(catalog) ? MOVIELENS_EVENTS_AT_ONCE : SAMPLE_EVENTS_AT_ONCE;
    datasets.forEach(dataset -> loader.load(dataset, atOnce));
    out.print(TryIt.text(rest.root(), datasets));
  }
}
