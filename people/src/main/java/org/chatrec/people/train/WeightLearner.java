package org.chatrec.people.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogWeights;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.evaluation.Holdout;
import org.chatrec.ranking.evaluation.TasteWeights;
import org.chatrec.ranking.evaluation.WeightSearch;

/**
 * Finds weights for a catalogue on events that are held out. Declared weights are the owner's and
 * stay; learned ones stay until others are better beyond chance.
 */
final class WeightLearner {

  private final PastReader past;

  WeightLearner(PastReader past) {
    this.past = past;
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
    Map<String, Object> from = new LinkedHashMap<>();
    from.put("measure", "ndcg@" + WeightSearch.SHOWN + " of held-out likes");
    from.put("users", better.gain().count());
    from.put("before", EvaluateService.shown(better.before()));
    from.put("now", EvaluateService.shown(better.now()));
    from.put("gain", EvaluateService.shown(better.gain()));
    return CatalogWeights.learned(values, from);
  }
}
