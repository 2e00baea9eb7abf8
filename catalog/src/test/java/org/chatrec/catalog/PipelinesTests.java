package org.chatrec.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelinesTests {

  private static Map<String, Object> calling(String... others) {
    return Map.of(
        "processors",
        List.of(others).stream().map(other -> Map.of("pipeline", Map.of("name", other))).toList());
  }

  private static Map<String, Object> embedding(String field) {
    return Map.of("item_embedding", Map.of("target_field", field));
  }

  private static final Pipelines ALL =
      new Pipelines(
          Map.of(
              "a", calling("b", "gone"),
              "b", calling("c", "a"),
              "c", Map.of("processors", List.of(embedding("v"))),
              "nested",
                  Map.of(
                      "processors",
                      List.of(
                          Map.of(
                              "foreach",
                              Map.of(
                                  "field",
                                  "variants",
                                  "processor",
                                  Map.of(
                                      "set", Map.of("on_failure", List.of(embedding("w"))))))))));

  @Test
  void callsAreFollowedInCirclesAndIntoNothing() {
    assertThat(ALL.reached(List.of("a"))).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(ALL.reached(List.of("c"))).containsExactly("c");
    assertThat(ALL.reached(List.of("nowhere"))).isEmpty();
  }

  @Test
  void processorsAreFoundHoweverDeepTheyStand() {
    assertThat(ALL.processors("a", "item_embedding")).hasSize(1);
    assertThat(ALL.processors("nested", "item_embedding"))
        .extracting(found -> (Object) found.get("target_field"))
        .containsExactly("w");
    assertThat(ALL.processors(null, "item_embedding")).isEmpty();
  }

  @Test
  void whoIsCalledIsCalledBySomebodyElse() {
    assertThat(ALL.isCalled("c")).isTrue();
    assertThat(ALL.isCalled("nested")).isFalse();
    assertThat(new Pipelines(Map.of("self", calling("self"))).isCalled("self")).isFalse();
  }
}
