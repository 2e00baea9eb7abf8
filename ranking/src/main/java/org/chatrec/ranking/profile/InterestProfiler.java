package org.chatrec.ranking.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the several interests in a user's history, as PinnerSage does (Pal et al. 2020,
 * "PinnerSage: Multi-Modal User Embedding Framework for Recommendations at Pinterest", section 4):
 * the vectors of liked items are clustered by Ward's criterion, and clusters are ranked by
 * importance, the sum of their items' preferences with recency decay. The most important are kept.
 * Dislikes are treated in the same way.
 *
 * <p>Where this differs from the paper it was measured, on MovieLens latest-small with MiniLM
 * vectors of title, genres and abstract (298 users, 80/20, NDCG@5 by content alone): the unit mean
 * of a cluster .107, its medoid .085; joining on until few enough are left, instead of dropping the
 * least important, .093; 16 interests instead of 32 .102; weights from 0.7 instead of 0.95 .077.
 * For comparison, every liked item an interest .075, ten nearest liked items .045, one mean .016.
 *
 * <p>Thread-safe and without state.
 */
public final class InterestProfiler {

  /** Most interests, and most dislikes, in a profile. */
  static final int MAX_INTERESTS = 32;

  private static final int MAX_ITEMS = 200;
  private static final double FARTHEST = 1;
  private static final double HALF_LIFE_MILLIS = 180 * 24 * 3600 * 1000d;

  /**
   * Interests differ in weight only a little: the score of a document is the largest weight ×
   * similarity, and cosines of texts lie close together.
   */
  private static final double LEAST_WEIGHT = 0.95;

  /**
   * The interests in a history.
   *
   * <p>The result depends on these items and their vectors alone. Recency is measured from the
   * latest of them and not from the present: strengths count relative to one another, and all decay
   * at one rate.
   *
   * @param preferences the items to look at
   * @param itemVectors by item id; items without one (or with zeros only) are left out; all of the
   *     same dimension, any length
   */
  public InterestProfile profile(
      List<ItemPreference> preferences, Map<String, float[]> itemVectors) {
    List<ItemPreference> known =
        preferences.stream().filter(item -> usable(itemVectors.get(item.itemId()))).toList();
    long latest = known.stream().mapToLong(ItemPreference::lastEventMillis).max().orElse(0);
    List<Item> items =
        known.stream()
            .map(item -> Item.of(item, itemVectors, latest))
            .sorted(Comparator.comparingDouble(Item::strength).reversed().thenComparing(Item::id))
            .toList();
    return new InterestProfile(
        interests(items.stream().filter(item -> item.preference() > 0).limit(MAX_ITEMS).toList()),
        interests(items.stream().filter(item -> item.preference() < 0).limit(MAX_ITEMS).toList()));
  }

  private static List<Interest> interests(List<Item> items) {
    float[][] vectors = items.stream().map(Item::unit).toArray(float[][]::new);
    List<Cluster> clusters = new ArrayList<>();
    for (List<Integer> members : WardClustering.cluster(vectors, FARTHEST)) {
      clusters.add(new Cluster(members.stream().map(items::get).toList()));
    }
    clusters.sort(Comparator.comparingDouble(Cluster::importance).reversed());
    return clusters.stream()
        .limit(MAX_INTERESTS)
        .map(cluster -> cluster.interest(clusters.getFirst().importance()))
        .toList();
  }

  private static boolean usable(float @Nullable [] vector) {
    return vector != null && Vectors.hasDirection(vector);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Item(String id, double preference, double strength, float[] unit) {

    static Item of(ItemPreference item, Map<String, float[]> vectors, long latestMillis) {
      double age = latestMillis - item.lastEventMillis();
      double strength = Math.abs(item.preference()) * StrictMath.pow(2, -age / HALF_LIFE_MILLIS);
      float[] unit = Vectors.normalise(vectors.get(item.itemId()));
      return new Item(item.itemId(), item.preference(), strength, unit);
    }
  }

  /** Items come strongest first. */
  private record Cluster(List<Item> items) {

    double importance() {
      return items.stream().mapToDouble(Item::strength).sum();
    }

    Interest interest(double highest) {
      double share = highest > 0 ? importance() / highest : 1;
      double weight = LEAST_WEIGHT + (1 - LEAST_WEIGHT) * share;
      return new Interest(centre(), weight, items.stream().map(Item::id).toList());
    }

    private float[] centre() {
      float[] sum = new float[items.getFirst().unit().length];
      for (Item item : items) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += item.unit()[i];
        }
      }
      // Only vectors that point apart add up to nothing, and those are not in one cluster.
      return Vectors.normalise(sum);
    }
  }
}
