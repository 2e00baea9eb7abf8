package org.chatrec.ranking.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks for weights that recommend better than those in use: tries on one half of the users, and
 * believes what it found only if the other half, which had no say, is better off beyond chance.
 *
 * <p>How far taste moves a list at all is decided by searches and stays; what is looked for is how
 * much of taste is content and how much collaborative, and what popularity counts.
 */
public final class WeightSearch {

  /** Places that count. */
  public static final int SHOWN = 10;

  private static final double[] CONTENT_SHARES = {0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1};
  private static final double[] POPULARITY_TIMES = {0.25, 0.5, 1, 2, 4};

  private WeightSearch() {}

  /**
   * Weights that are better beyond chance.
   *
   * @param weights the new ones
   * @param before NDCG of those in use, on users who had no say
   * @param now NDCG of the new ones, on the same users
   * @param gain of the new ones over those in use
   */
  public record Better(TasteWeights weights, Estimate before, Estimate now, Estimate gain) {}

  /**
   * Tries.
   *
   * @param recommender items and factors that know nothing of what is held out
   * @param users in any order; halves are drawn by their ids
   * @param used the weights in use
   * @param progress hears what is done; may throw to end it
   */
  public static Optional<Better> run(
      OfflineRecommender recommender,
      List<HeldOut> users,
      TasteWeights used,
      Consumer<String> progress) {
    List<UserCandidates> choosing = new ArrayList<>();
    List<UserCandidates> judging = new ArrayList<>();
    for (HeldOut user : users) {
      progress.accept("trying weights, user " + (choosing.size() + judging.size() + 1));
      (Draw.firstHalf(user.userId()) ? choosing : judging).add(recommender.candidates(user));
    }
    TasteWeights best = best(choosing, used, progress);
    if (best.equals(used) || judging.isEmpty()) {
      return Optional.empty();
    }
    double[] before = ndcg(judging, used);
    double[] now = ndcg(judging, best);
    Estimate gain = Estimate.ofDifference(now, before);
    return gain.isGain()
        ? Optional.of(new Better(best, Estimate.of(before), Estimate.of(now), gain))
        : Optional.empty();
  }

  private static TasteWeights best(
      List<UserCandidates> users, TasteWeights used, Consumer<String> progress) {
    TasteWeights best = used;
    double highest = mean(ndcg(users, used));
    for (double share : CONTENT_SHARES) {
      for (double times : POPULARITY_TIMES) {
        TasteWeights tried =
            new TasteWeights(
                share * used.personal(), (1 - share) * used.personal(), times * used.popularity());
        progress.accept("trying weights, " + tried);
        double ndcg = mean(ndcg(users, tried));
        if (ndcg > highest) {
          highest = ndcg;
          best = tried;
        }
      }
    }
    return best;
  }

  private static double[] ndcg(List<UserCandidates> users, TasteWeights weights) {
    return users.stream().mapToDouble(user -> user.quality(weights, SHOWN).ndcg()).toArray();
  }

  private static double mean(double[] values) {
    return Estimate.of(values).mean();
  }
}
