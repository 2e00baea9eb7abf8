package org.chatrec.ranking.evaluation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.chatrec.ranking.profile.ItemPreference;

/**
 * What kinds each item is of, as genres of films: with them it is measured whether a list shows
 * what somebody likes in the shares in which they like it, or the largest of them alone.
 *
 * @param byItem some kinds of each item
 */
public record ItemKinds(Map<String, List<String>> byItem) {

  /** Nothing is known of any item. */
  public static final ItemKinds NONE = new ItemKinds(Map.of());

  /** How much of what is liked is taken for shown, so that what is not shown at all is finite. */
  private static final double SMOOTHING = 0.01;

  /** Copies the map. */
  public ItemKinds {
    byItem = Map.copyOf(byItem);
  }

  /**
   * How far the shares of a list are from those of what somebody liked: the Kullback-Leibler
   * divergence in nats, 0 for a list that is calibrated (Steck 2018, Calibrated Recommendations).
   *
   * @return empty where no kind is known of anything liked
   */
  OptionalDouble divergence(Collection<ItemPreference> past, Collection<String> shown) {
    Map<String, Double> liked = new HashMap<>();
    past.stream()
        .filter(item -> item.preference() > 0)
        .forEach(item -> add(liked, item.itemId(), item.preference()));
    Map<String, Double> listed = new HashMap<>();
    shown.forEach(item -> add(listed, item, 1));
    double allLiked = sum(liked);
    double allListed = sum(listed);
    if (allLiked == 0) {
      return OptionalDouble.empty();
    }
    double divergence = 0;
    for (Map.Entry<String, Double> kind : liked.entrySet()) {
      double wanted = kind.getValue() / allLiked;
      double got = allListed == 0 ? 0 : listed.getOrDefault(kind.getKey(), 0.0) / allListed;
      divergence += wanted * Math.log(wanted / ((1 - SMOOTHING) * got + SMOOTHING * wanted));
    }
    return OptionalDouble.of(Math.max(0, divergence));
  }

  /** An item of several kinds is of each in part. */
  private void add(Map<String, Double> shares, String item, double weight) {
    List<String> kinds = byItem.getOrDefault(item, List.of());
    kinds.forEach(kind -> shares.merge(kind, weight / kinds.size(), Double::sum));
  }

  private static double sum(Map<String, Double> shares) {
    return shares.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
