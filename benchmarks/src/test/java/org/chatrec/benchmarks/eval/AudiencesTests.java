package org.chatrec.benchmarks.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Items on a circle, a degree apart. */
class AudiencesTests {

  private static Audiences circle(int items) {
    Map<String, List<double[]>> factors = new TreeMap<>();
    for (int i = 0; i < items; i++) {
      double angle = Math.toRadians(i);
      factors.put("Item " + i, List.of(new double[] {Math.cos(angle), Math.sin(angle)}));
    }
    factors.put("Unliked", List.of(new double[] {0, 0}));
    return new Audiences(factors);
  }

  @Test
  void onlyTheNearestTenthIsAlike() {
    Audiences audiences = circle(180);
    assertThat(audiences.areAlike("Item 0", "Item 18")).isTrue();
    assertThat(audiences.areAlike("Item 0", "Item 20")).isFalse();
    assertThat(audiences.areAlike("Item 0", "Item 90")).isFalse();
  }

  @Test
  void whatNobodyKnowsIsLikeNothing() {
    Audiences audiences = circle(30);
    assertThat(audiences.areAlike("Item 0", "Unliked")).isFalse();
    assertThat(audiences.areAlike("Unliked", "Item 0")).isFalse();
    assertThat(audiences.areAlike("Item 0", "No such item")).isFalse();
  }

  @Test
  void claimsAreFoundInExplanations() {
    assertThat(
            circle(3).claimed("As you asked: Horror. People who like “The Thing” tend to like it."))
        .containsExactly("The Thing");
    assertThat(circle(3).claimed("It is close to “Alien”, which you liked.")).isEmpty();
  }
}
