package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.chatrec.ranking.vector.Vectors;
import org.junit.jupiter.api.Test;

class NearestTests {

  private static float[] vector(Random random) {
    float[] vector = new float[7];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  @Test
  void findsWhatComparingAllOfThemFinds() {
    Random random = new Random(9);
    for (int round = 0; round < 50; round++) {
      Map<String, float[]> items = new LinkedHashMap<>();
      for (int i = 0; i < 1 + random.nextInt(20); i++) {
        items.put("i" + i, i % 5 == 3 ? new float[0] : vector(random));
      }
      float[] to = vector(random);
      double highest =
          items.values().stream()
              .filter(each -> each.length > 0)
              .mapToDouble(each -> Vectors.cosine(each, to))
              .max()
              .orElseThrow();
      Nearest.Neighbour found = new Nearest(items).to("other", to);
      assertThat(found).isNotNull();
      assertThat(found.cosine()).isCloseTo(highest, within(1e-5));
      assertThat(Vectors.cosine(items.get(found.id()), to)).isCloseTo(highest, within(1e-5));
    }
  }

  @Test
  void nothingIsItsOwnNeighbour() {
    float[] same = {1, 0};
    Nearest nearest = new Nearest(Map.of("a", same, "b", new float[] {0, 1}));
    assertThat(nearest.to("a", same)).isEqualTo(new Nearest.Neighbour("b", 0));
    assertThat(new Nearest(Map.of("a", same)).to("a", same)).isNull();
  }

  @Test
  void whatCannotBeComparedHasNoNeighbour() {
    Nearest nearest = new Nearest(Map.of("a", new float[] {1, 0}));
    assertThat(nearest.to("b", new float[0])).isNull();
    assertThat(nearest.to("b", new float[3])).isNull();
    assertThat(nearest.to("b", new float[2])).isNull();
    assertThat(new Nearest(Map.of()).to("b", new float[] {1, 0})).isNull();
    assertThat(new Nearest(Map.of("a", new float[0])).to("b", new float[] {1})).isNull();
  }
}
