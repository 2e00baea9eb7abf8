package org.chatrec.benchmarks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
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
 * Recommendations, similar items and a chat without words in catalogues of different sizes on one
 * node, in turns: candidates come from index structures, so that ten times as many items are to
 * take hardly longer. Fails where the largest takes more than {@value #MOST} times as long as the
 * smallest. A match query of ten hits is the yardstick.
 */
@Command(name = "scale", description = "recommend, similar and chat as catalogues grow")
public final class Scale implements Runnable {

  private static final double MOST = 1.5;
  private static final int DIMENSION = 384;
  private static final int KINDS = 200;
  private static final int AT_ONCE = 500;
  private static final int PEOPLE = 400;
  private static final int EVENTS = 30;
  private static final int WARM_UP = 60;
  private static final String API = "/_plugins/_chatrec/catalogs/";

  @Option(names = "--items", split = ",", description = "sizes (${DEFAULT-VALUE})")
  private List<Integer> sizes = List.of(20_000, 200_000);

  @Option(names = "--rounds", paramLabel = "N", description = "calls of each (${DEFAULT-VALUE})")
  private int rounds = 200;

  @Option(names = "--data", paramLabel = "DIR", description = "not used; items are made up")
  private @Nullable Path data;

  @Option(names = "--out", paramLabel = "FILE", description = "where the JSON goes")
  private @Nullable Path out;

  @Option(names = "--home", paramLabel = "DIR", description = "where the node lives")
  private @Nullable Path home;

  @Option(names = "--port", paramLabel = "P", description = "the node's port (${DEFAULT-VALUE})")
  private int port = 9268;

  private final Random random = new Random(11);
  private final float[][] kinds = new float[KINDS][DIMENSION];

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Scale(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Report report = new Report("scale");
    Path folder = home == null ? project.root().resolve("target/bench-home") : home;
    new NodeHome(folder).clear();
    NodeHome node = NodeHome.assemble(folder, project.parts(), Optional.of(project.zip()));
    for (float[] kind : kinds) {
      fill(kind, new float[DIMENSION], 1);
    }
    Map<String, Double> slower;
    try (Cluster cluster = Cluster.start(node, NodeOptions.single(port).withHeap("2g"))) {
      Rest rest = cluster.rest();
      for (int size : sizes) {
        load(rest, size);
      }
      slower = measure(rest, report);
    }
    report.print(System.out);
    Path file = out == null ? project.root().resolve("target/bench/scale.json") : out;
    report.write(file, Commit.of(project.root()));
    slower.forEach(
        (what, times) -> {
          if (times > MOST) {
            throw new LaunchException(what + " takes " + times + " times as long");
          }
        });
  }

  private static String name(int size) {
    return "scale-" + size;
  }

  private void load(Rest rest, int size) {
    System.out.println(name(size) + ": declaring and indexing");
    rest.put(
            API + name(size),
            """
            {"index":"%s","model":"bge-small-en-v1.5","text_fields":["title"],"title_field":"title",
             "embed_fields":["title"],
             "vector_field":"v","collaborative_field":"cf","popularity_field":"popularity",
             "create":{"properties":{"title":{"type":"text"}},
               "settings":{"number_of_shards":1,"number_of_replicas":0,"refresh_interval":"-1"}}}
            """
                .formatted(name(size)))
        .orFail();
    for (int from = 0; from < size; from += AT_ONCE) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < Math.min(size, from + AT_ONCE); i++) {
        lines.append("{\"index\":{\"_id\":\"i").append(i).append("\"}}\n");
        lines.append(item(i)).append('\n');
      }
      bulk(rest, "/" + name(size) + "/_bulk?pipeline=_none", lines.toString());
    }
    rest.post("/" + name(size) + "/_refresh", "").orFail();
    rest.post("/" + name(size) + "/_forcemerge?max_num_segments=1", "").orFail();
    System.out.println(name(size) + ": events and training");
    for (int person = 0; person < PEOPLE; person += 20) {
      StringBuilder lines = new StringBuilder();
      for (int one = person; one < person + 20; one++) {
        likes(one, size, lines);
      }
      rest.post(API + name(size) + "/events", "{\"events\":[" + lines + "]}").orFail();
    }
    rest.post(API + name(size) + "/train?wait_for_completion=true", "{}").orFail();
    rest.post("/" + name(size) + "/_forcemerge?max_num_segments=1", "").orFail();
  }

  private static void bulk(Rest rest, String path, String lines) {
    JsonNode answer = rest.postLines(path, lines).orFail();
    if (answer.path("errors").asBoolean()) {
      throw new LaunchException("cannot index: " + answer.at("/items/0/index/error"));
    }
  }

  private String item(int i) {
    float[] vector = new float[DIMENSION];
    fill(vector, kinds[i % KINDS], 0.6);
    StringBuilder numbers = new StringBuilder();
    for (float value : vector) {
      numbers.append(numbers.isEmpty() ? "" : ",").append(Math.round(value * 1000) / 1000f);
    }
    return "{\"title\":\"thing of kind" + i % KINDS + " number" + i + "\",\"v\":[" + numbers + "]}";
  }

  private void fill(float[] vector, float[] centre, double noise) {
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] = (float) (centre[d] + noise * random.nextGaussian());
    }
  }

  /** Each likes things of three kinds. */
  private void likes(int person, int size, StringBuilder lines) {
    for (int n = 0; n < EVENTS; n++) {
      int kind = (person * 7 + n % 3 * 31) % KINDS;
      int item = random.nextInt(size / KINDS) * KINDS + kind;
      lines.append(lines.isEmpty() ? "" : ",");
      lines.append("{\"event_id\":\"e").append(person).append('-').append(n);
      lines.append("\",\"user_id\":\"u").append(person).append("\",\"type\":\"like\"");
      lines.append(",\"item_id\":\"i").append(item).append("\",\"timestamp\":");
      lines.append(1_700_000_000_000L + n).append('}');
    }
  }

  private Map<String, IntFunction<Runnable>> calls(Rest rest, int size) {
    String catalog = API + name(size);
    Map<String, IntFunction<Runnable>> calls = new LinkedHashMap<>();
    calls.put(
        "match query",
        n ->
            () ->
                rest.post(
                        "/" + name(size) + "/_search",
                        "{\"_source\":false,\"query\":{\"match\":{\"title\":\"kind"
                            + n % KINDS
                            + "\"}}}")
                    .orFail());
    calls.put(
        "recommend",
        n ->
            () ->
                rest.post(catalog + "/recommend", "{\"user_id\":\"u" + n % PEOPLE + "\"}")
                    .orFail());
    calls.put("similar", n -> () -> rest.get(catalog + "/items/i" + n + "/similar").orFail());
    calls.put(
        "chat without words",
        n ->
            () ->
                rest.post(
                        catalog + "/chat",
                        "{\"message\":\"recommend me something\",\"user_id\":\"u"
                            + n % PEOPLE
                            + "\",\"explain\":\"none\"}")
                    .orFail());
    return calls;
  }

  /** By what is called, how many times longer the largest takes than the smallest. */
  private Map<String, Double> measure(Rest rest, Report report) {
    Map<String, Double> slower = new LinkedHashMap<>();
    for (String what : calls(rest, sizes.getFirst()).keySet()) {
      List<double[]> millis = new ArrayList<>();
      sizes.forEach(size -> millis.add(new double[rounds]));
      for (int round = -WARM_UP; round < rounds; round++) {
        for (int i = 0; i < sizes.size(); i++) {
          Runnable call =
              calls(rest, sizes.get(i)).get(what).apply(Math.floorMod(round * 13, PEOPLE));
          long began = System.nanoTime();
          call.run();
          if (round >= 0) {
            millis.get(i)[round] = (System.nanoTime() - began) / 1e6;
          }
        }
      }
      for (int i = 0; i < sizes.size(); i++) {
        report.add(what + ", " + sizes.get(i) + " items", "p50", median(millis.get(i)), "ms");
      }
      double times = median(millis.getLast()) / median(millis.getFirst());
      report.add(what, "largest / smallest", times, "x");
      if (!what.equals("match query")) {
        slower.put(what, times);
      }
    }
    return slower;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
