package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Bootstrap;
import org.chatrec.benchmarks.search.FilmHome;
import org.chatrec.benchmarks.search.FilmNode;
import org.chatrec.benchmarks.search.Films;
import org.chatrec.benchmarks.search.Ndcg;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.benchmarks.search.Weights;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How good the strategies of {@code recommend} are on what users like later: NDCG and precision of
 * the first five, on a real node.
 */
@Command(name = "recommend", description = "NDCG@5 and precision@5 of the strategies (MovieLens)")
public final class Recommend implements Runnable {

  private static final int SHOWN = 5;
  private static final List<String> STRATEGIES =
      List.of("popular", "content", "collaborative", "hybrid");

  @Mixin private final FilmHome home = new FilmHome();

  @Option(names = "--tune", description = "try weights on the validation viewers instead")
  private boolean tune;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Recommend(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Films films = home.films();
    Report report = new Report("recommend");
    List<Viewer> viewers = FilmHome.viewers(films, tune);
    try (Cluster cluster = home.start(project)) {
      FilmNode node = new FilmNode(cluster.rest());
      node.load(films, System.out);
      systems(node)
          .forEach(
              (name, system) -> add(report, name, viewers, viewers.stream().map(system).toList()));
    }
    System.out.printf(
        "%d users; relevant is what a user rates with 4 stars or more in the last 20 %% of their time;%n"
            + "films rated before are left out; intervals: 95 %%, users drawn%n",
        viewers.size());
    report.print(System.out);
    if (!tune) {
      report.write(home.out(project, "recommend"), Commit.of(project.root()));
    }
  }

  private Map<String, Function<Viewer, List<String>>> systems(FilmNode node) {
    Map<String, Function<Viewer, List<String>>> systems = new LinkedHashMap<>();
    for (String strategy : STRATEGIES) {
      systems.put(strategy, viewer -> ids(node.recommend(viewer, strategy, SHOWN)));
    }
    if (tune) {
      for (double content : new double[] {0, 0.1, 0.2, 0.4, 0.8}) {
        for (double popularity : new double[] {0, 0.05, 0.1, 0.2}) {
          Weights weights = new Weights(0, content, 1, popularity, 10);
          systems.put(
              "1 collaborative, %.2f content, %.2f popularity".formatted(content, popularity),
              viewer -> ids(node.rank(viewer, weights, SHOWN)));
        }
      }
    }
    return systems;
  }

  private static List<String> ids(Iterable<JsonNode> hits) {
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : hits) {
      ids.add(hit.has("_id") ? hit.path("_id").asText() : hit.path("id").asText());
    }
    return ids;
  }

  private static void add(
      Report report, String name, List<Viewer> viewers, List<List<String>> found) {
    List<double[]> ndcg = new ArrayList<>();
    double hits = 0;
    for (int i = 0; i < found.size(); i++) {
      Set<String> relevant = viewers.get(i).laterLikes();
      ndcg.add(new double[] {Ndcg.at(SHOWN, found.get(i), relevant)});
      Set<String> right = new HashSet<>(found.get(i));
      right.retainAll(relevant);
      hits += right.size();
    }
    Bootstrap figures = Bootstrap.of(ndcg, 1);
    report.add(name, "NDCG@5 2.5 %", figures.low(), "");
    report.add(name, "NDCG@5", figures.mean(), "");
    report.add(name, "NDCG@5 97.5 %", figures.high(), "");
    report.add(name, "precision@5", hits / (SHOWN * found.size()), "");
  }
}
