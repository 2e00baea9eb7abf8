package org.chatrec.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelaxingTests {

  @Test
  void theSoftestThatIsEnoughGoesFirst() {
    assertThat(Relaxing.ways(List.of("a", "b", "c")))
        .containsExactly(
            List.of("a"),
            List.of("b"),
            List.of("c"),
            List.of("a", "b"),
            List.of("a", "c"),
            List.of("a", "b", "c"));
    assertThat(Relaxing.ways(List.of("a"))).containsExactly(List.of("a"));
    assertThat(Relaxing.ways(List.of())).isEmpty();
  }

  @Test
  void manyConditionsHaveABoundedNumberOfWaysAndTheLastGivesUpAll() {
    for (int count : List.of(2, 10, 11, 24, 200)) {
      List<Integer> conditions = IntStream.range(0, count).boxed().toList();
      List<List<Integer>> ways = Relaxing.ways(conditions);
      assertThat(ways).hasSizeLessThanOrEqualTo(Relaxing.MOST).doesNotHaveDuplicates();
      assertThat(ways.getLast()).isEqualTo(conditions);
      assertThat(ways.getFirst()).containsExactly(0);
    }
  }
}
