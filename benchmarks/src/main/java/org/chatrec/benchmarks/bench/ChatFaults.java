package org.chatrec.benchmarks.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chatrec.benchmarks.faults.Footprint;
import org.chatrec.benchmarks.faults.Leftovers;
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
 * leaves no threads, connections or heap behind, which is looked at after a full collection and
 * with all that was written flushed. First with the breaker off, so that every chat meets its
 * fault; then with it, as it is used.
 */
@Command(name = "chat-faults", description = "Chats while the LLM's server misbehaves")
public final class ChatFaults implements Runnable {

  private static final int GRACE_MILLIS = 250;
  private static final int WARM_UP = 480;

  /** Megabytes; in 10,000 chats, a chat that leaves three kilobytes behind is found. */
  private static final double HEAP_GROWTH = 32;

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
      phase("breaker off", storm, cluster, llm, chats, report);
      ChatStorm.configure(rest, llm, atOnce, 5);
      phase("breaker on", storm, cluster, llm, Math.max(atOnce, chats / 5), report);
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
      String name, ChatStorm storm, Cluster cluster, FaultyLlm llm, int count, Report report) {
    Footprint before = footprint(cluster);
    long asked = llm.requests();
    long began = System.nanoTime();
    ChatStorm.Result result = storm.run(count, atOnce);
    double seconds = (System.nanoTime() - began) / 1e9;
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
    leftBehind(name, before, footprint(cluster), llm, report);
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

  /** What the indices keep in memory until they write it down is no leak of ours. */
  private static Footprint footprint(Cluster cluster) {
    for (String what : List.of("_flush", "_refresh", "_cache/clear")) {
      cluster.rest().post("/_all/" + what + "?expand_wildcards=all", "").orFail();
    }
    return Footprint.of(cluster.nodes().getFirst().handle().pid());
  }

  private void leftBehind(
      String name, Footprint before, Footprint after, FaultyLlm llm, Report report) {
    report.add(name, "live heap before", before.liveMegabytes(), "MB");
    report.add(name, "live heap after", after.liveMegabytes(), "MB");
    report.add(name, "threads before", before.threadCount(), "threads");
    report.add(name, "threads after", after.threadCount(), "threads");
    report.add(name, "connections left", llm.connections(), "connections");
    // pools fill up to their size at first; the bound is theirs
    new Leftovers(HEAP_GROWTH, atOnce)
        .wrongs(before, after)
        .forEach(wrong -> wrongs.add(name + ": " + wrong));
    if (llm.connections() > atOnce) {
      wrongs.add("%s: %d connections are still open".formatted(name, llm.connections()));
    }
  }
}
