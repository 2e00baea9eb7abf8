package org.chatrec.ranking.collaborative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;

class ImplicitAlsTest {

  private static final AlsSettings SMALL = new AlsSettings(4, 2, 0.5, 0.5, 10, 7);

  /** Two tastes; each user chose most items of one. */
  private static Map<String, Map<String, Double>> twoTastes() {
    Map<String, Map<String, Double>> data = new HashMap<>();
    Random random = new Random(1);
    for (int user = 0; user < 40; user++) {
      Map<String, Double> chosen = new HashMap<>();
      for (int item = 0; item < 20; item++) {
        if (item % 2 == user % 2 && random.nextInt(4) > 0) {
          chosen.put("i" + item, 1.0);
        }
      }
      data.put("u" + user, chosen);
    }
    return data;
  }

  private static double dot(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }

  @Test
  void recommendsWhatPeopleOfTheSameTasteChose() {
    ItemFactors factors = new ImplicitAls(SMALL).train(twoTastes());
    double[] user = factors.user(Map.of("i0", 1.0, "i2", 1.0));
    for (int item = 4; item < 20; item += 2) {
      assertThat(dot(user, factors.item("i" + item)))
          .isGreaterThan(dot(user, factors.item("i" + (item + 1))) + 0.2);
    }
  }

  @Test
  void sameSeedSameFactors() {
    double[] once = new ImplicitAls(SMALL).train(twoTastes()).item("i3");
    assertThat(new ImplicitAls(SMALL).train(twoTastes()).item("i3")).isEqualTo(once);
  }

  @Test
  void unknownItemsAndUsersAreZeros() {
    ItemFactors factors = new ImplicitAls(SMALL).train(twoTastes());
    assertThat(factors.item("nowhere")).containsOnly(0);
    assertThat(factors.user(Map.of("nowhere", 1.0))).containsOnly(0);
    assertThat(factors.user(Map.of("i1", 0.0))).containsOnly(0);
    assertThat(factors.cosineUser(new double[4])).containsOnly(0);
    assertThat(new ImplicitAls(SMALL).train(Map.of()).cosineVectors()).isEmpty();
  }

  /** At the minimum no small step lowers the loss, computed from its definition over all items. */
  @Property(tries = 50)
  void theUsersVectorMinimisesTheLoss(
      @ForAll @IntRange(min = 1, max = 6) int chosen, @ForAll long seed) {
    Random random = new Random(seed);
    Map<String, double[]> items = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      items.put("i" + i, random.doubles(4, -1, 1).toArray());
    }
    Map<String, Double> confidences = new HashMap<>();
    for (int i = 0; i < chosen; i++) {
      confidences.put("i" + i, 0.1 + random.nextDouble());
    }
    double[] user = ItemFactors.of(SMALL, items).user(confidences);
    double least = loss(user, items, confidences);
    for (int step = 0; step < 20; step++) {
      double[] moved = user.clone();
      moved[random.nextInt(4)] += (random.nextDouble() - 0.5) * 0.01;
      assertThat(loss(moved, items, confidences)).isGreaterThanOrEqualTo(least - 1e-12);
    }
  }

  private static double loss(
      double[] user, Map<String, double[]> items, Map<String, Double> confidences) {
    double loss = SMALL.regularisation() * Math.sqrt(confidences.size()) * dot(user, user);
    for (var item : items.entrySet()) {
      Double confidence = confidences.get(item.getKey());
      double error = (confidence == null ? 0 : 1) - dot(user, item.getValue());
      loss += (confidence == null ? 1 : 1 + SMALL.alpha() * confidence) * error * error;
    }
    return loss;
  }

  @Test
  void cosinesOrderAsDotProductsDo() {
    ItemFactors factors = new ImplicitAls(SMALL).train(twoTastes());
    double[] user = factors.user(Map.of("i0", 1.0, "i3", 0.5));
    Map<String, float[]> unit = factors.cosineVectors();
    assertThat(unit).hasSize(20);
    unit.values().forEach(v -> assertThat(Vectors.norm(v)).isCloseTo(1, within(1e-5)));
    List<String> byCosine =
        sorted(unit, id -> -Vectors.dot(factors.cosineUser(user), unit.get(id)));
    assertThat(byCosine).isEqualTo(sorted(unit, id -> -dot(user, factors.item(id))));
  }

  private static List<String> sorted(
      Map<String, float[]> items, java.util.function.ToDoubleFunction<String> by) {
    return items.keySet().stream().sorted(Comparator.comparingDouble(by)).toList();
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlsSettings(0, 1, 1, 1, 1, 1))
        .withMessageContaining("[factors]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlsSettings(1, 1, 0, 1, 1, 1))
        .withMessageContaining("[regularisation]");
  }

  /** Too little for as many factors as there are by default: they shrink to nothing. */
  @Test
  void whereNothingCanBeLearnedFactorsAreFinite() {
    AlsSettings settings = AlsSettings.DEFAULT.forDimension(64);
    for (int people = 1; people <= 6; people++) {
      Map<String, Map<String, Double>> likes = new HashMap<>();
      for (int i = 0; i < people; i++) {
        likes.put("u" + i, Map.of("i" + i % 2, 1.0, "i" + (i + 1), 0.3));
      }
      ItemFactors factors = new ImplicitAls(settings).train(likes);
      factors
          .cosineVectors(64)
          .values()
          .forEach(
              vector -> {
                for (float value : vector) {
                  assertThat(Float.isFinite(value)).isTrue();
                }
              });
    }
  }
}
