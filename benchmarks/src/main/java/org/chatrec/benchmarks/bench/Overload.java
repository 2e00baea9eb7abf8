package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Latencies;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.Loader;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * More clients than a node can serve, each of which asks again as soon as it is answered: half of
 * them chat, half send events and ask for recommendations. What cannot be done in time has to be
 * refused early: fails if more than one answer in a hundred is a 504, or if anything is a 500.
 */
@Command(name = "overload", description = "More clients than a node can serve")
public final class Overload implements Runnable {

  private static final double MOST_LATE = 0.01;
  private static final int EVENTS = 20;
  private static final List<String> MESSAGES =
      List.of("space films", "a heist gone wrong", "films by hitchcock", "something for my kids");

  @Option(names = "--chats", paramLabel = "N", description = "clients (${DEFAULT-VALUE})")
  private int chats = 64;

  @Option(names = "--others", paramLabel = "N", description = "clients (${DEFAULT-VALUE})")
  private int others = 64;

  @Option(names = "--seconds", paramLabel = "N", description = "how long (${DEFAULT-VALUE})")
  private int seconds = 60;

  @Option(names = "--budget", paramLabel = "MS", description = "of a chat (${DEFAULT-VALUE})")
  private long budget = 3_000;

  @Option(names = "--data", paramLabel = "DIR", description = "not used; films are loaded")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9267;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Overload(), words));
  }

  private record Asked(String kind, int status, double millis) {}

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("overload");
    Path folder = home == null ? project.root().resolve("target/bench-home") : home;
    new NodeHome(folder).clear();
    NodeHome node = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    List<Asked> all;
    try (Cluster cluster = Cluster.start(node, NodeOptions.single(port))) {
      Rest rest = cluster.rest();
      new Loader(rest, new PrintStream(PrintStream.nullOutputStream()), false)
          .load(Dataset.films(), 1_000);
      chat(rest, 0);
      all = storm(rest);
      report.add("node", "most heap in use", heap(rest), "%");
      report.add("node", "a chat afterwards", chat(rest, 1).millis(), "ms");
    }
    summarize(all, report);
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/overload.json") : out;
    report.write(file, Commit.of(project.root()));
    judge(all);
  }

  private List<Asked> storm(Rest rest) {
    long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    ConcurrentLinkedQueue<Asked> all = new ConcurrentLinkedQueue<>();
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < chats; i++) {
        clients.add(threads.submit(client(until, i, all, n -> chat(rest, n))));
      }
      for (int i = 0; i < others; i++) {
        boolean sends = i % 2 == 0;
        clients.add(
            threads.submit(
                client(until, i, all, n -> sends ? events(rest, n) : recommend(rest, n))));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return List.copyOf(all);
  }

  /**
   * Asks until the time is over; a refusal is taken as it is, without a pause: the worst client.
   */
  private static Runnable client(
      long until, int number, ConcurrentLinkedQueue<Asked> all, IntFunction<Asked> asks) {
    return () -> {
      for (int i = 0; System.nanoTime() < until; i++) {
        all.add(asks.apply(number * 10_000 + i));
      }
    };
  }

  private Asked chat(Rest rest, int n) {
    String message = MESSAGES.get(n % MESSAGES.size()) + " from after " + (1930 + n % 80);
    return ask(
        rest,
        "chat",
        "{\"message\":\"%s\",\"user_id\":\"u%s\",\"time_budget\":\"%sms\"}"
            .formatted(message, n % 100, budget));
  }

  private static Asked recommend(Rest rest, int n) {
    return ask(rest, "recommend", "{\"user_id\":\"u%s\"}".formatted(n % 100));
  }

  private static Asked events(Rest rest, int n) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      events
          .append(i == 0 ? "" : ",")
          .append(
              "{\"user_id\":\"u%d\",\"type\":\"view\",\"item_id\":\"f%03d\"}"
                  .formatted((n + i) % 100, 1 + (n * 7 + i) % 300));
    }
    return ask(rest, "events", "{\"events\":[" + events + "]}");
  }

  private static Asked ask(Rest rest, String kind, String body) {
    long began = System.nanoTime();
    int status = rest.post("/_plugins/_chatrec/catalogs/films/" + kind, body).status();
    return new Asked(kind, status, (System.nanoTime() - began) / 1e6);
  }

  private static double heap(Rest rest) {
    double most = 0;
    for (JsonNode node : rest.get("/_nodes/stats/jvm").orFail().path("nodes")) {
      most = Math.max(most, node.at("/jvm/mem/heap_used_percent").asDouble());
    }
    return most;
  }

  private static void summarize(List<Asked> all, Report report) {
    Map<String, List<Asked>> groups =
        all.stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    asked -> asked.kind() + " " + asked.status(),
                    java.util.TreeMap::new,
                    java.util.stream.Collectors.toList()));
    groups.forEach(
        (name, asked) -> {
          Latencies latencies = new Latencies();
          asked.forEach(one -> latencies.addMillis(one.millis()));
          report.add(name, "answers", asked.size(), "answers");
          report.addLatencies(name, latencies);
        });
  }

  private static void judge(List<Asked> all) {
    long late = all.stream().filter(asked -> asked.status() == 504).count();
    long broken = all.stream().filter(asked -> asked.status() == 500).count();
    long done = all.stream().filter(asked -> asked.status() == 200).count();
    if (late > MOST_LATE * all.size() || broken > 0 || done == 0) {
      throw new LaunchException(
          "of %d answers %d were late, %d were errors and %d were good"
              .formatted(all.size(), late, broken, done));
    }
  }
}
