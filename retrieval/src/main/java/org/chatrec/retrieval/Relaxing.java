package org.chatrec.retrieval;

import java.util.ArrayList;
import java.util.List;

/**
 * What a search that finds nothing may give up. One condition if that is enough, the softest such;
 * else the softest of all, and then one more; and so on, in the end all of them.
 */
public final class Relaxing {

  /** All ways for ten conditions; of more, the first of them. */
  static final int MOST = 64;

  private Relaxing() {}

  /**
   * The ways, those to be preferred first; the last gives up everything.
   *
   * @param softestFirst the conditions
   */
  public static <C> List<List<C>> ways(List<C> softestFirst) {
    List<List<C>> ways = new ArrayList<>();
    int count = softestFirst.size();
    for (int gone = 0; gone < count - 1; gone++) {
      for (int next = gone; next < count && ways.size() < MOST - 1; next++) {
        List<C> way = new ArrayList<>(softestFirst.subList(0, gone));
        way.add(softestFirst.get(next));
        ways.add(way);
      }
    }
    if (count > 0) {
      ways.add(List.copyOf(softestFirst));
    }
    return ways;
  }
}
