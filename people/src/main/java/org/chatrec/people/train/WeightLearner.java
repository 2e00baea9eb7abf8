package org.chatrec.people.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.evaluation.Estimate;
import org.chatrec.ranking.evaluation.Holdout;
import org.chatrec.ranking.evaluation.SearchWeightSearch;
import org.chatrec.ranking.evaluation.TasteWeights;
import org.chatrec.ranking.evaluation.WeightSearch;

/**
 * Finds weights for a catalogue on events that are held out. Declared weights are the owner's and
 * stay; learned ones stay until others are better beyond chance.
 */
final class WeightLearner {

  private final PastReader past;
  private final SearchEvaluation searches;

  WeightLearner(PastReader past, SearchEvaluation searches) {
    this.past = past;
    this.searches = searches;
  }

  /**
   * Better weights, if there are any.
   *
   * @param dimension of the collaborative field; 0 for none
   * @param progress hears what is done; may throw to end it
   */
  Optional<CatalogWeights> learn(Catalog catalog, int dimension, Consumer<String> progress) {
    return catalog.weights().source() == CatalogWeights.Source.DECLARED
        ? Optional.empty()
        : learn(catalog, past.read(catalog, dimension, Holdout.NEWEST, progress), progress);
  }

  /**
   * Better weights for what was read, whoever said the catalogue's.
   *
   * @param before the catalogue without what is held out
   */
  Optional<CatalogWeights> learn(
      Catalog catalog, PastReader.Past before, Consumer<String> progress) {
    Optional<CatalogWeights> taste = ofTaste(catalog, before, progress);
    Catalog now = taste.map(catalog::withWeights).orElse(catalog);
    return searches
        .better(now, progress)
        .map(better -> searched(now.weights().values(), taste, better))
        .or(() -> taste);
  }

  /** With words and meaning weighed as searches of the past would have had it. */
  private static CatalogWeights searched(
      SignalWeights used, Optional<CatalogWeights> taste, SearchWeightSearch.Better better) {
    double lexical = better.times().getOrDefault(SignalWeights.LEXICAL, 1.0) * used.lexical();
    double semantic = better.times().getOrDefault(SignalWeights.SEMANTIC, 1.0) * used.semantic();
    Map<String, Object> from =
        new LinkedHashMap<>(taste.map(CatalogWeights::learned).orElse(Map.of()));
    from.put(
        "searches",
        from(
            "ndcg@" + SearchWeightSearch.SHOWN + " of past searches",
            better.before(),
            better.now(),
            better.gain()));
    return CatalogWeights.learned(
        used.with(Map.of(SignalWeights.LEXICAL, lexical, SignalWeights.SEMANTIC, semantic)), from);
  }

  private Optional<CatalogWeights> ofTaste(
      Catalog catalog, PastReader.Past before, Consumer<String> progress) {
    SignalWeights used = catalog.weights().values();
    if (before.users().isEmpty() || before.recommender().size() == 0) {
      return Optional.empty();
    }
    TasteWeights taste = new TasteWeights(used.content(), used.collaborative(), used.popularity());
    return WeightSearch.run(before.recommender(), before.users(), taste, progress)
        .map(better -> weights(used, better));
  }

  private static CatalogWeights weights(SignalWeights used, WeightSearch.Better better) {
    TasteWeights taste = better.weights();
    SignalWeights values =
        used.with(
            Map.of(
                SignalWeights.CONTENT, taste.content(),
                SignalWeights.COLLABORATIVE, taste.collaborative(),
                SignalWeights.POPULARITY, taste.popularity()));
    Map<String, Object> from =
        from(
            "ndcg@" + WeightSearch.SHOWN + " of held-out likes",
            better.before(),
            better.now(),
            better.gain());
    from.put("users", better.gain().count());
    return CatalogWeights.learned(values, from);
  }

  private static Map<String, Object> from(
      String measure, Estimate before, Estimate now, Estimate gain) {
    Map<String, Object> from = new LinkedHashMap<>();
    from.put("measure", measure);
    from.put("count", gain.count());
    from.put("before", EvaluateService.shown(before));
    from.put("now", EvaluateService.shown(now));
    from.put("gain", EvaluateService.shown(gain));
    return from;
  }
}
