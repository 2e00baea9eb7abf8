package org.chatrec.ranking.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Looks for weights that recommend better than those in use, and believes what it found only if
 * users who had no say are better off beyond chance: each half of the users is judged by the
 * weights that the other half chose (cross-fitting), so that a few dozen users are enough where the
 * difference is large. The weights are those that all of them choose together.
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
   * @param before NDCG of those in use
   * @param now NDCG, on the same users, of what users chose of whom they are none
   * @param gain of that over those in use
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
    List<UserCandidates> candidates = new ArrayList<>();
    for (HeldOut user : users) {
      progress.accept("trying weights, user " + (candidates.size() + 1));
      candidates.add(recommender.candidates(user));
    }
    List<TasteWeights> tables = tables(used);
    List<double[]> ndcg = new ArrayList<>();
    for (TasteWeights tried : tables) {
      progress.accept("trying weights, " + tried);
      ndcg.add(ndcg(candidates, tried));
    }
    return better(tables, ndcg, users);
  }

  /** Those in use come first: of equals the first is chosen. */
  private static List<TasteWeights> tables(TasteWeights used) {
    List<TasteWeights> tables = new ArrayList<>(List.of(used));
    for (double share : CONTENT_SHARES) {
      for (double times : POPULARITY_TIMES) {
        tables.add(
            new TasteWeights(
                share * used.personal(), (1 - share) * used.personal(), times * used.popularity()));
      }
    }
    return tables;
  }

  private static Optional<Better> better(
      List<TasteWeights> tables, List<double[]> ndcg, List<HeldOut> users) {
    IntPredicate isFirst = user -> Draw.firstHalf(users.get(user).userId());
    double[] ofFirst = ndcg.get(best(ndcg, isFirst));
    double[] ofSecond = ndcg.get(best(ndcg, isFirst.negate()));
    double[] before = ndcg.getFirst();
    double[] now = new double[before.length];
    for (int user = 0; user < now.length; user++) {
      now[user] = isFirst.test(user) ? ofSecond[user] : ofFirst[user];
    }
    int chosen = chosen(tables, ndcg);
    Estimate gain = Estimate.ofDifference(now, before);
    return chosen > 0 && gain.isGain()
        ? Optional.of(new Better(tables.get(chosen), Estimate.of(before), Estimate.of(now), gain))
        : Optional.empty();
  }

  /**
   * The table that all users choose: of those that are no worse than the best by more than a
   * standard error, the one nearest to what is in use, so that what no user can tell apart is not
   * decided by a hair (the one standard error rule: Breiman et al., Classification and Regression
   * Trees, 1984, section 3.4.3).
   */
  private static int chosen(List<TasteWeights> tables, List<double[]> ndcg) {
    double[] best = ndcg.get(best(ndcg, user -> true));
    TasteWeights used = tables.getFirst();
    return IntStream.range(0, tables.size())
        .filter(table -> isNearlyAsGood(ndcg.get(table), best))
        .filter(table -> table == 0 || isMixed(tables.get(table)))
        .boxed()
        .min(Comparator.comparingDouble(table -> distance(used, tables.get(table))))
        .orElse(0);
  }

  /** Neither of two is given up for good: what few users do not show may matter to others. */
  private static boolean isMixed(TasteWeights weights) {
    return weights.content() > 0 && weights.collaborative() > 0;
  }

  private static boolean isNearlyAsGood(double[] ndcg, double[] best) {
    Estimate behind = Estimate.ofDifference(best, ndcg);
    return behind.mean() <= behind.standardError();
  }

  /** In shares of taste, and in doublings of popularity, of which four are as much. */
  private static double distance(TasteWeights used, TasteWeights other) {
    double doublings =
        used.popularity() == 0 ? 0 : Math.log(other.popularity() / used.popularity()) / Math.log(2);
    return Math.abs(share(other) - share(used)) + Math.abs(doublings) / 4;
  }

  private static double share(TasteWeights weights) {
    return weights.personal() == 0 ? 0 : weights.content() / weights.personal();
  }

  /** The table that is best for some of the users. */
  private static int best(List<double[]> ndcg, IntPredicate counts) {
    int best = 0;
    double highest = sum(ndcg.getFirst(), counts);
    for (int table = 1; table < ndcg.size(); table++) {
      double sum = sum(ndcg.get(table), counts);
      if (sum > highest) {
        highest = sum;
        best = table;
      }
    }
    return best;
  }

  private static double sum(double[] ndcg, IntPredicate counts) {
    return IntStream.range(0, ndcg.length).filter(counts).mapToDouble(user -> ndcg[user]).sum();
  }

  private static double[] ndcg(List<UserCandidates> users, TasteWeights weights) {
    return users.stream().mapToDouble(user -> user.quality(weights, SHOWN).ndcg()).toArray();
  }
}
