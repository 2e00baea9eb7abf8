package org.chatrec.benchmarks.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges what is left after many requests. A leak grows with their number; what a node takes once,
 * for caches and for pools that fill up, does not.
 *
 * @param heapMegabytes by which the live heap may grow
 * @param threads by which the threads of one name may grow: clients that come at once
 */
public record Leftovers(double heapMegabytes, int threads) {

  /** Everything that grew by too much, in words; empty if all is well. */
  public List<String> wrongs(Footprint before, Footprint after) {
    List<String> wrongs = new ArrayList<>();
    if (after.liveMegabytes() - before.liveMegabytes() > heapMegabytes) {
      wrongs.add(
          "the live heap grew from %.0f to %.0f MB"
              .formatted(before.liveMegabytes(), after.liveMegabytes()));
    }
    after
        .threads()
        .forEach(
            (name, now) -> {
              int then = before.threads().getOrDefault(name, 0);
              if (now - then > threads) {
                wrongs.add("threads [%s] grew from %d to %d".formatted(name, then, now));
              }
            });
    return wrongs;
  }
}
