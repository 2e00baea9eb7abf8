package org.chatrec.people.train;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.chatrec.catalog.Catalog;
import org.chatrec.ranking.collaborative.Interactions;
import org.chatrec.ranking.collaborative.ItemFactors;
import org.chatrec.ranking.collaborative.UserFolding;
import org.jspecify.annotations.Nullable;

/**
 * What a training found, before anything is written.
 *
 * @param events how many events there were
 * @param popularity by item
 * @param vectors collaborative vectors by item; empty where the catalogue has no field for them
 * @param folding what folds users in, or null where the catalogue has no field
 * @param described of how many items with vectors the content was known
 * @param users users with at least one liking
 * @param pairs pairs of user and liked item
 * @param share the share of users that factors were learned from
 */
record Learned(
    long events,
    Map<String, Double> popularity,
    Map<String, float[]> vectors,
    @Nullable UserFolding folding,
    int described,
    int users,
    long pairs,
    double share) {

  /** The popularity that one item in ten reaches. */
  private static final double POPULAR_SHARE = 0.9;

  static Learned popularityOnly(long events, Map<String, Double> popularity) {
    return new Learned(events, popularity, Map.of(), null, 0, 0, 0, 1);
  }

  Learned with(ItemFactors factors, int describedItems, int dimension, Interactions data) {
    return new Learned(
        events,
        popularity,
        factors.cosineVectors(dimension),
        factors.folding(),
        describedItems,
        data.userCount(),
        data.pairCount(),
        data.share());
  }

  /** Items that something was learned of, in order. */
  SortedSet<String> items() {
    SortedSet<String> items = new TreeSet<>(popularity.keySet());
    items.addAll(vectors.keySet());
    return items;
  }

  double pivot() {
    double[] sorted = popularity.values().stream().mapToDouble(Double::doubleValue).toArray();
    if (sorted.length == 0) {
      return Catalog.DEFAULT_POPULARITY_PIVOT;
    }
    Arrays.sort(sorted);
    return sorted[(int) (POPULAR_SHARE * (sorted.length - 1))];
  }
}
