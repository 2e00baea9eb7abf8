package org.chatrec.people.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.evaluation.Estimate;
import org.chatrec.ranking.evaluation.StrategyEvaluation;
import org.chatrec.ranking.evaluation.StrategyQuality;
import org.chatrec.ranking.evaluation.TasteWeights;

/**
 * How good recommendations are, on events that are held out. Popularity and factors are learned
 * from the other events, in memory; nothing that anybody is shown changes.
 */
public final class EvaluateService {

  private final CatalogStore catalogs;
  private final PastReader past;
  private final WeightLearner weights;
  private final SearchEvaluation searches;
  private final ToIntFunction<Catalog> dimension;

  EvaluateService(
      CatalogStore catalogs,
      PastReader past,
      WeightLearner weights,
      SearchEvaluation searches,
      ToIntFunction<Catalog> dimension) {
    this.searches = searches;
    this.catalogs = catalogs;
    this.past = past;
    this.weights = weights;
    this.dimension = dimension;
  }

  /**
   * Measures.
   *
   * @param progress hears what is done; may throw to end it
   */
  public Map<String, Object> evaluate(
      CatalogStore.Declared declared, EvaluateOptions wanted, Consumer<String> progress) {
    Catalog catalog = declared.catalog();
    PastReader.Past before =
        past.read(catalog, dimension.applyAsInt(catalog), wanted.holdout(), progress);
    Map<String, TasteWeights> strategies = new LinkedHashMap<>();
    wanted.strategies().forEach(name -> strategies.put(name, weights(catalog, name)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalog", catalog.name());
    answer.put("split", wanted.holdout().random() ? "random" : "temporal");
    answer.put("holdout", wanted.holdout().share());
    answer.put("seed", wanted.holdout().seed());
    answer.put("users", before.users().size());
    answer.put("items", before.recommender().size());
    Map<String, Object> measured = new LinkedHashMap<>();
    StrategyEvaluation.run(before.recommender(), before.users(), strategies, wanted.ks(), progress)
        .forEach((name, qualities) -> measured.put(name, shown(qualities)));
    answer.put("strategies", measured);
    if (wanted.search()) {
      answer.put("search", searches.run(catalog, wanted.ks(), wanted.holdout().seed(), progress));
    }
    if (wanted.applies()) {
      answer.put("weights", apply(declared, before, progress));
    }
    return answer;
  }

  private Map<String, Object> apply(
      CatalogStore.Declared declared, PastReader.Past before, Consumer<String> progress) {
    Optional<CatalogWeights> better = weights.learn(declared.catalog(), before, progress);
    better.ifPresent(found -> catalogs.change(declared, now -> now.withWeights(found)));
    Map<String, Object> shown =
        new LinkedHashMap<>(better.orElse(declared.catalog().weights()).toMap());
    shown.put("applied", better.isPresent());
    return shown;
  }

  private static TasteWeights weights(Catalog catalog, String strategy) {
    SignalWeights used = catalog.weights().values();
    return switch (strategy) {
      case "content" -> TasteWeights.CONTENT;
      case "collaborative" -> TasteWeights.COLLABORATIVE;
      case "popular" -> TasteWeights.POPULARITY;
      default -> new TasteWeights(used.content(), used.collaborative(), used.popularity());
    };
  }

  private static List<Map<String, Object>> shown(List<StrategyQuality> qualities) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (StrategyQuality quality : qualities) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("k", quality.k());
      quality.estimates().forEach((name, estimate) -> one.put(name, shown(estimate)));
      one.put("coverage", quality.coverage());
      all.add(one);
    }
    return all;
  }

  static Map<String, Object> shown(Estimate estimate) {
    return Map.of("mean", estimate.mean(), "standard_error", estimate.standardError());
  }
}
