package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
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
 * What likeness to interests adds to a search on a real node with one shard: the rescorer against
 * the k-NN plugin's script and against Painless, at several windows, and the query against both
 * over the whole index. A window is filled by a query that every document matches with one of a few
 * dozen scores, the worst case for the collector, and by one that 15 % match with spread scores.
 *
 * <p>"collecting" asks for the last ten hits of the window instead of the first: what OpenSearch
 * does before any rescorer begins. "match_all" is a rescorer of OpenSearch's own that leaves scores
 * as they are. All take turns on the same node; figures are medians of differences, and of ratios
 * of differences, within a round; on a machine with other work the fastest call of all is disturbed
 * less. Processor time is the whole node's.
 */
@Command(name = "rescore", description = "Rescoring against knn_score and Painless")
public final class Rescore implements Runnable {
  private static final String INDEX = "items";
  private static final int AT_ONCE = 200;

  @Option(names = "--docs", description = "documents (${DEFAULT-VALUE})")
  private int docs = 100_000;

  @Option(names = "--dimension", description = "of the vectors (${DEFAULT-VALUE})")
  private int dimension = 384;

  @Option(names = "--rounds", description = "rounds that count (${DEFAULT-VALUE})")
  private int rounds = 15;

  @Option(names = "--calls", description = "of each contender in a round (${DEFAULT-VALUE})")
  private int calls = 10;

  @Option(names = "--engine", description = "lucene or faiss (${DEFAULT-VALUE})")
  private String engine = "lucene";

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--data", paramLabel = "DIR", description = "not used: vectors are random")
  private @Nullable Path data;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9263;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Rescore(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("rescore");
    try (Cluster cluster = Cluster.start(home(project), NodeOptions.single(port))) {
      Rest rest = cluster.rest();
      RescoreBodies bodies = new RescoreBodies(dimension);
      load(rest, bodies);
      report.add("index", "documents", docs, "docs");
      for (int window : new int[] {100, 1_000, 10_000}) {
        windows(rest, bodies, window, report);
      }
      compare(rest, "whole index", bodies.wholeIndex(), report);
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/rescore.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  private NodeHome home(Project project) {
    Path folder = home == null ? project.root().resolve("target/bench-home") : home;
    new NodeHome(folder).clear();
    return NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
  }

  /** Small graphs: they take most of the time of indexing and nothing here reads them. */
  private void load(Rest rest, RescoreBodies bodies) {
    rest.put(
            "/" + INDEX,
            """
            {"settings":{"index":{"knn":true,"number_of_shards":1,"number_of_replicas":0,
              "refresh_interval":"-1","knn.advanced.approximate_threshold":-1}},
             "mappings":{"properties":{"title":{"type":"text"},"about":{"type":"text"},
              "v":{"type":"knn_vector","dimension":%s,"method":{"name":"hnsw","engine":"%s",
               "space_type":"cosinesimil","parameters":{"m":4,"ef_construction":8}}}}}}
            """
                .formatted(dimension, engine))
        .orFail();
    for (int from = 0; from < docs; from += AT_ONCE) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < Math.min(docs, from + AT_ONCE); i++) {
        lines.append("{\"index\":{}}\n").append(bodies.document()).append('\n');
      }
      JsonNode answer = rest.postLines("/" + INDEX + "/_bulk", lines.toString()).orFail();
      if (answer.path("errors").asBoolean()) {
        throw new LaunchException("cannot index: " + answer.at("/items/0/index/error"));
      }
    }
    rest.post("/" + INDEX + "/_forcemerge?max_num_segments=1", "").orFail();
    rest.post("/" + INDEX + "/_refresh", "").orFail();
  }

  private void windows(Rest rest, RescoreBodies bodies, int window, Report report) {
    for (String query : List.of(RescoreBodies.ALL, RescoreBodies.SOME)) {
      int matches =
          rest.post("/" + INDEX + "/_count", "{\"query\":" + query + "}")
              .orFail()
              .path("count")
              .asInt();
      String where = "window %d of %d".formatted(window, matches);
      if (window <= matches) {
        compare(rest, where, bodies.windows(query, window), report);
      }
    }
  }

  private void compare(Rest rest, String where, Map<String, String> contenders, Report report) {
    List<String> names = List.copyOf(contenders.keySet());
    double[][] millis = new double[names.size()][rounds];
    double[][] processor = new double[names.size()][rounds];
    double[] fastest = new double[names.size()];
    Arrays.fill(fastest, Double.POSITIVE_INFINITY);
    ProcessHandle node = process(rest);
    for (int round = -rounds / 3 - 1; round < rounds; round++) {
      for (int i = 0; i < names.size(); i++) {
        double before = processorMillis(node);
        double[] each = new double[calls];
        for (int call = 0; call < calls; call++) {
          long began = System.nanoTime();
          rest.post("/" + INDEX + "/_search", contenders.get(names.get(i))).orFail();
          each[call] = (System.nanoTime() - began) / 1e6;
        }
        if (round >= 0) {
          millis[i][round] = median(each);
          fastest[i] = Math.min(fastest[i], Arrays.stream(each).min().orElseThrow());
          processor[i][round] = (processorMillis(node) - before) / calls;
        }
      }
    }
    report.add(where + ", plain", "p50", median(millis[0]), "ms");
    for (int i = 1; i < names.size(); i++) {
      String what = where + ", " + names.get(i);
      report.add(what, "added", median(differences(millis[i], millis[0])), "ms");
      report.add(what, "added, fastest", fastest[i] - fastest[0], "ms");
      report.add(what, "added, processor", mean(differences(processor[i], processor[0])), "ms");
    }
    int window = names.indexOf("collecting");
    if (window >= 0) {
      double theirs = fastest[names.indexOf("knn_score")] - fastest[window];
      for (String one : List.of("interest", "4 interests")) {
        double ours = fastest[names.indexOf(one)] - fastest[window];
        report.add(where + ", " + one, "beyond collecting", ours, "ms");
        report.add(where + ", " + one, "/ knn_score, beyond it", ours / theirs, "x");
      }
      report.add(where + ", knn_score", "beyond collecting", theirs, "ms");
    }
    ratio(where, "interest", "knn_score", names, millis, fastest, report);
    ratio(where, "interest", "Painless", names, millis, fastest, report);
    ratio(where, "4 interests", "interest", names, millis, fastest, report);
  }

  private static void ratio(
      String where,
      String one,
      String other,
      List<String> names,
      double[][] millis,
      double[] fastest,
      Report report) {
    int i = names.indexOf(one);
    int j = names.indexOf(other);
    String what = where + ", " + one;
    double[] ones = differences(millis[i], millis[0]);
    double[] others = differences(millis[j], millis[0]);
    double[] ratios = new double[ones.length];
    Arrays.setAll(ratios, k -> ones[k] / others[k]);
    report.add(what, "/ " + other, median(ratios), "x");
    report.add(
        what,
        "/ " + other + ", fastest",
        (fastest[i] - fastest[0]) / (fastest[j] - fastest[0]),
        "x");
  }

  /** Not of the node's own statistics, which are renewed once a second. */
  private static double processorMillis(ProcessHandle node) {
    return node.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  private static ProcessHandle process(Rest rest) {
    JsonNode nodes = rest.get("/_nodes/process").orFail().path("nodes");
    long id = nodes.elements().next().at("/process/id").asLong();
    return ProcessHandle.of(id).orElseThrow(() -> new LaunchException("no process " + id));
  }

  private static double[] differences(double[] one, double[] other) {
    double[] differences = new double[one.length];
    Arrays.setAll(differences, i -> one[i] - other[i]);
    return differences;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
