package org.chatrec.ranking.diversity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Gives some of the best places to items that are not among the best, so that something is learned
 * of them: the epsilon-greedy policy (Watkins 1989; Sutton and Barto, Reinforcement Learning, 2.2).
 *
 * <p>Which places those are is a systematic sample (Madow and Madow 1944): each place has the
 * chance that was asked for, and a list never has more or fewer of them than that chance makes of
 * its length. Were each place drawn for itself, one list of ten in three would explore nothing at a
 * chance of a tenth, and one in four would explore twice or more.
 */
public final class EpsilonGreedy {

  /**
   * How far what is expected of an untried item may be off: the standard deviation of a draw. Less
   * would show the nearest one to everybody and learn nothing of the second, which may be as good.
   */
  private static final double UNSURE = 0.02;

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
    return order(best, places, List.of(), item -> 0, exploration, random);
  }

  /**
   * The same, with places going first to items of which nothing is known, because there most is
   * learned: to the one that a draw of what each may be worth puts first (Thompson 1933).
   *
   * @param untried none of the best; those that get no place are not in the order
   * @param worth what is expected of an untried item, in the units of scores
   */
  public static <T> List<T> order(
      List<T> best,
      int places,
      List<T> untried,
      ToDoubleFunction<T> worth,
      double exploration,
      RandomGenerator random) {
    List<T> order = new ArrayList<>(best.subList(0, places));
    List<T> first = drawn(untried, worth, random);
    List<T> others = new ArrayList<>(best.subList(places, best.size()));
    List<T> displaced = new ArrayList<>();
    for (int place : explored(places, exploration, random)) {
      if (!first.isEmpty()) {
        displaced.add(order.set(place, first.removeFirst()));
      } else if (!others.isEmpty()) {
        displaced.add(order.set(place, others.remove(random.nextInt(others.size()))));
      }
    }
    order.addAll(displaced);
    order.addAll(others);
    return order;
  }

  /** A place is explored where the chances up to it pass the next whole number. */
  private static List<Integer> explored(int places, double exploration, RandomGenerator random) {
    List<Integer> explored = new ArrayList<>();
    double start = random.nextDouble();
    for (int place = 0; place < places; place++) {
      if (Math.floor(start + (place + 1) * exploration) > Math.floor(start + place * exploration)) {
        explored.add(place);
      }
    }
    return explored;
  }

  private static <T> List<T> drawn(
      List<T> untried, ToDoubleFunction<T> worth, RandomGenerator random) {
    Map<T, Double> draws = new HashMap<>();
    untried.forEach(
        item -> draws.put(item, worth.applyAsDouble(item) + UNSURE * random.nextGaussian()));
    List<T> order = new ArrayList<>(untried);
    order.sort(Comparator.comparingDouble((T item) -> draws.get(item)).reversed());
    return order;
  }
}
