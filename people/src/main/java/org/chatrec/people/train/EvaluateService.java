package org.chatrec.people.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.people.experiment.ExperimentService;
import org.chatrec.ranking.evaluation.Estimate;
import org.chatrec.ranking.evaluation.StrategyEvaluation;
import org.chatrec.ranking.evaluation.StrategyQuality;
import org.chatrec.ranking.evaluation.TasteWeights;

/**
 * How good recommendations are, on events that are held out. Popularity and factors are learned
 * from the other events, in memory; nothing that anybody is shown changes.
 */
public final class EvaluateService {

  /** The strategy that is used where none is asked for: all of the catalogue's weights. */
  private static final String AUTO = "auto";

  private final CatalogStore catalogs;
  private final PastReader past;
  private final WeightLearner weights;
  private final SearchEvaluation searches;
  private final ExperimentService experiments;
  private final ToIntFunction<Catalog> dimension;

  EvaluateService(
      CatalogStore catalogs,
      PastReader past,
      WeightLearner weights,
      SearchEvaluation searches,
      ExperimentService experiments,
      ToIntFunction<Catalog> dimension) {
    this.experiments = experiments;
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
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("catalog", catalog.name());
    answer.put("split", wanted.holdout().random() ? "random" : "temporal");
    answer.put("holdout", wanted.holdout().share());
    answer.put("seed", wanted.holdout().seed());
    answer.put("users", before.users().size());
    answer.put("items", before.recommender().size());
    answer.putAll(recommendations(catalog, wanted, before, progress));
    experiments.replay(catalog.name()).ifPresent(replay -> answer.put("replay", replay));
    if (wanted.search()) {
      answer.put("search", searches.run(catalog, wanted, progress));
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

  private static Map<String, Object> recommendations(
      Catalog catalog, EvaluateOptions wanted, PastReader.Past before, Consumer<String> progress) {
    StrategyEvaluation measure =
        new StrategyEvaluation(before.recommender(), before.users(), progress);
    Map<String, Object> strategies = new LinkedHashMap<>();
    for (String name : wanted.strategies()) {
      progress.accept("measuring strategy " + name);
      strategies.put(name, each(wanted, k -> shown(measure.quality(weights(catalog, name), k))));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("strategies", strategies);
    if (!wanted.arms().names().isEmpty()) {
      answer.put("arms", arms(catalog, wanted, measure, progress));
    }
    if (wanted.perUser()) {
      answer.put("per_user", perUser(catalog, wanted, measure));
    }
    return answer;
  }

  private static Map<String, Object> arms(
      Catalog catalog,
      EvaluateOptions wanted,
      StrategyEvaluation measure,
      Consumer<String> progress) {
    Map<String, Object> arms = new LinkedHashMap<>();
    TasteWeights used = weights(catalog, AUTO);
    for (String arm : wanted.arms().names()) {
      progress.accept("measuring arm " + arm);
      TasteWeights tried = weights(wanted.arms().in(catalog, arm), AUTO);
      arms.put(
          arm,
          each(
              wanted,
              k -> {
                Map<String, Object> one = shown(measure.quality(tried, k));
                one.put("gain", shown(measure.gain(tried, used, k)));
                return one;
              }));
    }
    return arms;
  }

  /** Who gains by being known, and who loses: NDCG at the largest k of each user. */
  private static List<Map<String, Object>> perUser(
      Catalog catalog, EvaluateOptions wanted, StrategyEvaluation measure) {
    int k = Collections.max(wanted.ks());
    double[] plain = measure.ndcg(TasteWeights.POPULARITY, k);
    double[] personal = measure.ndcg(weights(catalog, AUTO), k);
    List<Map<String, Object>> users = new ArrayList<>();
    for (String user : measure.userIds()) {
      int n = users.size();
      users.add(Map.of("user_id", user, "popular", plain[n], AUTO, personal[n]));
    }
    return users;
  }

  private static List<Map<String, Object>> each(
      EvaluateOptions wanted, IntFunction<Map<String, Object>> measured) {
    return wanted.ks().stream().map(measured::apply).toList();
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

  private static Map<String, Object> shown(StrategyQuality quality) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("k", quality.k());
    quality.estimates().forEach((name, estimate) -> one.put(name, shown(estimate)));
    one.put("coverage", quality.coverage());
    return one;
  }

  static Map<String, Object> shown(Estimate estimate) {
    return Map.of("mean", estimate.mean(), "standard_error", estimate.standardError());
  }
}
