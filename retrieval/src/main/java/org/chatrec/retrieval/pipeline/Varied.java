package org.chatrec.retrieval.pipeline;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.chatrec.ranking.diversity.Mmr;
import org.chatrec.ranking.diversity.Relevance;
import org.jspecify.annotations.Nullable;

/** The order that the hits of one search are shown in. */
final class Varied {

  private Varied() {}

  /**
   * The first places of the order by {@link Mmr}. A hit without a vector is neither like nor unlike
   * another: it keeps the place that its score gave it.
   *
   * @param vectors one per hit, in the order of scores; null for a hit without. Where indices that
   *     are searched together map the field differently, those of another length than the first's
   *     count as none
   * @param scores one per hit
   * @param places how many; at most as many as there are hits
   */
  static int[] order(float[] @Nullable [] vectors, double[] scores, int places, double lambda) {
    int[] with = comparable(vectors);
    double[] relevance = Relevance.spread(scores);
    int[] chosen =
        Mmr.select(
            IntStream.of(with).mapToObj(i -> vectors[i]).toArray(float[][]::new),
            IntStream.of(with).mapToDouble(i -> relevance[i]).toArray(),
            places,
            lambda);
    int[] order = IntStream.range(0, places).toArray();
    for (int n = 0; n < with.length && with[n] < places; n++) {
      order[with[n]] = with[chosen[n]];
    }
    return order;
  }

  private static int[] comparable(float[] @Nullable [] vectors) {
    int length =
        Arrays.stream(vectors).filter(v -> v != null).mapToInt(v -> v.length).findFirst().orElse(0);
    return IntStream.range(0, vectors.length)
        .filter(i -> vectors[i] != null && vectors[i].length == length)
        .toArray();
  }
}
