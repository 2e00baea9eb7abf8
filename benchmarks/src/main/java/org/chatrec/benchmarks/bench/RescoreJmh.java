package org.chatrec.benchmarks.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.chatrec.benchmarks.jmh.InterestScoring;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Nanoseconds per document of {@link InterestScoring}, and what share of the speed of a plain pass
 * over the same floats that is. The fastest iteration counts: what else runs on the machine can
 * only make one slower.
 */
@Command(name = "rescore-jmh", description = "ns per document against the limit that memory sets")
public final class RescoreJmh implements Runnable {

  @Option(names = "--docs", description = "documents (${DEFAULT-VALUE})")
  private int docs = 100_000;

  @Option(names = "--dimension", description = "of the vectors (${DEFAULT-VALUE})")
  private int dimension = 384;

  @Option(names = "--iterations", description = "of each benchmark (${DEFAULT-VALUE})")
  private int iterations = 8;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--data", paramLabel = "DIR", description = "not used: vectors are random")
  private @Nullable Path data;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new RescoreJmh(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Map<String, Double> nanos = nanosPerDocument();
    Report report = new Report("rescore-jmh");
    double limit = Math.min(nanos.get("passDot"), nanos.get("passSum"));
    report.add("plain pass, one thread", "per document", limit, "ns");
    report.add(
        "plain pass, one thread", "bandwidth", dimension * (double) Float.BYTES / limit, "GB/s");
    nanos.forEach(
        (name, value) -> {
          report.add(name, "per document", value, "ns");
          report.add(name, "share of the limit", limit / value, "x");
        });
    report.add(
        "4 interests", "/ 1 interest", nanos.get("interest 4") / nanos.get("interest 1"), "x");
    for (int interests : new int[] {1, 4}) {
      double one = nanos.get("interest " + interests);
      report.add(
          "two segments at once, " + interests + " interests",
          "speed of one thread",
          one / nanos.get("concurrent " + interests),
          "x");
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/rescore-jmh.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  private Map<String, Double> nanosPerDocument() {
    Map<String, Double> nanos = new HashMap<>();
    for (RunResult result : results()) {
      String benchmark = result.getParams().getBenchmark();
      String interests = result.getParams().getParam("interests");
      String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
      nanos.put(
          interests == null ? name : name + " " + interests,
          result.getPrimaryResult().getStatistics().getMin() / documents(name));
    }
    return new TreeMap<>(nanos);
  }

  private double documents(String benchmark) {
    return benchmark.equals("rescorer") ? docs / InterestScoring.WINDOW_SHARE : docs;
  }

  private Collection<RunResult> results() {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(InterestScoring.class.getName() + ".*")
                  .param("docs", Integer.toString(docs))
                  .param("dimension", Integer.toString(dimension))
                  .timeUnit(TimeUnit.NANOSECONDS)
                  .forks(1)
                  .warmupIterations(iterations / 2)
                  .warmupTime(TimeValue.milliseconds(500))
                  .measurementIterations(iterations)
                  .measurementTime(TimeValue.milliseconds(500))
                  .jvmArgs(
                      "--enable-native-access=ALL-UNNAMED",
                      "--add-modules=jdk.incubator.vector",
                      "-Xmx1500m")
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH failed", e);
    }
  }
}
