package org.chatrec.benchmarks.bench;

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
  private static final int PEOPLE = 400;
  private static final int EVENTS = 30;
  private static final int WARM_UP = 60;

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
    Map<String, Double> slower;
    try (Cluster cluster = Cluster.start(node, NodeOptions.single(port).withHeap("2g"))) {
      Rest rest = cluster.rest();
      List<MadeUpCatalog> catalogs = sizes.stream().map(size -> load(rest, size)).toList();
      slower = measure(rest, catalogs, report);
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

  private MadeUpCatalog load(Rest rest, int size) {
    MadeUpCatalog catalog = new MadeUpCatalog(rest, "scale-" + size, size);
    catalog.load();
    System.out.println("scale-" + size + ": events and training");
    for (int person = 0; person < PEOPLE; person += 20) {
      StringBuilder lines = new StringBuilder();
      for (int one = person; one < person + 20; one++) {
        likes(one, size, lines);
      }
      rest.post(catalog.path() + "/events", "{\"events\":[" + lines + "]}").orFail();
    }
    catalog.train();
    return catalog;
  }

  /** Each likes things of three kinds. */
  private void likes(int person, int size, StringBuilder lines) {
    for (int n = 0; n < EVENTS; n++) {
      int kind = (person * 7 + n % 3 * 31) % MadeUpCatalog.KINDS;
      int item = random.nextInt(size / MadeUpCatalog.KINDS) * MadeUpCatalog.KINDS + kind;
      lines.append(lines.isEmpty() ? "" : ",");
      lines.append("{\"event_id\":\"e").append(person).append('-').append(n);
      lines.append("\",\"user_id\":\"u").append(person).append("\",\"type\":\"like\"");
      lines.append(",\"item_id\":\"i").append(item).append("\",\"timestamp\":");
      lines.append(1_700_000_000_000L + n).append('}');
    }
  }

  private Map<String, IntFunction<Runnable>> calls(Rest rest, MadeUpCatalog items) {
    String catalog = items.path();
    Map<String, IntFunction<Runnable>> calls = new LinkedHashMap<>();
    calls.put(
        "match query",
        n ->
            () ->
                rest.post(
                        items.index() + "/_search",
                        "{\"_source\":false,\"query\":{\"match\":{\"title\":\"kind"
                            + n % MadeUpCatalog.KINDS
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
  private Map<String, Double> measure(Rest rest, List<MadeUpCatalog> catalogs, Report report) {
    Map<String, Double> slower = new LinkedHashMap<>();
    for (String what : calls(rest, catalogs.getFirst()).keySet()) {
      List<double[]> millis = new ArrayList<>();
      sizes.forEach(size -> millis.add(new double[rounds]));
      for (int round = -WARM_UP; round < rounds; round++) {
        for (int i = 0; i < sizes.size(); i++) {
          Runnable call =
              calls(rest, catalogs.get(i)).get(what).apply(Math.floorMod(round * 13, PEOPLE));
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
