package org.chatrec.benchmarks.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.chatrec.benchmarks.relevance.Interval;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.shop.ShopHome;
import org.chatrec.benchmarks.shop.Visit;
import org.chatrec.demo.Dataset;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Simulated shoppers: each has a product of the sample shop in mind and talks until it is among the
 * first five. Turns that it takes, and how many get there within five, beside one plain search by
 * words and meaning for all words said so far.
 */
@Command(name = "simulated", description = "shoppers with a product in mind, turns until it shows")
public final class Simulated implements Runnable {

  private static final String SHOP = "shop";
  private static final int FEW = 5;

  @Mixin private final ShopHome home = new ShopHome();

  @Option(names = "--shoppers", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
  private int shoppers = 200;

  @Option(names = "--seed", description = "which, and what they say (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--failed", paramLabel = "FILE", description = "the dialogues that failed")
  private @Nullable Path failed;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Simulated(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    home.with(project, rest -> measure(project, rest));
  }

  private void measure(Project project, Rest rest) {
    List<Dataset.Item> all = Dataset.shop().items();
    List<Dataset.Item> wanted = new ArrayList<>(all);
    Collections.shuffle(wanted, new Random(seed));
    List<Visit> visits = new ArrayList<>();
    StringBuilder told = new StringBuilder();
    for (int n = 0; n < Math.min(shoppers, wanted.size()); n++) {
      Dataset.Item item = wanted.get(n);
      Visit visit = Visit.to(rest, SHOP, item, all, seed + n);
      visits.add(visit);
      if (visit.byChat() == Visit.NEVER) {
        told.append(item.id()).append(' ').append(item.source()).append('\n');
        visit.said().forEach(message -> told.append("  ").append(message).append('\n'));
      }
    }
    Report report = new Report("simulated");
    tell("chat", visits, Visit::byChat, report);
    tell("one search for all words", visits, Visit::bySearch, report);
    report.print(System.out);
    report.write(home.out(project, "simulated"), Commit.of(project.root()));
    write(told.toString());
  }

  private void write(String told) {
    if (failed != null) {
      try {
        Files.writeString(failed, told);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + failed, e);
      }
    }
  }

  private static void tell(
      String what, List<Visit> visits, ToIntFunction<Visit> turn, Report report) {
    List<String> each = IntStream.range(0, visits.size()).mapToObj(Integer::toString).toList();
    interval(
        what,
        "found in " + FEW + " turns",
        Interval.mean(
            each,
            visits.stream().mapToDouble(v -> Visit.within(FEW, turn.applyAsInt(v))).toArray()),
        "of all",
        report);
    double[] turns =
        visits.stream()
            .mapToDouble(visit -> Math.min(Visit.PATIENCE + 1, turn.applyAsInt(visit)))
            .toArray();
    interval(
        what,
        "turns, never is " + (Visit.PATIENCE + 1),
        Interval.mean(each, turns),
        "turns",
        report);
  }

  private static void interval(
      String what, String metric, Interval found, String unit, Report report) {
    report.add(what, metric, found.value(), unit);
    report.add(what, metric + ", 95 % from", found.low(), unit);
    report.add(what, metric + ", 95 % to", found.high(), unit);
  }
}
