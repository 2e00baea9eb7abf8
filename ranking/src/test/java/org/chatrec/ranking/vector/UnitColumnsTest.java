package org.chatrec.ranking.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UnitColumnsTest {

  private static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian() * 3;
    }
    return vector;
  }

  private static List<float[]> vectors(Random random, int count, int dimension) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(vector(random, dimension));
    }
    return vectors;
  }

  @Property(tries = 100)
  void comparesAsOneByOne(
      @ForAll @IntRange(min = 1, max = 70) int count,
      @ForAll @IntRange(min = 1, max = 37) int dimension,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<float[]> vectors = vectors(random, count, dimension);
    float[] to = Vectors.normalise(vector(random, dimension));
    float[] cosines = UnitColumns.of(vectors).cosines(to);
    for (int i = 0; i < count; i++) {
      assertThat((double) cosines[i]).isCloseTo(Vectors.cosine(vectors.get(i), to), within(1e-5));
    }
  }

  /** Searches of two nodes, one just started, have the same constants. */
  @Test
  void givesTheSameBitsBeforeAndAfterItIsCompiled() {
    Random random = new Random(3);
    UnitColumns columns = UnitColumns.of(vectors(random, 200, 67));
    float[] to = Vectors.normalise(vector(random, 67));
    float[] first = columns.cosines(to);
    for (int i = 0; i < 20_000; i++) {
      assertThat(Arrays.equals(columns.cosines(to), first)).isTrue();
    }
  }

  /** What is beside a vector does not count, nor how many there are. */
  @Property(tries = 50)
  void theNeighboursChangeNoBit(@ForAll @IntRange(min = 1, max = 40) int count, @ForAll long seed) {
    Random random = new Random(seed);
    List<float[]> vectors = vectors(random, count, 19);
    float[] to = Vectors.normalise(vector(random, 19));
    float[] all = UnitColumns.of(vectors).cosines(to);
    int one = random.nextInt(count);
    assertThat(UnitColumns.of(List.of(vectors.get(one))).cosines(to)).containsExactly(all[one]);
  }

  @Test
  void whatHasNoDirectionCannotBeCompared() {
    List<float[]> vectors = Arrays.asList(null, new float[] {0, 2}, new float[2], new float[3]);
    UnitColumns columns = UnitColumns.of(vectors);
    float[] cosines = columns.cosines(new float[] {0, 1});
    assertThat(cosines).containsExactly(Float.NaN, 1, Float.NaN, Float.NaN);
    assertThat(columns.hasDirection(1)).isTrue();
    assertThat(columns.hasDirection(2)).isFalse();
  }

  @Test
  void refusesAnotherDimension() {
    UnitColumns columns = UnitColumns.of(List.of(new float[] {1, 0}));
    assertThatThrownBy(() -> columns.cosines(new float[] {1, 0, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 2");
  }

  @Test
  void nothingIsNoCosine() {
    assertThat(UnitColumns.of(List.of()).cosines(new float[] {1})).isEmpty();
  }
}
