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
    return order(best, places, List.of(), exploration, random);
  }

  /**
   * The same, with places going first to items of which nothing is known, because there most is
   * learned: of two that are drawn, to the better one.
   *
   * @param untried those that fit best first, none of the best; those that get no place are not in
   *     the order
   */
  public static <T> List<T> order(
      List<T> best, int places, List<T> untried, double exploration, RandomGenerator random) {
    List<T> order = new ArrayList<>(best.subList(0, places));
    List<T> first = new ArrayList<>(untried);
    List<T> others = new ArrayList<>(best.subList(places, best.size()));
    List<T> displaced = new ArrayList<>();
    for (int place = 0; place < places && !(first.isEmpty() && others.isEmpty()); place++) {
      if (random.nextDouble() < exploration) {
        T explored =
            first.isEmpty()
                ? others.remove(random.nextInt(others.size()))
                : first.remove(Math.min(draw(first, random), draw(first, random)));
        displaced.add(order.set(place, explored));
      }
    }
    order.addAll(displaced);
    order.addAll(others);
    return order;
  }

  private static int draw(List<?> items, RandomGenerator random) {
    return random.nextInt(items.size());
  }
}
