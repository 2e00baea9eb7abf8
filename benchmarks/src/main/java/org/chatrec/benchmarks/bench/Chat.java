package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
 * What a chat without an LLM costs beside the search that it runs: each message once as a chat, and
 * then its query, which {@code debug} shows, as a plain search; the two take turns, one client that
 * waits for each answer. The catalogue should have 10,000 items: {@code --data} names a MovieLens
 * folder.
 */
@Command(name = "chat", description = "Chat without LLM against the search that it runs")
public final class Chat implements Runnable {

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> MESSAGES =
      List.of(
          "a tense science fiction film from the nineties, not a comedy",
          "something funny from the eighties",
          "a war drama after 1990",
          "romantic films, newest first",
          "recommend me something for tonight",
          "a robot that learns to love");

  @Option(names = "--rounds", paramLabel = "N", description = "per message (${DEFAULT-VALUE})")
  private int rounds = 60;

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
  private int port = 9268;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Chat(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Path source = data;
    Dataset dataset = source == null ? Dataset.films() : Dataset.movieLens(source);
    Report report = new Report("chat");
    Path folder = home == null ? project.root().resolve("target/bench-home") : home;
    new NodeHome(folder).clear();
    NodeHome node = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    try (Cluster cluster = Cluster.start(node, NodeOptions.single(port))) {
      new Loader(cluster.rest(), System.out, false).load(dataset, 10_000);
      report.add("catalogue", "items", dataset.items().size(), "items");
      measure(cluster.rest(), dataset, report);
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/chat.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  private void measure(Rest rest, Dataset dataset, Report report) {
    Latencies chats = new Latencies();
    Latencies searches = new Latencies();
    Latencies added = new Latencies();
    Latencies planning = new Latencies();
    Latencies explaining = new Latencies();
    int warmUp = rounds / 3 + 5;
    for (int round = -warmUp; round < rounds; round++) {
      for (String message : MESSAGES) {
        long began = System.nanoTime();
        JsonNode answer = chat(rest, dataset, message, false);
        double chat = (System.nanoTime() - began) / 1e6;
        String query = query(rest, dataset, message);
        began = System.nanoTime();
        rest.post("/" + dataset.catalog() + "/_search", query).orFail();
        double search = (System.nanoTime() - began) / 1e6;
        if (round >= 0) {
          chats.addMillis(chat);
          searches.addMillis(search);
          added.addMillis(chat - search);
          planning.addMillis(answer.path("took").path("plan").asDouble());
          explaining.addMillis(answer.path("took").path("explain").asDouble());
        }
      }
    }
    report.addLatencies("chat without LLM", chats);
    report.addLatencies("the search that it runs", searches);
    report.addLatencies("chat beside its search", added);
    report.addLatencies("of it, planning", planning);
    report.addLatencies("of it, explaining", explaining);
  }

  private static JsonNode chat(Rest rest, Dataset dataset, String message, boolean debug) {
    String body =
        JSON.valueToTree(
                Map.of("message", message, "user_id", dataset.examples().user(), "debug", debug))
            .toString();
    return rest.post("/_plugins/_chatrec/catalogs/" + dataset.catalog() + "/chat", body).orFail();
  }

  /** The query DSL of this very message; asked for apart, since showing it costs time. */
  private static String query(Rest rest, Dataset dataset, String message) {
    return chat(rest, dataset, message, true).path("debug").path("query").asText();
  }
}
