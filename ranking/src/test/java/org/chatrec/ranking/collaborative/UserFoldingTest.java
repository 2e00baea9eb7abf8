package org.chatrec.ranking.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;

class UserFoldingTest {

  private static final AlsSettings SMALL = new AlsSettings(5, 2, 0.5, 0.5, 6, 7);

  private static Map<String, Map<String, Double>> choices(long seed) {
    Random random = new Random(seed);
    Map<String, Map<String, Double>> data = new TreeMap<>();
    for (int user = 0; user < 30; user++) {
      Map<String, Double> chosen = new HashMap<>();
      for (int n = 0; n < 6; n++) {
        chosen.put("i" + (user % 3 * 8 + random.nextInt(10)), 0.1 + random.nextDouble());
      }
      data.put("u" + user, chosen);
    }
    return data;
  }

  /**
   * The whole normal equations over every item (Hu, Koren, Volinsky 2008, equation 4), solved by
   * elimination.
   */
  private static double[] solved(
      ItemFactors factors, List<String> ids, Map<String, Double> chosen) {
    int k = SMALL.factors();
    double[][] equations = new double[k][k + 1];
    for (String id : ids) {
      double[] item = factors.item(id);
      double confidence = 1 + SMALL.alpha() * chosen.getOrDefault(id, 0.0);
      for (int row = 0; row < k; row++) {
        for (int column = 0; column < k; column++) {
          equations[row][column] += confidence * item[row] * item[column];
        }
        equations[row][k] += chosen.containsKey(id) ? confidence * item[row] : 0;
      }
    }
    for (int row = 0; row < k; row++) {
      equations[row][row] += SMALL.regularisation() * Math.sqrt(chosen.size());
    }
    return eliminated(equations);
  }

  /** Gauss and Jordan; the equations are positive definite, so no pivot is zero. */
  private static double[] eliminated(double[][] equations) {
    int k = equations.length;
    for (int pivot = 0; pivot < k; pivot++) {
      for (int row = 0; row < k; row++) {
        double share = row == pivot ? 0 : equations[row][pivot] / equations[pivot][pivot];
        for (int column = pivot; column <= k; column++) {
          equations[row][column] -= share * equations[pivot][column];
        }
      }
    }
    double[] solution = new double[k];
    for (int row = 0; row < k; row++) {
      solution[row] = equations[row][k] / equations[row][row];
    }
    return solution;
  }

  @Property(tries = 30)
  void foldingInIsTheFullSolutionOfThatRow(
      @ForAll long seed, @ForAll @IntRange(min = 6, max = 12) int dimension) {
    Map<String, Map<String, Double>> data = choices(seed);
    ItemFactors factors = new ImplicitAls(SMALL).train(data);
    Map<String, float[]> stored = factors.cosineVectors(dimension);
    Map<String, Double> chosen = data.get("u4");
    List<float[]> items = new ArrayList<>();
    float[] confidences = new float[chosen.size()];
    for (Map.Entry<String, Double> choice : chosen.entrySet()) {
      confidences[items.size()] = choice.getValue().floatValue();
      items.add(stored.get(choice.getKey()));
    }
    float[] folded = factors.folding().cosineUser(items, confidences);
    double[] full = solved(factors, List.copyOf(stored.keySet()), chosen);
    assertThat(folded).hasSize(dimension);
    assertThat(Vectors.norm(folded)).isCloseTo(1, within(1e-5));
    double length = CosineSpace.norm(full);
    for (int i = 0; i < dimension; i++) {
      double expected = i < full.length ? full[i] / length : 0;
      assertThat((double) folded[i]).isCloseTo(expected, within(2e-4));
    }
  }

  @Test
  void whoChoseNothingHasNoVector() {
    UserFolding folding = new ImplicitAls(SMALL).train(choices(1)).folding();
    assertThat(folding.cosineUser(List.of(), new float[0])).isEmpty();
  }

  @Test
  void isWhatItWasAfterBeingStored() {
    UserFolding before = new ImplicitAls(SMALL).train(choices(2)).folding();
    UserFolding after = new UserFolding(before.settings(), before.gram(), before.longest());
    float[] item = new ImplicitAls(SMALL).train(choices(2)).cosineVectors(9).get("i3");
    float[] sure = {0.7f};
    assertThat(after.cosineUser(List.of(item), sure))
        .isEqualTo(before.cosineUser(List.of(item), sure));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserFolding(SMALL, new double[7], 1))
        .withMessageContaining("[gram]");
  }

  private static double likeness(float[] one, float[] other) {
    return Vectors.cosine(ItemFactors.factors(one), ItemFactors.factors(other));
  }

  @Test
  void itemsOfTheSamePeopleAreAlike() {
    Map<String, float[]> items = new ImplicitAls(SMALL).train(choices(3)).cosineVectors(6);
    double same = likeness(items.get("i1"), items.get("i2"));
    double others = likeness(items.get("i1"), items.get("i20"));
    assertThat(same).isGreaterThan(others).isLessThanOrEqualTo(1 + 1e-9);
    assertThat(likeness(items.get("i1"), new float[6])).isZero();
    // coordinates that only fill up the dimension count nothing
    Map<String, float[]> wide = new ImplicitAls(SMALL).train(choices(3)).cosineVectors(130);
    assertThat(wide.get("i1")).hasSize(130);
  }

  @Test
  void aDimensionHasRoomForOneFactorLess() {
    assertThat(AlsSettings.DEFAULT.forDimension(64).factors()).isEqualTo(63);
    assertThat(AlsSettings.DEFAULT.forDimension(2).factors()).isEqualTo(1);
    assertThat(AlsSettings.DEFAULT.forDimension(1024).factors()).isEqualTo(127);
  }

  @Test
  void trainingEndsWhenProgressThrows() {
    List<Integer> seen = new ArrayList<>();
    assertThatThrownBy(
            () ->
                new ImplicitAls(SMALL)
                    .train(
                        Interactions.of(choices(1)),
                        ItemContent.NONE,
                        iteration -> {
                          seen.add(iteration);
                          if (iteration == 3) {
                            throw new IllegalStateException("cancelled");
                          }
                        }))
        .hasMessage("cancelled");
    assertThat(seen).startsWith(1, 1, 2, 2, 3).hasSize(5);
  }
}
