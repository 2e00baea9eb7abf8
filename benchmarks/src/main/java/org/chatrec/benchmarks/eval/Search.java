package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.chatrec.benchmarks.report.Commit;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Bootstrap;
import org.chatrec.benchmarks.search.FilmHome;
import org.chatrec.benchmarks.search.FilmNode;
import org.chatrec.benchmarks.search.Films;
import org.chatrec.benchmarks.search.Mix;
import org.chatrec.benchmarks.search.Ndcg;
import org.chatrec.benchmarks.search.Query;
import org.chatrec.benchmarks.search.Tuning;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.benchmarks.search.Weights;
import org.chatrec.node.Cluster;
import org.chatrec.node.Commands;
import org.chatrec.node.LaunchException;
import org.chatrec.node.Project;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether search gets better by knowing who searches: NDCG@10 of words, of words with text vectors,
 * and of the same with the user's interests, on a real node by way of {@code _search}. Fails if the
 * personal search is not better on vague queries or loses 1 % or more on exact ones.
 */
@Command(name = "search", description = "NDCG@10 of words, hybrid and personal search (MovieLens)")
public final class Search implements Runnable {

  /** Chosen on the viewers that weights were chosen on; see docs/learning.md. */
  private static final Mix MIX = new Mix(100, 2);

  /** The best on the viewers of {@code --tune}, titles not losing half a percent. */
  private static final Weights CHOSEN = new Weights(0.5, 0.05, 0.15, 0.05, 80);

  private static final double MOST_TITLE_LOSS = 0.01;

  @Mixin private final FilmHome home = new FilmHome();

  @Option(names = "--seed", description = "of the choice of queries (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--queries", description = "of each kind a user (${DEFAULT-VALUE})")
  private int most = 10;

  @Option(names = "--tune", description = "look for weights on the validation viewers instead")
  private boolean tune;

  /** Entry point; ends the Java machine with the command's status. */
  public static void main(String[] words) {
    System.exit(Commands.run(new Search(), words));
  }

  @Override
  public void run() {
    Project project = Project.current();
    Films films = home.films();
    try (Cluster cluster = home.start(project)) {
      FilmNode node = new FilmNode(cluster.rest());
      node.load(films, System.out);
      if (tune) {
        tune(node, films);
      } else {
        report(project, node, films);
      }
    }
  }

  private void tune(FilmNode node, Films films) {
    List<Viewer> viewers = FilmHome.viewers(films, true);
    List<Query> tags = Query.byTag(films, viewers, most, seed);
    List<Query> titles = Query.byTitle(films, viewers, most, seed);
    node.embed(tags);
    node.embed(titles);
    new Tuning(node, tags, titles, System.out).run(MIX);
  }

  private void report(Project project, FilmNode node, Films films) {
    List<Viewer> viewers = FilmHome.viewers(films, false);
    List<Query> tags = Query.byTag(films, viewers, most, seed);
    List<Query> titles = Query.byTitle(films, viewers, most, seed);
    node.embed(tags);
    node.embed(titles);
    header(films, viewers, tags, titles);
    Report report = new Report("search");
    Map<String, double[]> ofTags = run(node, "tag queries", tags);
    Map<String, double[]> ofTitles = run(node, "title queries", titles);
    add(report, "tag queries", tags, ofTags);
    add(report, "title queries", titles, ofTitles);
    double before = mean(ofTitles.get("hybrid"));
    double loss = (before - mean(ofTitles.get("personal"))) / before;
    double chosenLoss = (before - mean(ofTitles.get("chosen"))) / before;
    Bootstrap gain = paired(report, "tag queries", tags, ofTags, "personal", "hybrid");
    Bootstrap hybridGain = paired(report, "tag queries", tags, ofTags, "hybrid", "words");
    paired(report, "tag queries", tags, ofTags, "popular", "hybrid");
    paired(report, "tag queries", tags, ofTags, "personal", "popular");
    paired(report, "title queries", titles, ofTitles, "personal", "hybrid");
    paired(report, "title queries", titles, ofTitles, "personal", "popular");
    report.add("title queries, personal for hybrid", "loss", 100 * loss, "%");
    report.add("title queries, chosen for hybrid", "loss", 100 * chosenLoss, "%");
    report.print(System.out);
    report.write(home.out(project, "search"), Commit.of(project.root()));
    if (gain.low() <= 0 || hybridGain.mean() <= 0 || loss >= MOST_TITLE_LOSS) {
      throw new LaunchException(
          "expected personal > hybrid > words on tag queries and a loss below 1 % on title queries");
    }
  }

  private void header(Films films, List<Viewer> viewers, List<Query> tags, List<Query> titles) {
    System.out.printf(
        Locale.ROOT,
        """
        %d films with title, abstract, cast and genres; their tags are not indexed.
        Each of %d users: the first 80 %% of ratings in time are events, the system learns from no others.
        Reported of %d users (the other third is for choosing weights), at most %d queries of each kind a user.
        tag queries    %5d: a tag; relevant is what has the tag and the user rates with 4 stars or more later
        title queries  %5d: the title of a film that the user rates with 4 stars or more later; relevant is that film
        Films that the user rated before are left out for all systems.
        words: BM25. hybrid: BM25 + %.0f x (1+cos)/2 of the %d nearest text vectors. popular: hybrid, rescored by
        "interest" for nobody in particular, so by words and popularity. personal: the same for the user who searches,
        so personal - popular is what knowing the person brings. chosen: personal with weights chosen on the other users:
        %s. Intervals: 95 %%, users drawn; differences are within queries.
        """,
        films.items().size(),
        films.viewers().size(),
        viewers.size(),
        most,
        tags.size(),
        titles.size(),
        MIX.boost(),
        MIX.neighbours(),
        CHOSEN);
  }

  private static Map<String, double[]> run(FilmNode node, String what, List<Query> queries) {
    Map<String, Function<Query, ObjectNode>> systems = new LinkedHashMap<>();
    systems.put("words", node::words);
    systems.put("hybrid", query -> node.hybrid(query, MIX));
    systems.put("popular", query -> node.popular(query, MIX));
    systems.put("personal", query -> node.personal(query, MIX));
    systems.put("chosen", query -> node.personal(query, MIX, CHOSEN));
    Map<String, double[]> values = new LinkedHashMap<>();
    systems.forEach(
        (system, form) -> {
          System.out.printf("%s, %s: %d searches%n", what, system, queries.size());
          values.put(system, ndcg(node, queries, form));
        });
    return values;
  }

  private static double[] ndcg(
      FilmNode node, List<Query> queries, Function<Query, ObjectNode> form) {
    List<JsonNode> found = node.search(queries.stream().map(form).toList());
    double[] values = new double[queries.size()];
    for (int i = 0; i < values.length; i++) {
      List<String> ids = new ArrayList<>();
      found.get(i).forEach(hit -> ids.add(hit.path("_id").asText()));
      values[i] = Ndcg.at(10, ids, queries.get(i).relevant());
    }
    return values;
  }

  private void add(Report report, String what, List<Query> queries, Map<String, double[]> systems) {
    systems.forEach(
        (system, values) ->
            add(report, what + ", " + system, Bootstrap.of(byUser(queries, values), seed)));
  }

  /** How much better one system is than another on the same queries. */
  private Bootstrap paired(
      Report report,
      String what,
      List<Query> queries,
      Map<String, double[]> systems,
      String better,
      String worse) {
    double[] a = systems.getOrDefault(better, new double[0]);
    double[] b = systems.getOrDefault(worse, new double[0]);
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    Bootstrap figures = Bootstrap.of(byUser(queries, difference), seed);
    add(report, what + ", " + better + " - " + worse, figures);
    return figures;
  }

  private static void add(Report report, String what, Bootstrap figures) {
    report.add(what, "NDCG@10 2.5 %", figures.low(), "");
    report.add(what, "NDCG@10", figures.mean(), "");
    report.add(what, "NDCG@10 97.5 %", figures.high(), "");
  }

  private static List<double[]> byUser(List<Query> queries, double[] values) {
    Map<String, List<Double>> byUser = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      byUser
          .computeIfAbsent(queries.get(i).viewer().id(), user -> new ArrayList<>())
          .add(values[i]);
    }
    return byUser.values().stream()
        .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  private static double mean(double @Nullable [] values) {
    return values == null || values.length == 0 ? 0 : Arrays.stream(values).sum() / values.length;
  }
}
