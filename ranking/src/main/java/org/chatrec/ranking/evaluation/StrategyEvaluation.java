package org.chatrec.ranking.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures ways of recommending on the same held-out users: what may be recommended to each is
 * found once, and any weights are tried on it. Immutable.
 */
public final class StrategyEvaluation {

  private final OfflineRecommender recommender;
  private final List<UserCandidates> users;

  /**
   * Finds what may be recommended to each user.
   *
   * @param recommender items and factors that know nothing of what is held out
   * @param users whose later likes are to be found
   * @param progress hears what is done; may throw to end it
   */
  public StrategyEvaluation(
      OfflineRecommender recommender, List<HeldOut> users, Consumer<String> progress) {
    this.recommender = recommender;
    List<UserCandidates> found = new ArrayList<>();
    for (HeldOut user : users) {
      progress.accept("ranking for user " + (found.size() + 1) + " of " + users.size());
      found.add(recommender.candidates(user));
    }
    this.users = List.copyOf(found);
  }

  /** Whose likes are to be found, in the order of {@link #ndcg}. */
  public List<String> userIds() {
    return users.stream().map(each -> each.user().userId()).toList();
  }

  /**
   * How good the first k recommendations are, over users.
   *
   * @param weights the way of recommending
   * @param k places that count
   */
  public StrategyQuality quality(TasteWeights weights, int k) {
    return StrategyQuality.of(recommender, users, weights, k);
  }

  /**
   * NDCG of each user's list.
   *
   * @return in [0,1], in the order of {@link #userIds}
   */
  public double[] ndcg(TasteWeights weights, int k) {
    return users.stream().mapToDouble(user -> user.quality(weights, k).ndcg()).toArray();
  }

  /** How much better one way is than another, user by user. */
  public Estimate gain(TasteWeights weights, TasteWeights over, int k) {
    return Estimate.ofDifference(ndcg(weights, k), ndcg(over, k));
  }
}
