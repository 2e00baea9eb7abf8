package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Latencies;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.Loader;
import org.chatrec.faults.ChatStorm;
import org.chatrec.faults.Fault;
import org.chatrec.faults.FaultyLlm;
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
 * Chats on a real node while the language model's server misbehaves in every known way. Fails
 * unless every chat is answered with hits within its budget and 250 ms, says what happened, and
 * leaves no threads, connections or heap behind. First with the breaker off, so that every chat
 * meets its fault; then with it, as it is used.
 */
@Command(name = "chat-faults", description = "Chats while the LLM's server misbehaves")
public final class ChatFaults implements Runnable {

  private static final int GRACE_MILLIS = 250;
  private static final int WARM_UP = 480;

  @Option(names = "--chats", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
  private int chats = 10_000;

  @Option(names = "--at-once", paramLabel = "N", description = "clients (${DEFAULT-VALUE})")
  private int atOnce = 32;

  @Option(names = "--budget", paramLabel = "MS", description = "of a chat (${DEFAULT-VALUE})")
  private long budget = 2_000;

  @Option(names = "--data", paramLabel = "DIR", description = "not used; films are loaded")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9266;

  private final List<String> wrongs = new ArrayList<>();

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new ChatFaults(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("chat-faults");
    Path folder = home == null ? project.root().resolve("target/bench-home") : home;
    new NodeHome(folder).clear();
    NodeHome node = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    try (Cluster cluster = Cluster.start(node, NodeOptions.single(port));
        FaultyLlm llm = new FaultyLlm()) {
      Rest rest = cluster.rest();
      new Loader(rest, new PrintStream(PrintStream.nullOutputStream()), false)
          .load(Dataset.films(), 1_000);
      ChatStorm storm = new ChatStorm(rest, "films", budget);
      ChatStorm.configure(rest, llm, atOnce, 0);
      storm.run(WARM_UP, atOnce);
      phase("breaker off", storm, rest, llm, chats, report);
      ChatStorm.configure(rest, llm, atOnce, 5);
      phase("breaker on", storm, rest, llm, Math.max(atOnce, chats / 5), report);
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/chat-faults.json") : out;
    report.write(file, Commit.of(project.root()));
    if (!wrongs.isEmpty()) {
      wrongs.stream().limit(20).forEach(System.out::println);
      throw new LaunchException(wrongs.size() + " things were wrong, the first: " + wrongs.get(0));
    }
  }

  private void phase(
      String name, ChatStorm storm, Rest rest, FaultyLlm llm, int count, Report report) {
    int threadsBefore = threads(rest);
    List<Double> heap = new ArrayList<>();
    ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> sampling =
        sampler.scheduleAtFixedRate(
            () -> heap.add(heapMegabytes(rest)), 0, 500, TimeUnit.MILLISECONDS);
    long asked = llm.requests();
    long began = System.nanoTime();
    ChatStorm.Result result = storm.run(count, atOnce);
    double seconds = (System.nanoTime() - began) / 1e9;
    sampling.cancel(false);
    stop(sampler);
    wrongs.addAll(result.wrongs());
    report.add(name, "chats", count, "chats");
    report.add(name, "chats per second", count / seconds, "1/s");
    report.add(name, "requests to the LLM", llm.requests() - asked, "requests");
    report.add(name, "wrong", result.wrongs().size(), "chats");
    for (Fault fault : Fault.values()) {
      latencies(name + ", " + fault, result.of(fault), report);
    }
    result
        .said()
        .forEach(
            (fault, said) ->
                said.forEach(
                    (what, times) ->
                        report.add(name + ", " + fault, "said " + what, times, "chats")));
    leftBehind(name, rest, llm, threadsBefore, heap, report);
  }

  private void latencies(String what, List<ChatStorm.Outcome> outcomes, Report report) {
    if (outcomes.isEmpty()) {
      return;
    }
    Latencies wall = new Latencies();
    outcomes.forEach(outcome -> wall.addMillis(outcome.wallMillis()));
    report.addLatencies(what, wall);
    double longest = wall.percentile(100);
    report.add(what, "max", longest, "ms");
    if (longest > budget + GRACE_MILLIS) {
      wrongs.add(
          "%s: a client waited %.0f ms with a budget of %d".formatted(what, longest, budget));
    }
  }

  /**
   * The heap is compared by its lowest readings: what is left after a collection. Growth means that
   * they rise from the second quarter of the run to the last.
   */
  private void leftBehind(
      String name, Rest rest, FaultyLlm llm, int threadsBefore, List<Double> heap, Report report) {
    int threadsAfter = threads(rest);
    report.add(name, "threads before", threadsBefore, "threads");
    report.add(name, "threads after", threadsAfter, "threads");
    report.add(name, "connections left", llm.connections(), "connections");
    int quarter = heap.size() / 4;
    if (quarter > 0) {
      double early = lowest(heap.subList(quarter, 2 * quarter));
      double late = lowest(heap.subList(3 * quarter, heap.size()));
      report.add(name, "lowest heap, 2nd quarter", early, "MB");
      report.add(name, "lowest heap, 4th quarter", late, "MB");
      if (late > 1.25 * early + 50) {
        wrongs.add("%s: heap grew from %.0f to %.0f MB".formatted(name, early, late));
      }
    }
    // pools fill up to their size at first; the bound is theirs
    if (threadsAfter > threadsBefore + atOnce) {
      wrongs.add("%s: threads grew from %d to %d".formatted(name, threadsBefore, threadsAfter));
    }
    if (llm.connections() > atOnce) {
      wrongs.add("%s: %d connections are still open".formatted(name, llm.connections()));
    }
  }

  private static double lowest(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static void stop(ScheduledExecutorService sampler) {
    sampler.shutdown();
    try {
      if (!sampler.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the node does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int threads(Rest rest) {
    return jvm(rest).path("threads").path("count").asInt();
  }

  private static double heapMegabytes(Rest rest) {
    return jvm(rest).path("mem").path("heap_used_in_bytes").asDouble() / (1 << 20);
  }

  private static JsonNode jvm(Rest rest) {
    return rest.get("/_nodes/stats/jvm").orFail().path("nodes").elements().next().path("jvm");
  }
}
