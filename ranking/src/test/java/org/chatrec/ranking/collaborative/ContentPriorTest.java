package org.chatrec.ranking.collaborative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContentPriorTest {

  private static final AlsSettings SMALL = new AlsSettings(6, 4, 1, 0.5, 10, 7);
  private static final int ITEMS = 120;

  /** Two tastes by two contents; the last two items, one of each content, have a single buyer. */
  private static Interactions data(Random random) {
    Map<String, Map<String, Double>> users = new TreeMap<>();
    for (int user = 0; user < 80; user++) {
      Map<String, Double> chosen = new HashMap<>();
      for (int item = 0; item < ITEMS - 2; item++) {
        if (item % 2 == user % 2 && random.nextInt(5) == 0) {
          chosen.put(id(item), 1.0);
        }
      }
      users.put("u" + user, chosen);
    }
    users.put("odd", Map.of(id(ITEMS - 2), 1.0, id(ITEMS - 1), 1.0));
    return Interactions.of(users);
  }

  private static String id(int item) {
    return "i" + (1000 + item);
  }

  /** Even and odd items lie apart, each with some noise. */
  private static Map<String, float[]> vectors(Random random) {
    Map<String, float[]> vectors = new HashMap<>();
    for (int item = 0; item < ITEMS; item++) {
      float[] vector = new float[12];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (0.3 * random.nextGaussian()) + (i % 2 == item % 2 ? 1 : 0);
      }
      vectors.put(id(item), vector);
    }
    return vectors;
  }

  private static ItemContent content(Interactions data, Map<String, float[]> vectors) {
    return ItemContent.read(
        data.itemIds(),
        ids -> {
          Map<String, float[]> some = new HashMap<>(vectors);
          some.keySet().retainAll(ids);
          return some;
        });
  }

  private static double preference(ItemFactors factors, String liked, String item) {
    double[] user = factors.user(Map.of(liked, 1.0));
    double[] other = factors.item(item);
    double dot = 0;
    for (int i = 0; i < user.length; i++) {
      dot += user[i] * other[i];
    }
    return dot;
  }

  @Property(tries = 20)
  void whatFewChoseIsLikeWhatItsContentIsLike(@ForAll long seed) {
    Random random = new Random(seed);
    Interactions data = data(random);
    ItemContent content = content(data, vectors(random));
    ItemFactors with = new ImplicitAls(SMALL).train(data, content, iteration -> {});
    String even = id(ITEMS - 2);
    String odd = id(ITEMS - 1);
    assertThat(preference(with, id(0), even)).isGreaterThan(preference(with, id(0), odd));
    assertThat(preference(with, id(1), odd)).isGreaterThan(preference(with, id(1), even));
  }

  @Test
  void itemsWithoutContentAreLearnedFromChoicesAlone() {
    Random random = new Random(3);
    Interactions data = data(random);
    Map<String, float[]> none = Map.of();
    ItemFactors without = new ImplicitAls(SMALL).train(data, ItemContent.NONE, iteration -> {});
    ItemFactors nothing = new ImplicitAls(SMALL).train(data, content(data, none), iteration -> {});
    assertThat(nothing.item(id(0))).isEqualTo(without.item(id(0)));
    Map<String, float[]> half = vectors(random);
    half.keySet().removeIf(id -> Integer.parseInt(id, 1, 5, 10) % 3 == 0);
    half.put(id(1), new float[] {1, 2, 3}); // of another model
    ItemContent known = content(data, half);
    assertThat(known.size()).isEqualTo(half.size() - 1);
    assertThat(known.of(id(1))).isNull();
    ItemFactors some = new ImplicitAls(SMALL).train(data, known, iteration -> {});
    assertThat(some.item(id(0))).isNotEqualTo(without.item(id(0))).doesNotContain(Double.NaN);
  }

  @Test
  void sameContentSameFactors() {
    Interactions data = data(new Random(5));
    Map<String, float[]> vectors = vectors(new Random(6));
    double[] once =
        new ImplicitAls(SMALL).train(data, content(data, vectors), iteration -> {}).item(id(4));
    assertThat(
            new ImplicitAls(SMALL).train(data, content(data, vectors), iteration -> {}).item(id(4)))
        .isEqualTo(once);
  }
}
