package org.chatrec.ranking.evaluation;

/** Chance that depends on a name alone: the same in every run, on every node and in any order. */
public final class Draw {

  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private Draw() {}

  /** A number that tells nothing of the name, to order by. */
  public static int number(String name) {
    int hash = name.hashCode() * GOLDEN_RATIO;
    return hash ^ hash >>> 16;
  }

  /** One of two halves. */
  public static boolean firstHalf(String name) {
    return Integer.bitCount(name.hashCode() * GOLDEN_RATIO) % 2 == 0;
  }
}
