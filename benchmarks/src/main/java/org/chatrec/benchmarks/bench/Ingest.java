package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.demo.Dataset;
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
 * {@code _bulk} into a real node: with embedding; the same documents with vectors that are there
 * already and without the processor; and changes of prices, for which nothing needs to be embedded:
 * as whole documents, and as partial updates, for which the server runs no pipeline. The variants
 * take turns, each on an index of its own. The node's cache of vectors is off, but for the last
 * part, which shows price changes as a node does them that has its settings from the box.
 */
@Command(name = "ingest", description = "_bulk with and without embedding; price-only updates")
public final class Ingest implements Runnable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PIPELINE = "embed";
  private static final int CLIENTS = 4;
  private static final int AT_ONCE = 100;

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
  private int port = 9262;

  @Option(names = "--rounds", description = "rounds of each comparison (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--items", description = "items with long texts a round (${DEFAULT-VALUE})")
  private int items = 500;

  @Option(names = "--prices", description = "items whose prices change (${DEFAULT-VALUE})")
  private int prices = 10_000;

  @Option(names = "--only", description = "embedding or prices (both)")
  private @Nullable Part only;

  /** Which comparison. */
  public enum Part {
    /** With and without embedding. */
    EMBEDDING,
    /** Changes that leave the text alone. */
    PRICES
  }

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Ingest(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Path folder = data;
    Dataset dataset = folder == null ? Dataset.films() : Dataset.movieLens(folder);
    Report report = new Report("ingest");
    NodeOptions remembers = NodeOptions.single(port);
    NodeOptions forgets = remembers.withSetting("chatrec.embedding.cache.size", "0b");
    try (Cluster cluster = Cluster.start(home(project), forgets)) {
      Bench bench = new Bench(cluster.rest());
      bench.pipeline();
      if (only != Part.PRICES) {
        embedding(bench, dataset, report);
      }
      if (only != Part.EMBEDDING) {
        prices(bench, dataset, false, "prices, stored _source", report);
        prices(bench, dataset, true, "prices, derived _source", report);
      }
    }
    if (only != Part.EMBEDDING) {
      try (Cluster cluster = Cluster.start(home(project), remembers)) {
        Bench bench = new Bench(cluster.rest());
        bench.pipeline();
        prices(bench, dataset, false, "prices, cache on", report);
      }
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/ingest.json") : out;
    report.write(file, Commit.of(project.root()));
  }

  private NodeHome home(Project project) {
    Path folder = home == null ? project.root().resolve("target/bench-home") : home;
    new NodeHome(folder).clear();
    return NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
  }

  private void embedding(Bench bench, Dataset dataset, Report report) {
    List<Dataset.Item> all = new ArrayList<>(dataset.items());
    all.removeIf(item -> !item.source().hasNonNull("overview"));
    Collections.shuffle(all, new Random(1));
    List<Dataset.Item> sample = all.subList(0, Math.min(items, all.size()));
    bench.create("warm", PIPELINE, false);
    bench.load("warm", bodies(sample, Map.of()));
    Map<String, JsonNode> vectors = bench.vectors("warm");
    bench.delete("warm");
    List<String> plain = bodies(sample, Map.of());
    List<String> whole = bodies(sample, vectors);
    double[] embedded = new double[rounds];
    double[] precomputed = new double[rounds];
    double[] busy = new double[rounds];
    double[] overhead = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long before = bench.figure("busy_millis");
      embedded[round] = bench.fresh("with", PIPELINE, plain);
      busy[round] = (bench.figure("busy_millis") - before) / 1e3;
      precomputed[round] = bench.fresh("without", "_none", whole);
      overhead[round] = embedded[round] / (busy[round] + precomputed[round]) - 1;
    }
    report.add("_bulk with embedding", "throughput", sample.size() / median(embedded), "docs/s");
    report.add("_bulk with embedding", "embedding at work", median(busy), "s");
    report.add("_bulk with embedding", "whole time", median(embedded), "s");
    report.add("_bulk with embedding", "/ embedding", median(busy) / median(embedded), "x");
    report.add("_bulk with vectors", "throughput", sample.size() / median(precomputed), "docs/s");
    report.add("_bulk with embedding", "beyond both", median(overhead), "of their sum");
  }

  /**
   * Whole documents with a new price. The comparison carries the vectors along, so that as much is
   * indexed; the one without any vectors, which an index with a vector field would lose that way,
   * is shown beside it.
   */
  private void prices(Bench bench, Dataset dataset, boolean derived, String title, Report report) {
    List<Dataset.Item> cheap = titles(dataset);
    bench.create("with", PIPELINE, derived);
    bench.create("without", "_none", derived);
    bench.create("bare", "_none", derived);
    bench.create("changed", PIPELINE, derived);
    bench.create("changed-without", "_none", derived);
    bench.load("with", bodies(cheap, Map.of()));
    Map<String, JsonNode> vectors = bench.vectors("with");
    bench.load("without", bodies(cheap, vectors));
    bench.load("changed", bodies(cheap, vectors));
    bench.load("changed-without", bodies(cheap, vectors));
    bench.load("bare", bodies(cheap, Map.of()));
    Times reused = new Times(rounds);
    Times sent = new Times(rounds);
    Times none = new Times(rounds);
    Times partial = new Times(rounds);
    Times partialWithout = new Times(rounds);
    long inferences = bench.figure("batches");
    for (int round = 0; round < rounds; round++) {
      for (Dataset.Item item : cheap) {
        item.source().put("price", round + 1);
      }
      List<String> plain = bodies(cheap, Map.of());
      List<String> whole = bodies(cheap, vectors);
      List<String> doc = updates(cheap, round + 1);
      none.take(bench, round, "bare", plain);
      int now = round;
      inTurn(
          now,
          () -> sent.take(bench, now, "without", whole),
          () -> reused.take(bench, now, "with", plain));
      inTurn(
          now,
          () -> partialWithout.take(bench, now, "changed-without", doc),
          () -> partial.take(bench, now, "changed", doc));
    }
    report.add(title, "inferences", bench.figure("batches") - inferences, "runs");
    reused.report(report, title + ", processor", cheap.size());
    sent.report(report, title + ", vectors sent", cheap.size());
    none.report(report, title + ", no vectors", cheap.size());
    partial.report(report, title + ", _update", cheap.size());
    partialWithout.report(report, title + ", _update without pipeline", cheap.size());
    reused.compare(report, title + ", processor", "vectors sent", sent);
    reused.compare(report, title + ", processor", "no vectors", none);
    partial.compare(report, title + ", _update", "without pipeline", partialWithout);
    partial.compare(report, title + ", _update", "vectors sent", sent);
  }

  /** One leaves merges behind that the other has to live with: each is first in its turn. */
  private static void inTurn(int round, Runnable one, Runnable other) {
    (round % 2 == 0 ? one : other).run();
    (round % 2 == 0 ? other : one).run();
  }

  /** Of each round: seconds, and the node's seconds of processor time. */
  private record Times(double[] seconds, double[] processor) {
    Times(int rounds) {
      this(new double[rounds], new double[rounds]);
    }

    void take(Bench bench, int round, String index, List<String> bodies) {
      double before = bench.processorSeconds();
      seconds[round] = bench.send(index, bodies);
      processor[round] = bench.processorSeconds() - before;
      bench.refresh(index);
    }

    void report(Report report, String what, int items) {
      report.add(what, "throughput", items / median(seconds), "docs/s");
      report.add(what, "node's CPU", median(processor) / items * 1e6, "us/doc");
    }

    void compare(Report report, String what, String name, Times other) {
      report.add(what, "/ " + name, median(ratios(other.seconds, seconds)), "x");
      report.add(what, "/ " + name + ", CPU", median(ratios(other.processor, processor)), "x");
    }

    private static double[] ratios(double[] theirs, double[] ours) {
      double[] ratios = new double[ours.length];
      Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
      return ratios;
    }
  }

  /** Titles, numbered where there are not enough. */
  private List<Dataset.Item> titles(Dataset dataset) {
    List<Dataset.Item> cheap = new ArrayList<>();
    for (int i = 0; i < prices; i++) {
      Dataset.Item item = dataset.items().get(i % dataset.items().size());
      int copy = i / dataset.items().size();
      String title = item.source().path("title").asText() + (copy == 0 ? "" : " " + copy);
      ObjectNode source = JSON.createObjectNode().put("title", title).put("price", 0);
      cheap.add(new Dataset.Item(Integer.toString(i), source));
    }
    return cheap;
  }

  /** Bulk bodies, made before the clock runs. */
  private static List<String> bodies(List<Dataset.Item> items, Map<String, JsonNode> vectors) {
    List<String> bodies = new ArrayList<>();
    for (int from = 0; from < items.size(); from += AT_ONCE) {
      StringBuilder lines = new StringBuilder();
      for (Dataset.Item item : items.subList(from, Math.min(items.size(), from + AT_ONCE))) {
        ObjectNode source = item.source().deepCopy();
        JsonNode vector = vectors.get(item.id());
        if (vector != null) {
          source.set("item_vector", vector);
        }
        lines
            .append("{\"index\":{\"_id\":\"")
            .append(item.id())
            .append("\"}}\n")
            .append(source)
            .append('\n');
      }
      bodies.add(lines.toString());
    }
    return bodies;
  }

  /** Nothing but the price, as partial updates. */
  private static List<String> updates(List<Dataset.Item> items, int price) {
    List<String> bodies = new ArrayList<>();
    for (int from = 0; from < items.size(); from += AT_ONCE) {
      StringBuilder lines = new StringBuilder();
      for (Dataset.Item item : items.subList(from, Math.min(items.size(), from + AT_ONCE))) {
        lines
            .append("{\"update\":{\"_id\":\"")
            .append(item.id())
            .append("\"}}\n{\"doc\":{\"price\":")
            .append(price)
            .append("}}\n");
      }
      bodies.add(lines.toString());
    }
    return bodies;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** What is asked of the node. */
  private record Bench(Rest rest) {
    private static final String MAPPING =
        """
        {"settings":{"index":{"knn":true,"number_of_shards":1,"number_of_replicas":0,
         "refresh_interval":"-1","default_pipeline":"%s","knn.derived_source.enabled":%s}},
         "mappings":{"properties":{"title":{"type":"text"},"overview":{"type":"text"},
         "price":{"type":"integer"},"item_vector_meta":{"type":"object","enabled":false},
         "item_vector":{"type":"knn_vector","dimension":384,
         "method":{"name":"hnsw","engine":"lucene","space_type":"cosinesimil"}}}}}
        """;

    void pipeline() {
      rest.put(
              "/_ingest/pipeline/" + PIPELINE,
              """
              {"processors":[{"item_embedding":{"model":"all-minilm-l6-v2",
               "fields":["title","overview"],"target_field":"item_vector"}}]}
              """)
          .orFail();
    }

    void create(String index, String pipeline, boolean derived) {
      delete(index);
      rest.put("/" + index, MAPPING.formatted(pipeline, derived)).orFail();
    }

    void delete(String index) {
      rest.delete("/" + index);
    }

    double fresh(String index, String pipeline, List<String> bodies) {
      create(index, pipeline, false);
      return load(index, bodies);
    }

    /** Returns the seconds that it took, without the refresh, which may merge for long. */
    double load(String index, List<String> bodies) {
      double seconds = send(index, bodies);
      refresh(index);
      return seconds;
    }

    void refresh(String index) {
      rest.post("/" + index + "/_refresh", "").orFail();
    }

    double send(String index, List<String> bodies) {
      AtomicInteger next = new AtomicInteger();
      AtomicInteger failures = new AtomicInteger();
      long began = System.nanoTime();
      try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
        for (int i = 0; i < CLIENTS; i++) {
          clients.execute(() -> send(index, bodies, next, failures));
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      if (failures.get() > 0) {
        throw new IllegalStateException(failures.get() + " bulks into " + index + " failed");
      }
      return seconds;
    }

    private void send(
        String index, List<String> bodies, AtomicInteger next, AtomicInteger failures) {
      for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
        Rest.Answer answer = rest.postLines("/" + index + "/_bulk", bodies.get(i));
        if (answer.status() != 200 || answer.body().path("errors").asBoolean(true)) {
          failures.incrementAndGet();
        }
      }
    }

    Map<String, JsonNode> vectors(String index) {
      Map<String, JsonNode> vectors = new HashMap<>();
      String request = "{\"size\":10000,\"_source\":[\"item_vector\"]}";
      JsonNode answer = rest.post("/" + index + "/_search", request).orFail();
      for (JsonNode hit : answer.path("hits").path("hits")) {
        vectors.put(hit.path("_id").asText(), hit.path("_source").path("item_vector"));
      }
      return vectors;
    }

    /** Of the node, from the system: the node itself looks once a second. */
    double processorSeconds() {
      JsonNode nodes = rest.get("/_nodes/process").orFail().path("nodes");
      long process = nodes.elements().next().at("/process/id").asLong();
      return ProcessHandle.of(process)
              .flatMap(handle -> handle.info().totalCpuDuration())
              .orElseThrow(() -> new IllegalStateException("no processor time of " + process))
              .toNanos()
          / 1e9;
    }

    long figure(String name) {
      JsonNode nodes = rest.get("/_plugins/_chatrec/stats").orFail().path("nodes");
      return nodes.elements().next().path("embedding").path(name).asLong();
    }
  }
}
