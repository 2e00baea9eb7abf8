package org.chatrec.ranking.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.vector.Vectors;

class WardClusteringTest {

  @Property(tries = 200)
  void everyItemIsInOneCluster(
      @ForAll @IntRange(max = 25) int size,
      @ForAll @DoubleRange(max = 4) double farthest,
      @ForAll long seed) {
    List<List<Integer>> clusters =
        WardClustering.cluster(random(size, 3, new Random(seed)), farthest);
    assertThat(clusters.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
  }

  /** Distances by Lance and Williams are those that the definition gives on the clusters' means. */
  @Property(tries = 200)
  void joinsWhatAddsLeastVariance(
      @ForAll @IntRange(min = 3, max = 12) int size,
      @ForAll @DoubleRange(max = 6) double farthest,
      @ForAll long seed) {
    float[][] unit = random(size, 4, new Random(seed));
    assertThat(WardClustering.cluster(unit, farthest))
        .containsExactlyInAnyOrderElementsOf(byDefinition(unit, farthest));
  }

  private static List<List<Integer>> byDefinition(float[][] unit, double farthest) {
    List<List<Integer>> clusters = new ArrayList<>();
    IntStream.range(0, unit.length).forEach(i -> clusters.add(List.of(i)));
    while (clusters.size() > 1) {
      List<Integer> bestA = List.of();
      List<Integer> bestB = List.of();
      double least = Double.POSITIVE_INFINITY;
      for (List<Integer> a : clusters) {
        for (List<Integer> b : clusters) {
          double added = a.equals(b) ? Double.POSITIVE_INFINITY : added(unit, a, b);
          if (added < least) {
            least = added;
            bestA = a;
            bestB = b;
          }
        }
      }
      if (2 * least > farthest) {
        return clusters;
      }
      List<Integer> joined = new ArrayList<>(bestA);
      joined.addAll(bestB);
      clusters.removeAll(List.of(bestA, bestB));
      clusters.add(joined.stream().sorted().toList());
    }
    return clusters;
  }

  private static double added(float[][] unit, List<Integer> a, List<Integer> b) {
    double squares = 0;
    for (int d = 0; d < unit[0].length; d++) {
      squares += Math.pow(mean(unit, a, d) - mean(unit, b, d), 2);
    }
    return squares * a.size() * b.size() / (a.size() + b.size());
  }

  private static double mean(float[][] unit, List<Integer> members, int d) {
    return members.stream().mapToDouble(i -> unit[i][d]).average().orElseThrow();
  }

  private static float[][] random(int size, int dimension, Random random) {
    float[][] unit = new float[size][dimension];
    for (int i = 0; i < size; i++) {
      for (int d = 0; d < dimension; d++) {
        unit[i][d] = (float) random.nextGaussian();
      }
      unit[i] = Vectors.normalise(unit[i]);
    }
    return unit;
  }
}
