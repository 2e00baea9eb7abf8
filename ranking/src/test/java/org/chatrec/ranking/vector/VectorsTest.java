package org.chatrec.ranking.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VectorsTest {

  @Property
  void normalisedVectorsHaveLengthOneAndPointTheSameWay(
      @ForAll @Size(min = 1, max = 20) @FloatRange(min = -1e38f, max = 1e38f) float[] vector) {
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
}
