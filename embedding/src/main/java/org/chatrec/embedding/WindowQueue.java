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
 * Windows that wait, from which runs of similar lengths are cut. A run begins with the window that
 * has waited longest, so that none waits for ever, and is filled up with those nearest below its
 * length, whoever brought them. What arrives together starts with the longest, so that the last
 * runs, for which others wait, are short. Not safe for use by many threads: the {@link Dispatcher}
 * guards it.
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
    Item first = oldest();
    if (first == null) {
      return List.of();
    }
    List<Item> run = new ArrayList<>();
    int width = first.length();
    // among windows of its length it came first, so it is the head of its row
    run.add(removeOf(width));
    while (policy.hasRoom(run.size(), width)) {
      Map.Entry<Integer, Deque<Item>> nearest = byLength.floorEntry(width);
      if (nearest == null || nearest.getKey() < policy.shortest(width)) {
        break;
      }
      run.add(removeOf(nearest.getKey()));
    }
    return run;
  }

  private Item removeOf(int length) {
    Deque<Item> row = byLength.get(length);
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
