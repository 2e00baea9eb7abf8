package org.chatrec.soak;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.chatrec.demo.FilmsNode;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.Rest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./chatrec soak}: everyday traffic for a long time. Ends with a status other than 0 where
 * requests fail, or memory, threads, open files, open searches or times of answers go on growing.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "everyday traffic for a long time; nothing may fail or go on growing")
public final class SoakMain implements Runnable {
  private static final int PERIODS = 12;

  @Option(names = "--minutes", paramLabel = "N", description = "how long (${DEFAULT-VALUE})")
  private int minutes = 30;

  @Option(names = "--clients", paramLabel = "N", description = "at a time (${DEFAULT-VALUE})")
  private int clients = 4;

  @Option(names = "--seed", paramLabel = "N", description = "of all choices (${DEFAULT-VALUE})")
  private long seed = 1;

  @Mixin private FilmsNode films = new FilmsNode();

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new SoakMain(), words));
  }

  @Override
  public void run() {
    films.use("soak", this::soak);
  }

  private void soak(Rest rest) {
    System.out.printf(
        "%10s %8s %8s %8s %8s %8s %8s %8s%n",
        "requests", "failed", "p50 ms", "p99 ms", "heap MB", "threads", "files", "searches");
    Duration period = Duration.ofMinutes(minutes).dividedBy(PERIODS);
    List<Period> periods = new Soak(rest, clients, seed).run(period, PERIODS, SoakMain::print);
    List<String> wrongs = Trend.wrongs(periods);
    if (!wrongs.isEmpty()) {
      throw new LaunchException(String.join("; ", wrongs));
    }
    System.out.println("nothing failed, and nothing goes on growing");
  }

  private static void print(Period period) {
    System.out.printf(
        Locale.ROOT,
        "%10d %8d %8.1f %8.1f %8d %8d %8d %8d%n",
        period.requests(),
        period.failures(),
        period.median(),
        period.slow(),
        period.heap(),
        period.threads(),
        period.files(),
        period.contexts());
  }
}
