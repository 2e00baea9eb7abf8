package org.chatrec.embedding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Windows that wait, from which runs of similar lengths are cut. A run holds the window that has
 * waited longest, so that none waits for ever, and of its neighbours in length, whoever brought
 * them, those with which the run costs least for each token. What arrives together starts with the
 * longest, so that the last runs, for which others wait, are short. Not safe for use by many
 * threads: the {@link Dispatcher} guards it.
 */
final class WindowQueue {
  private static final Comparator<Item> LONGEST_FIRST =
      Comparator.comparingInt(Item::length).reversed();

  /** Items that were taken to fill a run are still in here, and skipped. */
  private final Deque<Item> byArrival = new ArrayDeque<>();

  /** Each waiting item once; those of a length in the order of their arrival. */
  private final TreeMap<Integer, Deque<Item>> byLength = new TreeMap<>();

  private int size;
  private long tokens;

  /** So many windows, from one of a width down. */
  private record Cut(int width, int rows, double cost) {}

  void add(List<Item> items) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(LONGEST_FIRST);
    for (Item item : sorted) {
      byArrival.add(item);
      byLength.computeIfAbsent(item.length(), length -> new ArrayDeque<>()).add(item);
      tokens += item.length();
    }
    size += sorted.size();
  }

  int size() {
    return size;
  }

  /** Tokens of all, without padding. */
  long tokens() {
    return tokens;
  }

  /** The one that has waited longest; null if none waits. */
  @Nullable Item oldest() {
    while (!byArrival.isEmpty() && byArrival.getFirst().taken) {
      byArrival.removeFirst();
    }
    return byArrival.peekFirst();
  }

  /** The next run, its longest window first; empty if none waits. */
  List<Item> take(BatchPolicy policy) {
    Item oldest = oldest();
    if (oldest == null) {
      return List.of();
    }
    Cut cut = cheapest(oldest.length(), policy);
    List<Item> run = new ArrayList<>(cut.rows());
    Integer length = cut.width();
    while (run.size() < cut.rows() && length != null) {
      run.add(removeOf(length));
      length = byLength.floorKey(length);
    }
    return run;
  }

  /** Among the cuts that hold a window of this length. */
  private Cut cheapest(int length, BatchPolicy policy) {
    Cut best = new Cut(length, 1, policy.cost(1, length, length));
    for (int width : byLength.subMap(length, true, policy.longest(length), true).keySet()) {
      Cut cut = cheapest(width, length, policy);
      if (cut != null && cut.cost() <= best.cost()) {
        best = cut;
      }
    }
    return best;
  }

  /** Among the cuts from a width down; null if none reaches the length. */
  private @Nullable Cut cheapest(int width, int length, BatchPolicy policy) {
    Cut best = null;
    int rows = 0;
    long used = 0;
    for (Map.Entry<Integer, Deque<Item>> each :
        byLength.subMap(policy.shortest(width), true, width, true).descendingMap().entrySet()) {
      int more = Math.min(each.getValue().size(), policy.rows(width) - rows);
      if (more == 0) {
        break;
      }
      rows += more;
      used += (long) more * each.getKey();
      double cost = policy.cost(rows, width, used);
      if (each.getKey() <= length && (best == null || cost <= best.cost())) {
        best = new Cut(width, rows, cost);
      }
    }
    return best;
  }

  private Item removeOf(int length) {
    Deque<Item> row = byLength.get(length);
    // among windows of its length the oldest of all came first, so it is the head of its row
    Item item = row.removeFirst();
    if (row.isEmpty()) {
      byLength.remove(length);
    }
    item.taken = true;
    size--;
    tokens -= length;
    return item;
  }

  void clear() {
    byArrival.clear();
    byLength.clear();
    size = 0;
    tokens = 0;
  }
}
