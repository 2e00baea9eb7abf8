package org.chatrec.benchmarks.eval;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.chatrec.benchmarks.relevance.Evaluation;
import org.chatrec.benchmarks.relevance.Split;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.FilmHome;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether the right hits come first, and the person's among them: topics, later likes,
 * recommendations and known items on a real node, with yardsticks from the same run.
 */
@Command(name = "relevance", description = "the right hits first, and the person's among them")
public final class Relevance implements Runnable {

  @Mixin private final FilmHome home = new FilmHome();

  @Option(names = "--queries", description = "of each kind at most (${DEFAULT-VALUE})")
  private int most = 400;

  @Option(names = "--seed", description = "of the choice of queries (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--split",
      description = "test, or validation for choosing constants (${DEFAULT-VALUE})")
  private Split split = Split.TEST;

  @Option(names = "--model", description = "of the catalogues (${DEFAULT-VALUE})")
  private String model = Evaluation.MODEL;

  @Option(names = "--only", split = ",", description = "of ${DEFAULT-VALUE}")
  private List<String> parts = Evaluation.PARTS;

  @Option(names = "--picture", paramLabel = "FILE", description = "where the drawing goes")
  private @Nullable Path picture;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Relevance(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("relevance");
    Evaluation.check(parts);
    try (Cluster cluster = home.start(project)) {
      Evaluation evaluation =
          new Evaluation(cluster.rest(), home.folder(), model, split, most, seed);
      System.out.printf(
          Locale.ROOT, "split %s, model %s, at most %d queries of a kind%n", split, model, most);
      for (String part : parts) { // what was measured is kept, whatever the next part does
        evaluation.run(part, report, System.out);
        report.write(home.out(project, "relevance"), Commit.of(project.root()));
      }
      if (picture != null) {
        evaluation.draw(picture);
      }
    }
    report.print(System.out);
  }
}
