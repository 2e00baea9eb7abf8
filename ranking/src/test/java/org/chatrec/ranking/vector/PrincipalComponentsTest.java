package org.chatrec.ranking.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

  /** Vectors of a plane in a space: two directions are all there is. */
  private static List<float[]> ofRank(int rank, int length, int count, Random random) {
    double[][] basis = new double[rank][length];
    for (double[] direction : basis) {
      for (int i = 0; i < length; i++) {
        direction[i] = random.nextGaussian();
      }
    }
    List<float[]> sample = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[] vector = new float[length];
      for (double[] direction : basis) {
        double along = random.nextGaussian();
        for (int i = 0; i < length; i++) {
          vector[i] += (float) (along * direction[i]);
        }
      }
      sample.add(vector);
    }
    return sample;
  }

  private static double squareDistance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  @Property(tries = 100)
  void noDistanceIsLostWhereThereAreNoFurtherDirections(
      @ForAll @IntRange(min = 1, max = 4) int rank, @ForAll boolean wide, @ForAll long seed) {
    List<float[]> sample = ofRank(rank, wide ? 50 : 9, 30, new Random(seed));
    PrincipalComponents components = PrincipalComponents.of(sample, 6);
    assertThat(components.count()).isBetween(rank, 6); // what rounding adds may be kept
    List<float[]> projected = sample.stream().map(components::project).toList();
    double scale =
        squareDistance(projected.get(0), projected.get(1))
            / squareDistance(sample.get(0), sample.get(1));
    for (int n = 2; n < sample.size(); n++) {
      assertThat(squareDistance(projected.get(0), projected.get(n)))
          .isCloseTo(scale * squareDistance(sample.get(0), sample.get(n)), withinPercentage(0.1));
    }
  }

  @Property(tries = 50)
  void coordinatesHaveAMeanSquareOfOneAndTheFirstDiffersMost(
      @ForAll boolean wide, @ForAll long seed) {
    List<float[]> sample = ofRank(5, wide ? 60 : 8, wide ? 40 : 200, new Random(seed));
    PrincipalComponents components = PrincipalComponents.of(sample, 3);
    double[] square = new double[components.count()];
    for (float[] vector : sample) {
      float[] projected = components.project(vector);
      for (int i = 0; i < square.length; i++) {
        square[i] += projected[i] * projected[i] / sample.size();
      }
    }
    assertThat(square).hasSize(3);
    assertThat((square[0] + square[1] + square[2]) / 3).isCloseTo(1, within(1e-3));
    assertThat(square[0]).isGreaterThanOrEqualTo(square[1]);
    assertThat(square[1]).isGreaterThanOrEqualTo(square[2]);
  }

  @Test
  void whatDoesNotDifferHasNoDirections() {
    List<float[]> same = List.of(new float[] {1, 2}, new float[] {1, 2});
    assertThat(PrincipalComponents.of(same, 4).count()).isZero();
    assertThat(PrincipalComponents.of(List.of(), 4).count()).isZero();
  }

  @Test
  void otherLengthsAreRefused() {
    PrincipalComponents components =
        PrincipalComponents.of(List.of(new float[] {1, 2}, new float[] {2, 1}), 4);
    assertThatIllegalArgumentException().isThrownBy(() -> components.project(new float[3]));
  }
}
