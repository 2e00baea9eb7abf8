package org.chatrec.ranking.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures strategies of recommending on the same held-out users. */
public final class StrategyEvaluation {

  private StrategyEvaluation() {}

  /**
   * The quality of each strategy at each k.
   *
   * @param recommender items and factors that know nothing of what is held out
   * @param users whose later likes are to be found
   * @param strategies by name
   * @param ks places that count
   * @param progress hears what is done; may throw to end it
   */
  public static Map<String, List<StrategyQuality>> run(
      OfflineRecommender recommender,
      List<HeldOut> users,
      Map<String, TasteWeights> strategies,
      List<Integer> ks,
      Consumer<String> progress) {
    List<UserCandidates> candidates = new ArrayList<>();
    for (HeldOut user : users) {
      progress.accept("ranking for user " + (candidates.size() + 1) + " of " + users.size());
      candidates.add(recommender.candidates(user));
    }
    Map<String, List<StrategyQuality>> measured = new LinkedHashMap<>();
    strategies.forEach(
        (name, weights) -> {
          progress.accept("measuring strategy " + name);
          measured.put(
              name,
              ks.stream()
                  .map(k -> StrategyQuality.of(recommender, candidates, weights, k))
                  .toList());
        });
    return measured;
  }
}
