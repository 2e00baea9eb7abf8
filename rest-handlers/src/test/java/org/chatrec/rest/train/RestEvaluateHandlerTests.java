package org.chatrec.rest.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Body;
import org.chatrec.people.train.EvaluateOptions;
import org.junit.jupiter.api.Test;

class RestEvaluateHandlerTests {

  private static EvaluateOptions wanted(Map<String, Object> body) {
    return RestEvaluateHandler.wanted(Body.of("", body));
  }

  @Test
  void whatIsLeftOutIsEveryStrategyAndNoArm() {
    EvaluateOptions wanted = wanted(Map.of());
    assertThat(wanted.strategies()).isEqualTo(EvaluateOptions.STRATEGIES);
    assertThat(wanted.arms().names()).isEmpty();
    assertThat(wanted.ks()).containsExactly(5, 10);
  }

  @Test
  void whatIsNamedAndHasNothingIsRefusedByName() {
    for (String field : List.of("k", "strategies")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> wanted(Map.of(field, List.of())))
          .withMessageContaining("[" + field + "]");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wanted(Map.of("arms", Map.of())))
        .withMessage("[arms] must have 1 to 8 arms, has 0");
  }

  @Test
  void whatIsNamedTwiceIsMeasuredOnce() {
    EvaluateOptions wanted =
        wanted(Map.of("k", List.of(7, 3, 7), "strategies", List.of("popular", "auto", "popular")));
    assertThat(wanted.ks()).containsExactly(7, 3);
    assertThat(wanted.strategies()).containsExactly("popular", "auto");
  }
}
