package org.chatrec.benchmarks.eval;

import org.chatrec.benchmarks.relevance.LongTerm;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.FilmHome;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many rounds of recommending, responding and learning, by strategy, exploration and diversity. */
@Command(name = "longterm", description = "many rounds of recommending, responding and learning")
public final class Longterm implements Runnable {

  @Mixin private final FilmHome home = new FilmHome();

  @Option(names = "--rounds", description = "how many (${DEFAULT-VALUE})")
  private int rounds = 50;

  @Option(names = "--people", description = "in each arm (${DEFAULT-VALUE})")
  private int people = 60;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Longterm(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("longterm");
    try (Cluster cluster = home.start(project)) {
      new LongTerm(cluster.rest(), home.folder().resolve("movielens-small"), rounds, System.out)
          .run(people, report);
    }
    report.write(home.out(project, "longterm"), Commit.of(project.root()));
    report.print(System.out);
  }
}
