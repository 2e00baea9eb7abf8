package org.chatrec.ranking.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;

class MmrTest {

  @Property(tries = 300)
  void followsTheDefinition(
      @ForAll @IntRange(max = 12) int items,
      @ForAll @IntRange(max = 15) int size,
      @ForAll @DoubleRange(max = 1) double lambda,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[items][];
    double[] relevance = new double[items];
    for (int i = 0; i < items; i++) {
      vectors[i] =
          random.nextInt(5) == 0
              ? null
              : new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
      relevance[i] = random.nextDouble();
    }
    assertThat(Mmr.select(vectors, relevance, size, lambda))
        .containsExactly(byDefinition(vectors, relevance, size, lambda));
  }

  private static int[] byDefinition(
      float[][] vectors, double[] relevance, int size, double lambda) {
    List<Integer> picked = new ArrayList<>();
    while (picked.size() < Math.min(size, vectors.length)) {
      int best = -1;
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < vectors.length; i++) {
        float[] v = vectors[i];
        double closest =
            picked.stream()
                .mapToDouble(
                    j -> v == null || vectors[j] == null ? 0 : Vectors.cosine(v, vectors[j]))
                .max()
                .orElse(0);
        double value = lambda * relevance[i] - (1 - lambda) * closest;
        if (!picked.contains(i) && value > highest) {
          best = i;
          highest = value;
        }
      }
      picked.add(best);
    }
    return picked.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void relevanceAloneKeepsTheOrder() {
    float[][] same = {{1, 0}, {1, 0}, {1, 0}};
    assertThat(Mmr.select(same, new double[] {0.9, 0.9, 0.1}, 3, 1)).containsExactly(0, 1, 2);
  }

  @Test
  void aTwinGivesWayToSomethingElse() {
    float[][] vectors = {{1, 0}, {1, 0}, {0, 1}};
    assertThat(Mmr.select(vectors, new double[] {0.9, 0.8, 0.5}, 2, 0.5)).containsExactly(0, 2);
  }

  @Test
  void refusesParametersOutOfRange() {
    float[][] one = {{1}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mmr.select(one, new double[] {1}, 1, 1.1))
        .withMessageContaining("[lambda]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mmr.select(one, new double[] {1}, 1, Double.NaN))
        .withMessageContaining("[lambda]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mmr.select(one, new double[] {1}, -1, 1))
        .withMessageContaining("[size]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mmr.select(one, new double[] {1, 2}, 1, 1));
  }
}
