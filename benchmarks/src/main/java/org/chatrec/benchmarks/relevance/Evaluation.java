package org.chatrec.benchmarks.relevance;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Films;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.demo.Dataset;
import org.chatrec.node.LaunchException;
import org.chatrec.node.Rest;

/** All parts of the evaluation of relevance, on one node. */
public final class Evaluation {

  /** The model that comes with the plugin. */
  public static final String MODEL = "bge-small-en-v1.5";

  /** What can be evaluated. */
  public static final List<String> PARTS = List.of("topics", "recommend", "books", "packages");

  /** Those that most people rated; they have nine in ten of all ratings. */
  private static final int FILMS = 4_800;

  private final Rest rest;
  private final Path data;
  private final String model;
  private final Split split;
  private final int most;
  private final long seed;
  private final List<TasteCurve.Point> curve = new ArrayList<>();

  /**
   * @param data a folder with the data sets
   * @param most queries of each kind
   */
  public Evaluation(Rest rest, Path data, String model, Split split, int most, long seed) {
    this.rest = rest;
    this.data = data;
    this.model = model;
    this.split = split;
    this.most = most;
    this.seed = seed;
  }

  /** Runs some parts. */
  public void run(List<String> parts, Report report, PrintStream out) {
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        throw new LaunchException("--only takes " + PARTS + " but was " + part);
      }
    }
    if (parts.contains("topics") || parts.contains("recommend")) {
      films(parts, report, out);
    }
    if (parts.contains("books")) {
      Dataset books = Sources.books(data, model);
      known(books, Sources.bookQueries(books, split), report, out);
    }
    if (parts.contains("packages")) {
      Dataset packages = Sources.packages(data, model);
      known(packages, Sources.packageQueries(packages, split), report, out);
    }
  }

  /** Draws the curve of topic against taste. */
  public void draw(Path file) {
    if (!curve.isEmpty()) {
      new Picture(curve).write(file);
    }
  }

  private void films(List<String> parts, Report report, PrintStream out) {
    Path folder = data.resolve("movielens-small");
    Films films = Films.read(folder, Instant.now(), FILMS);
    Shop shop = new Shop(rest, Sources.films(films, model));
    shop.load(out);
    List<Viewer> viewers = FilmTopics.viewers(films.viewers(), split);
    Ratings ratings = Ratings.of(films.viewers());
    if (parts.contains("topics")) {
      Set<String> ids =
          films.items().stream().map(Dataset.Item::id).collect(Collectors.toSet());
      List<Topic> topics =
          Topic.read(folder, ids).stream().filter(topic -> split.has(topic.text())).toList();
      List<Question> questions = Question.draw(topics, viewers, most, seed);
      List<Topic> asked = topics.subList(0, Math.min(most, topics.size()));
      out.printf("%d topics, %d pairs of person and topic%n", asked.size(), questions.size());
      curve.addAll(new FilmTopics(shop, asked, questions, ratings).run(report));
      curve.forEach(point -> point.report(report));
    }
    if (parts.contains("recommend")) {
      List<Viewer> some = viewers.subList(0, Math.min(most, viewers.size()));
      out.printf("%d people are recommended to%n", some.size());
      new FilmRecommendations(shop, some, ratings).run(report);
    }
  }

  private void known(Dataset catalog, List<KnownItem> queries, Report report, PrintStream out) {
    Shop shop = new Shop(rest, catalog);
    shop.load(out);
    List<KnownItem> drawn = KnownItem.draw(queries, most, seed);
    out.printf("%s: %d items looked for by name%n", catalog.catalog(), drawn.size());
    KnownItem.report(report, catalog.catalog(), shop, drawn);
  }
}
