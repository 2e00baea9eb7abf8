package org.chatrec.ranking.diversity;

import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998, "The Use of MMR, Diversity-Based
 * Reranking for Reordering Documents and Producing Summaries", section 2): picks one item after the
 * other, each time the one with the largest {@code λ·relevance − (1−λ)·max cosine to those already
 * picked}.
 */
public final class Mmr {

  private Mmr() {}

  /**
   * The positions of the selected items, in order of selection. Ties go to the lower position, so
   * that λ = 1 keeps a list that comes sorted by relevance as it is.
   *
   * @param vectors one per item, all of the same dimension; null for an item without, which is like
   *     no other
   * @param relevance one per item, best in [0,1] so that it is commensurable with a cosine
   * @param size how many to select at most
   * @param lambda 1 is relevance alone, 0 diversity alone
   * @throws IllegalArgumentException naming the parameter that is out of range
   */
  public static int[] select(
      float[] @Nullable [] vectors, double[] relevance, int size, double lambda) {
    check(vectors, relevance, size, lambda);
    int[] selected = new int[Math.min(size, vectors.length)];
    boolean[] taken = new boolean[vectors.length];
    double[] closest = new double[vectors.length];
    for (int n = 0; n < selected.length; n++) {
      int best = best(relevance, closest, taken, lambda);
      selected[n] = best;
      taken[best] = true;
      raise(closest, vectors, best, n == 0);
    }
    return selected;
  }

  private static int best(double[] relevance, double[] closest, boolean[] taken, double lambda) {
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < taken.length; i++) {
      double value = lambda * relevance[i] - (1 - lambda) * closest[i];
      if (!taken[i] && (best < 0 || value > highest)) {
        best = i;
        highest = value;
      }
    }
    return best;
  }

  private static void raise(
      double[] closest, float[] @Nullable [] vectors, int picked, boolean first) {
    for (int i = 0; i < vectors.length; i++) {
      double similarity = similarity(vectors[i], vectors[picked]);
      closest[i] = first ? similarity : Math.max(closest[i], similarity);
    }
  }

  private static double similarity(float @Nullable [] a, float @Nullable [] b) {
    return a == null || b == null ? 0 : Vectors.cosine(a, b);
  }

  private static void check(
      float[] @Nullable [] vectors, double[] relevance, int size, double lambda) {
    if (vectors.length != relevance.length) {
      throw new IllegalArgumentException(
          "there are " + vectors.length + " vectors and " + relevance.length + " relevances");
    }
    if (size < 0) {
      throw new IllegalArgumentException("[size] must not be negative but was [" + size + "]");
    }
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException("[lambda] must be from 0 to 1 but was [" + lambda + "]");
    }
  }
}
