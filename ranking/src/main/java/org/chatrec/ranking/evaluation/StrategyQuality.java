package org.chatrec.ranking.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.chatrec.ranking.calibration.SampledItem;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * How good the first k recommendations of one strategy are, over users.
 *
 * @param k places that count
 * @param precision share of the places that hold something liked later
 * @param recall share of what was liked later that is there
 * @param ndcg normalised discounted cumulative gain
 * @param diversity 1 less the mean cosine of the texts of two items of a list
 * @param novelty mean self-information in bits, -log2 of its popularity as a share of users (Vargas
 *     and Castells 2011, section 4.1)
 * @param calibration how far the kinds of a list are from those of what was liked, 0 for not at all
 *     ({@link ItemKinds}); null where no kinds are known
 * @param coverage share of all items that anybody is recommended
 */
public record StrategyQuality(
    int k,
    Estimate precision,
    Estimate recall,
    Estimate ndcg,
    Estimate diversity,
    Estimate novelty,
    @Nullable Estimate calibration,
    double coverage) {

  /**
   * Measures a strategy.
   *
   * @param recommender items and factors that know nothing of what is held out
   * @param users at least one
   * @param weights the strategy
   * @param k at least 1
   */
  static StrategyQuality of(
      OfflineRecommender recommender, List<UserCandidates> users, TasteWeights weights, int k) {
    List<SampledItem> items = recommender.items();
    List<List<SampledItem>> lists = new ArrayList<>();
    List<ListQuality> qualities = new ArrayList<>();
    List<OptionalDouble> divergences = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    for (UserCandidates user : users) {
      List<SampledItem> list =
          user.best(weights, k).stream().map(each -> items.get(each.place())).toList();
      List<String> ids = list.stream().map(SampledItem::id).toList();
      lists.add(list);
      shown.addAll(ids);
      qualities.add(ListQuality.of(ids, user.user().later(), k));
      divergences.add(recommender.kinds().divergence(user.user().past().items(), ids));
    }
    return new StrategyQuality(
        k,
        estimate(qualities, ListQuality::precision),
        estimate(qualities, ListQuality::recall),
        estimate(qualities, ListQuality::ndcg),
        estimate(lists, StrategyQuality::diversity),
        estimate(lists, list -> novelty(list, recommender.people())),
        ofThoseKnown(divergences),
        items.isEmpty() ? 0 : (double) shown.size() / items.size());
  }

  /** Each measure by its name in answers. */
  public Map<String, Estimate> estimates() {
    Map<String, Estimate> estimates = new LinkedHashMap<>();
    estimates.put("precision", precision);
    estimates.put("recall", recall);
    estimates.put("ndcg", ndcg);
    estimates.put("diversity", diversity);
    estimates.put("novelty", novelty);
    if (calibration != null) {
      estimates.put("calibration", calibration);
    }
    return estimates;
  }

  private static @Nullable Estimate ofThoseKnown(List<OptionalDouble> values) {
    double[] known =
        values.stream()
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    return known.length == 0 ? null : Estimate.of(known);
  }

  private static <T> Estimate estimate(List<T> values, ToDoubleFunction<T> measure) {
    return Estimate.of(values.stream().mapToDouble(measure).toArray());
  }

  private static double diversity(List<SampledItem> list) {
    return IntStream.range(0, list.size())
        .boxed()
        .flatMapToDouble(
            i ->
                IntStream.range(0, i)
                    .mapToDouble(j -> 1 - Vectors.cosine(list.get(i).text(), list.get(j).text())))
        .average()
        .orElse(0);
  }

  private static double novelty(List<SampledItem> list, int people) {
    return list.stream()
        .mapToDouble(
            item -> {
              double share = Math.max(1, item.popularity()) / Math.max(1, people);
              return -Math.log(Math.min(1, share)) / Math.log(2);
            })
        .average()
        .orElse(0);
  }
}
