package org.chatrec.ranking.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes one list of several, so that everybody compares all of them at once: team-draft
 * interleaving (Radlinski, Kurup, Joachims 2008, "How does clickthrough data reflect retrieval
 * quality?"), for more than two lists as in Schuth et al. 2014. In each round the teams choose in a
 * drawn order, each its best item that nobody has chosen. An item that is clicked counts for the
 * team that chose it.
 */
public final class TeamDraft {

  private TeamDraft() {}

  /**
   * A chosen item.
   *
   * @param item the item
   * @param team the position of the list that chose it
   */
  public record Pick<T>(T item, int team) {}

  /**
   * One list.
   *
   * @param lists best first, each without repetitions
   * @param size how many items are wanted; fewer where the lists have no more
   * @param seed of the drawn orders
   */
  public static <T> List<Pick<T>> of(List<List<T>> lists, int size, long seed) {
    Random random = new Random(seed);
    List<Pick<T>> picks = new ArrayList<>();
    Set<T> taken = new HashSet<>();
    int[] next = new int[lists.size()];
    List<Integer> order = new ArrayList<>();
    for (int team = 0; team < lists.size(); team++) {
      order.add(team);
    }
    for (int before = -1; picks.size() < size && before < picks.size(); ) {
      before = picks.size();
      Collections.shuffle(order, random);
      for (int team : order) {
        List<T> list = lists.get(team);
        while (next[team] < list.size() && taken.contains(list.get(next[team]))) {
          next[team]++;
        }
        if (next[team] < list.size() && picks.size() < size) {
          taken.add(list.get(next[team]));
          picks.add(new Pick<>(list.get(next[team]++), team));
        }
      }
    }
    return picks;
  }
}
