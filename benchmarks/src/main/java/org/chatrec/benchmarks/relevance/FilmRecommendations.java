package org.chatrec.benchmarks.relevance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.ranking.evaluation.ListQuality;

/**
 * The first five that are recommended, of all films that a person did not rate before, against what
 * was held out of what they rate with four stars or more; beside yardsticks that know the same
 * ratings.
 */
final class FilmRecommendations {

  private static final int SHOWN = 5;
  private static final List<String> STRATEGIES =
      List.of("auto", "hybrid", "collaborative", "content", "popular");

  private final Shop shop;
  private final List<Viewer> viewers;
  private final Ratings ratings;

  FilmRecommendations(Shop shop, List<Viewer> viewers, Ratings ratings) {
    this.shop = shop;
    this.viewers = viewers;
    this.ratings = ratings;
  }

  /** NDCG@5 by strategy or yardstick, in the order of the viewers. */
  Map<String, double[]> measure() {
    Map<String, double[]> figures = new LinkedHashMap<>();
    for (String strategy : STRATEGIES) {
      figures.put(strategy, ndcg(viewer -> shop.recommend(viewer.id(), strategy, SHOWN)));
    }
    Map<String, Double> likes = ratings.byItem(ratings.likes());
    figures.put("popularity count", ndcg(viewer -> best(likes, viewer)));
    ItemNeighbours neighbours = new ItemNeighbours(ratings);
    figures.put(
        "item neighbours",
        ndcg(viewer -> best(ratings.byItem(neighbours.scores(ratings.of(viewer))), viewer)));
    Ease ease = new Ease(ratings, Ease.REGULARISATION);
    figures.put(
        "EASE", ndcg(viewer -> best(ratings.byItem(ease.scores(ratings.of(viewer))), viewer)));
    return figures;
  }

  /**
   * Reports them, with what has to be compared.
   *
   * @param people whom each figure is of: the same person's are not independent of one another
   * @return the figures, for a drawing
   */
  static Figures report(
      Report report, String what, List<String> people, Map<String, double[]> measured) {
    Figures figures = new Figures(what, "NDCG@5", people);
    measured.forEach(figures::put);
    figures.report(report);
    figures.compare(report, "auto", "collaborative");
    figures.compare(report, "auto", "EASE");
    figures.compare(report, "popular", "popularity count");
    return figures;
  }

  private static List<String> best(Map<String, Double> scores, Viewer viewer) {
    return Offline.best(scores, scores.keySet(), viewer.seen(), SHOWN);
  }

  private double[] ndcg(Function<Viewer, List<String>> system) {
    return viewers.stream()
        .mapToDouble(
            viewer -> ListQuality.of(system.apply(viewer), viewer.laterLikes(), SHOWN).ndcg())
        .toArray();
  }
}
