package org.chatrec.ranking.diversity;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Gives some of the best places to items that are not among the best, so that something is learned
 * of them: the epsilon-greedy policy (Watkins 1989; Sutton and Barto, Reinforcement Learning, 2.2).
 */
public final class EpsilonGreedy {

  private EpsilonGreedy() {}

  /**
   * The items with each of the first places given, with the chance asked for, to one that has none
   * of them, each of those as likely as another. Who lost its place comes next, before the others;
   * nothing is left out.
   *
   * @param best the best first
   * @param places that are given away; at most as many as there are items
   * @param exploration the chance, from 0 to 1
   */
  public static <T> List<T> order(
      List<T> best, int places, double exploration, RandomGenerator random) {
    List<T> order = new ArrayList<>(best.subList(0, places));
    List<T> others = new ArrayList<>(best.subList(places, best.size()));
    List<T> displaced = new ArrayList<>();
    for (int place = 0; place < places && !others.isEmpty(); place++) {
      if (random.nextDouble() < exploration) {
        displaced.add(order.set(place, others.remove(random.nextInt(others.size()))));
      }
    }
    order.addAll(displaced);
    order.addAll(others);
    return order;
  }
}
