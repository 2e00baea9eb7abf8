package org.chatrec.embedding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chatrec.embedding.PreparedText.Window;

/** Cuts work into runs of the model by the tokens that a run has to compute, padding included. */
final class Batches {

  private Batches() {}

  /**
   * A window with its place in the answer.
   *
   * @param slot index into the list of results
   */
  record Item(int slot, Window window) {}

  /**
   * Sorted by length so that little is padded; longest first, so that the last runs, which some
   * cores wait for, are short.
   *
   * @param budget tokens per run, padding included; a longer window runs alone
   * @param frame special tokens added to each window
   */
  static List<List<Item>> cut(List<Item> items, int budget, int frame) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingInt((Item item) -> item.window().tokens()).reversed());
    List<List<Item>> batches = new ArrayList<>();
    int from = 0;
    while (from < sorted.size()) {
      int width = sorted.get(from).window().tokens() + frame;
      int to = Math.min(sorted.size(), from + Math.max(1, budget / width));
      batches.add(sorted.subList(from, to));
      from = to;
    }
    return batches;
  }
}
