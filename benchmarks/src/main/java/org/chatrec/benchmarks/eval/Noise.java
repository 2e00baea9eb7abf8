package org.chatrec.benchmarks.eval;

import java.nio.file.Path;
import org.chatrec.benchmarks.relevance.NoisyTaste;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What noise on people's vectors would cost: held-out likes that are found with it. */
@Command(name = "noise", description = "what noise on people's vectors would cost (MovieLens)")
public final class Noise implements Runnable {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "the folder with the data sets")
  private Path data = Path.of("");

  @Option(names = "--seeds", description = "random splits (${DEFAULT-VALUE})")
  private int seeds = 3;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Noise(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("noise");
    new NoisyTaste(data.resolve("movielens-small")).measure(seeds, report);
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/eval/noise.json") : out;
    report.write(file, Commit.of(project.root()));
  }
}
