package org.chatrec.benchmarks.relevance;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.ranking.evaluation.ListQuality;

/**
 * The first five that are recommended, of all films that a person did not rate before, against what
 * they rate with four stars or more later.
 */
final class FilmRecommendations {

  private static final int SHOWN = 5;
  private static final List<String> STRATEGIES =
      List.of("auto", "collaborative", "content", "popular");

  private final Shop shop;
  private final List<Viewer> viewers;
  private final Ratings ratings;

  FilmRecommendations(Shop shop, List<Viewer> viewers, Ratings ratings) {
    this.shop = shop;
    this.viewers = viewers;
    this.ratings = ratings;
  }

  void run(Report report) {
    Figures figures = new Figures("recommend", "NDCG@5", viewers.stream().map(Viewer::id).toList());
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
    figures.report(report);
    figures.compare(report, "auto", "collaborative");
    figures.compare(report, "auto", "EASE");
    figures.compare(report, "popular", "popularity count");
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
