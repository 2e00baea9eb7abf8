package org.chatrec.retrieval.variants;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The families that ranked items fall into. A page shows one of each: the best, before all others.
 * Nothing is left out: where there is no other family, the others follow in their order. A family
 * that is asked for by name stays as it is ranked.
 */
public final class Families {
  /** How many times as many words as are asked for a title may have to be named by them. */
  private static final int LONGEST_TITLE = 3;

  /** The family of each item, by the position of its best. */
  private final int[] best;

  private final int named;

  /**
   * Finds them.
   *
   * @param ranked best first
   * @param asked words that are searched for; none where nothing is
   */
  public Families(List<Member> ranked, Set<String> asked) {
    best = new int[ranked.size()];
    List<Integer> bests = new ArrayList<>();
    for (int i = 0; i < best.length; i++) {
      Member item = ranked.get(i);
      int found = bests.stream().filter(b -> item.isVariantOf(ranked.get(b))).findFirst().orElse(i);
      best[i] = found;
      if (found == i) {
        bests.add(i);
      }
    }
    named = named(ranked, asked);
  }

  /**
   * The one family in whose titles all the words are; -1 if there is none or more than one. One
   * word of many ("quiet" of "Quiet Morning bean-to-cup coffee machine") tells how a thing is.
   */
  private int named(List<Member> ranked, Set<String> asked) {
    Set<Integer> having = new HashSet<>();
    for (int i = 0; i < best.length && !asked.isEmpty(); i++) {
      Set<String> title = ranked.get(i).words();
      if (title.containsAll(asked) && title.size() <= LONGEST_TITLE * asked.size()) {
        having.add(best[i]);
      }
    }
    return having.size() == 1 ? having.iterator().next() : -1;
  }

  /** Whether an item comes before the others of its family. */
  public boolean leads(int position) {
    return best[position] == position || best[position] == named;
  }

  /** The position of the best of an item's family. */
  public int best(int position) {
    return best[position];
  }

  /** Whether every item does. */
  public boolean allLead() {
    return IntStream.range(0, best.length).allMatch(this::leads);
  }

  /** How many do. */
  public int leaders() {
    return (int) IntStream.range(0, best.length).filter(this::leads).count();
  }

  /** The positions of all items: those that lead, then the others, each in their order. */
  public List<Integer> order() {
    return IntStream.concat(
            IntStream.range(0, best.length).filter(this::leads),
            IntStream.range(0, best.length).filter(i -> !leads(i)))
        .boxed()
        .toList();
  }
}
