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

  /** Whether these can be evaluated. */
  public static void check(List<String> parts) {
    for (String part : parts) {
      if (!PARTS.contains(part) && !part.equals("weights")) {
        throw new LaunchException("--only takes " + PARTS + " but was " + part);
      }
    }
  }

  /** Runs one part. */
  public void run(String part, Report report, PrintStream out) {
    switch (part) {
      case "topics" -> topics(report, out);
      case "weights" -> weights(out);
      case "recommend" -> recommend(report, out);
      case "books" -> {
        Dataset books = Sources.books(data, model);
        known(books, Sources.bookQueries(books, split), report, out);
      }
      case "packages" -> {
        Dataset packages = Sources.packages(data, model);
        known(packages, Sources.packageQueries(packages, split), report, out);
      }
      default -> check(List.of(part));
    }
  }

  /** Draws the curve of topic against taste. */
  public void draw(Path file) {
    if (!curve.isEmpty()) {
      new Picture(curve).write(file);
    }
  }

  private Path folder() {
    return data.resolve("movielens-small");
  }

  private Films films() {
    return Films.read(folder(), Instant.now(), FILMS);
  }

  private Shop shop(Dataset dataset, PrintStream out) {
    Shop shop = new Shop(rest, dataset);
    shop.load(out);
    return shop;
  }

  private void topics(Report report, PrintStream out) {
    FilmQuestions asked = questions(out);
    curve.addAll(
        new FilmTopics(asked.shop(), asked.topics(), asked.questions(), asked.ratings())
            .run(report));
    curve.forEach(point -> point.report(report));
  }

  private void weights(PrintStream out) {
    FilmQuestions asked = questions(out);
    new WeightChoice(asked.shop(), asked.topics(), asked.questions(), out).run();
  }

  private record FilmQuestions(
      Shop shop, List<Topic> topics, List<Question> questions, Ratings ratings) {}

  private FilmQuestions questions(PrintStream out) {
    Films films = films();
    Shop shop = shop(Sources.films(films, model), out);
    Set<String> ids = films.items().stream().map(Dataset.Item::id).collect(Collectors.toSet());
    List<Topic> topics =
        Topic.read(folder(), ids).stream().filter(topic -> split.has(topic.text())).toList();
    List<Viewer> viewers = FilmTopics.viewers(films.viewers(), split);
    List<Question> questions = Question.draw(topics, viewers, most, seed);
    List<Topic> asked = topics.subList(0, Math.min(most, topics.size()));
    out.printf("%d topics, %d pairs of person and topic%n", asked.size(), questions.size());
    return new FilmQuestions(shop, asked, questions, Ratings.of(films.viewers()));
  }

  private void recommend(Report report, PrintStream out) {
    Films films = films();
    Shop shop = shop(Sources.films(films, model), out);
    List<Viewer> viewers = FilmTopics.viewers(films.viewers(), split);
    List<Viewer> some = viewers.subList(0, Math.min(most, viewers.size()));
    out.printf("%d people are recommended to%n", some.size());
    FilmRecommendations.report(
        report,
        "recommend",
        some.stream().map(Viewer::id).toList(),
        new FilmRecommendations(shop, some, Ratings.of(films.viewers())).measure());
  }

  private void known(Dataset catalog, List<KnownItem> queries, Report report, PrintStream out) {
    Shop shop = shop(catalog, out);
    List<KnownItem> drawn = KnownItem.draw(queries, most, seed);
    out.printf("%s: %d items looked for by name%n", catalog.catalog(), drawn.size());
    KnownItem.report(report, catalog.catalog(), shop, drawn);
  }
}
