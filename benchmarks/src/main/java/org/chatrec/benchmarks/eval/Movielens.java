package org.chatrec.benchmarks.eval;

import java.nio.file.Path;
import org.chatrec.benchmarks.relevance.HeldOutFilms;
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
 * Recommendations on held-out ratings of MovieLens, as the literature measures them, beside
 * popularity, item neighbours and EASE from the same run.
 */
@Command(name = "movielens", description = "recommendations on held-out ratings, with yardsticks")
public final class Movielens implements Runnable {

  @Mixin private final FilmHome home = new FilmHome();

  @Option(names = "--seeds", description = "random splits, 0 for none (${DEFAULT-VALUE})")
  private int seeds = 3;

  @Option(names = "--picture", paramLabel = "FILE", description = "where the drawing goes")
  private @Nullable Path picture;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Movielens(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("movielens");
    try (Cluster cluster = home.start(project)) {
      HeldOutFilms films =
          new HeldOutFilms(cluster.rest(), home.folder().resolve("movielens-small"), System.out);
      films.newest(report);
      report.write(home.out(project, "movielens"), Commit.of(project.root()));
      if (seeds > 0) {
        films.drawn(seeds, report);
      }
      films.draw(picture);
    }
    report.write(home.out(project, "movielens"), Commit.of(project.root()));
    report.print(System.out);
  }
}
