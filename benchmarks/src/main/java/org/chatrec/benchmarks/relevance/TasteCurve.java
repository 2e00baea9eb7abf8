package org.chatrec.benchmarks.relevance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chatrec.benchmarks.report.Report;

/** What taste costs in topic, and what it brings, as it is weighed more and more. */
final class TasteCurve {

  private static final double[] TIMES = {0, 0.5, 1, 2, 4};
  private static final double[] OFFLINE = {0, 0.1, 0.2, 0.3, 0.5, 1};
  private static final List<String> PERSONAL = List.of("content", "collaborative");

  /**
   * One way to weigh.
   *
   * @param curve that it is on
   * @param label what taste counts
   * @param topic NDCG of the topic, for what nobody in particular gets
   * @param later NDCG of later likes, for what nobody in particular gets
   */
  record Point(String curve, String label, double topic, double later) {

    void report(Report report) {
      String what = "taste, " + curve + ", " + label;
      report.add(what, "topic for nobody's", topic, "");
      report.add(what, "later for nobody's", later, "");
    }
  }

  private final FilmTopics films;

  TasteCurve(FilmTopics films) {
    this.films = films;
  }

  List<Point> points() {
    List<Point> points = new ArrayList<>();
    Map<String, Double> weights = films.shop().weights();
    for (double times : TIMES) {
      Map<String, Double> given = new HashMap<>(weights);
      PERSONAL.forEach(part -> given.computeIfPresent(part, (name, weight) -> times * weight));
      points.add(searched("search, defaults × " + times, given));
    }
    points.addAll(offline());
    return relative(points);
  }

  private Point searched(String label, Map<String, Double> weights) {
    return new Point(
        "search",
        label.substring(label.indexOf('×')),
        mean(films.ndcg(search(weights, false), question -> question.topic().films())),
        mean(films.ndcg(search(weights, true), Question::later)));
  }

  private List<List<String>> search(Map<String, Double> weights, boolean newOnly) {
    return films.all(
        question ->
            films
                .shop()
                .hybrid(
                    question.topic().text(),
                    question.viewer().id(),
                    newOnly ? question.viewer().seen() : Set.of(),
                    weights));
  }

  private List<Point> offline() {
    List<Offline.Prepared> all = films.prepared(false);
    List<Offline.Prepared> unknown = films.prepared(true);
    Function<Question, Set<String>> topic = question -> question.topic().films();
    List<Point> points = new ArrayList<>();
    for (double taste : OFFLINE) {
      points.add(
          new Point(
              "offline",
              String.valueOf(taste),
              mean(films.ndcg(films.offline(all, taste), topic)),
              mean(films.ndcg(films.offline(unknown, taste), Question::later))));
    }
    return points;
  }

  /** For the first of each curve, which has no taste at all. */
  private static List<Point> relative(List<Point> points) {
    Map<String, Point> none = new HashMap<>();
    points.forEach(point -> none.putIfAbsent(point.curve(), point));
    return points.stream()
        .map(
            point -> {
              Point base = none.getOrDefault(point.curve(), point);
              return new Point(
                  point.curve(),
                  point.label(),
                  point.topic() / base.topic(),
                  point.later() / base.later());
            })
        .toList();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
