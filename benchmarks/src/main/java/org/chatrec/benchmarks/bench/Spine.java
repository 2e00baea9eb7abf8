package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Latencies;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
import org.chatrec.demo.Loader;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.NodeHome;
import org.chatrec.node.NodeOptions;
import org.chatrec.node.Project;
import org.chatrec.node.Rest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole line once: start of a node, {@code _bulk} with embedding, the same search plain and
 * rescored, chat without an LLM. Times are those of one client that waits for each answer; plain
 * and rescored searches take turns, so that a slow moment of the machine meets both.
 */
@Command(name = "spine", description = "Start, bulk with embedding, rescored search, chat")
public final class Spine implements Runnable {

  private static final int WARM_UP = 100;
  private static final int ROUNDS = 500;

  private static final List<String> WORDS =
      List.of(
          "space", "love", "war", "murder", "family", "journey", "city", "music", "friend", "boy");

  private static final List<String> MESSAGES =
      List.of(
          "a tense science fiction film from the nineties, not a comedy",
          "something funny from the eighties under two hours",
          "a war drama after 1990",
          "romantic films, newest first",
          "recommend me something for tonight");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "a MovieLens folder instead of the sample")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9261;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Spine(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Path folder = data;
    Dataset dataset = folder == null ? Dataset.films() : Dataset.movieLens(folder);
    Report report = new Report("spine");
    long began = System.nanoTime();
    try (Cluster cluster = Cluster.start(home(project), NodeOptions.single(port))) {
      report.add("node", "start", (System.nanoTime() - began) / 1e9, "s");
      load(cluster.rest(), dataset, report);
      search(cluster.rest(), dataset, report);
      chat(cluster.rest(), dataset, report);
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/spine.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  /** A home without data from earlier runs. */
  private NodeHome home(Project project) {
    Path folder = home == null ? project.root().resolve("target/bench-home") : home;
    new NodeHome(folder).clear();
    return NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
  }

  private static void load(Rest rest, Dataset dataset, Report report) {
    Loader loader = new Loader(rest, new PrintStream(PrintStream.nullOutputStream()), false);
    loader.declare(dataset);
    long began = System.nanoTime();
    loader.index(dataset);
    double seconds = (System.nanoTime() - began) / 1e9;
    report.add("_bulk with embedding", "throughput", dataset.items().size() / seconds, "docs/s");
    report.add("_bulk with embedding", "documents", dataset.items().size(), "docs");
    began = System.nanoTime();
    loader.send(dataset, 1_000);
    seconds = (System.nanoTime() - began) / 1e9;
    report.add("events", "throughput", dataset.events().size() / seconds, "events/s");
    loader.train(dataset);
  }

  private static void search(Rest rest, Dataset dataset, Report report) {
    Latencies plain = new Latencies();
    Latencies rescored = new Latencies();
    String rescore =
        ",\"rescore\":{\"window_size\":200,\"interest\":{\"catalog\":\"%s\",\"user_id\":\"%s\"}}"
            .formatted(dataset.catalog(), dataset.examples().user());
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      String query =
          "{\"_source\":[\"title\"],\"query\":{\"multi_match\":{\"query\":\"%s\",\"fields\":[\"title^3\",\"overview\"]}}"
              .formatted(WORDS.get(Math.floorMod(i, WORDS.size())));
      long began = System.nanoTime();
      rest.post("/" + dataset.catalog() + "/_search", query + "}").orFail();
      long between = System.nanoTime();
      rest.post("/" + dataset.catalog() + "/_search", query + rescore + "}").orFail();
      if (i >= 0) {
        plain.addNanos(between - began);
        rescored.addNanos(System.nanoTime() - between);
      }
    }
    report.addLatencies("search, plain", plain);
    report.addLatencies("search, rescored", rescored);
  }

  private static void chat(Rest rest, Dataset dataset, Report report) {
    Latencies whole = new Latencies();
    Latencies beside = new Latencies();
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      String body =
          "{\"message\":\"%s\",\"user_id\":\"%s\"}"
              .formatted(
                  MESSAGES.get(Math.floorMod(i, MESSAGES.size())), dataset.examples().user());
      long began = System.nanoTime();
      JsonNode answer =
          rest.post("/_plugins/_chatrec/catalogs/" + dataset.catalog() + "/chat", body).orFail();
      if (i >= 0) {
        whole.addNanos(System.nanoTime() - began);
        JsonNode took = answer.path("took");
        beside.addMillis(took.path("total").asDouble() - took.path("search").asDouble());
      }
    }
    report.addLatencies("chat without LLM", whole);
    report.addLatencies("chat without LLM, search aside", beside);
  }
}
