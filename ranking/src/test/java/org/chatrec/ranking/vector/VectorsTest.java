package org.chatrec.ranking.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VectorsTest {

  @Property
  void normalisedVectorsHaveLengthOneAndPointTheSameWay(
      @ForAll @Size(min = 1, max = 20) float[] vector) {
    float[] unit;
    try {
      unit = Vectors.normalise(vector);
    } catch (IllegalArgumentException e) {
      assertThat(vector).containsOnly(0f);
      return;
    }
    assertThat(Vectors.norm(unit)).isCloseTo(1, within(1e-5));
    for (int i = 0; i < unit.length; i++) {
      assertThat(unit[i] * vector[i]).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void survivesHugeAndTinyNumbers() {
    assertThat(Vectors.normalise(new float[] {3e38f, 0, 3e38f})[0])
        .isCloseTo(0.70710677f, within(1e-6f));
    assertThat(Vectors.normalise(new float[] {Float.MIN_VALUE})).containsExactly(1f);
  }

  @Test
  void refusesWhatHasNoDirection() {
    for (float[] bad : new float[][] {{}, {0, 0}, {Float.NaN}, {1, Float.POSITIVE_INFINITY}}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Vectors.normalise(bad));
    }
  }

  @Test
  void cosineOfNothingIsNeutral() {
    assertThat(Vectors.cosine(new float[2], new float[] {1, 0})).isZero();
    assertThat(Vectors.cosine(new float[] {2, 0}, new float[] {-3, 0})).isEqualTo(-1);
  }

  /** Interpreted or compiled: Lucene's vectorised loops do not keep this. */
  @Test
  void aDotProductHasTheSameBitsFromTheFirstCallOn() {
    Random random = new Random(4);
    for (int dimension : new int[] {1, 3, 64, 65, 384}) {
      float[][] vectors = new float[40][dimension];
      for (float[] vector : vectors) {
        for (int i = 0; i < dimension; i++) {
          vector[i] = (float) random.nextGaussian();
        }
      }
      float[] first = dots(vectors);
      for (int call = 0; call < 2_000; call++) {
        assertThat(dots(vectors)).isEqualTo(first);
      }
    }
  }

  private static float[] dots(float[][] vectors) {
    float[] dots = new float[vectors.length];
    for (int i = 0; i < dots.length; i++) {
      dots[i] = Vectors.dot(vectors[i], vectors[(i + 1) % dots.length]);
    }
    return dots;
  }

  @Property
  void aDotProductIsTheSumOfTheProducts(
      @ForAll @Size(max = 40) List<@FloatRange(min = -100, max = 100) Float> values) {
    float[] vector = new float[values.size()];
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = values.get(i);
      sum += (double) vector[i] * vector[i];
    }
    assertThat((double) Vectors.dot(vector, vector)).isCloseTo(sum, within(1e-5 * (1 + sum)));
  }

  @Test
  void vectorsOfOtherLengthsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vectors.dot(new float[3], new float[4]))
        .withMessageContaining("3");
  }
}
