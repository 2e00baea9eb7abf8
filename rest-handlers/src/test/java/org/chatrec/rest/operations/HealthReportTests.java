package org.chatrec.rest.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.chatrec.rest.operations.HealthProblem.Severity;
import org.junit.jupiter.api.Test;

class HealthReportTests {

  private static final HealthProblem RED = HealthProblem.of(Severity.RED, "gone", "restore");
  private static final HealthProblem YELLOW = HealthProblem.of(Severity.YELLOW, "slow", "wait");

  private static String status(List<HealthProblem> problems, String... notAnswered) {
    return new HealthReport(problems, List.of(notAnswered)).status();
  }

  @Test
  void theWordIsTheWorstOfAllAndNotGreenWhereSomethingIsUnknown() {
    assertThat(status(List.of())).isEqualTo("green");
    assertThat(status(List.of(), "node n2")).isEqualTo("yellow");
    assertThat(status(List.of(YELLOW))).isEqualTo("yellow");
    assertThat(status(List.of(YELLOW, RED, YELLOW))).isEqualTo("red");
  }

  @Property
  void theAnswerIsTheSameInWhateverOrderThingsAreFound(@ForAll long seed) {
    List<HealthProblem> found =
        new ArrayList<>(
            List.of(
                YELLOW,
                RED,
                RED.ofCatalog("films"),
                YELLOW.ofCatalog("books"),
                YELLOW.onNode("b"),
                YELLOW.onNode("a"),
                RED));
    Object expected = new HealthReport(List.copyOf(found), List.of()).toMap();
    Collections.shuffle(found, new Random(seed));
    Map<String, Object> answer = new HealthReport(found, List.of()).toMap();
    assertThat(answer).isEqualTo(expected);
    assertThat((List<?>) answer.get("problems")).hasSize(6); // one was found twice
    assertThat(((List<?>) answer.get("problems")).getFirst().toString()).contains("red");
  }

  private static List<Map<String, Object>> ofNode(Map<String, Object> parts) {
    return NodeHealth.of("n1", parts, Set.of("used")).stream().map(HealthProblem::toMap).toList();
  }

  @Test
  void aNodeThatIsWellHasNothingToTell() {
    assertThat(
            ofNode(
                Map.of(
                    "embedding",
                    Map.of("models", List.of(Map.of("name", "used", "loaded", true))),
                    "llm",
                    Map.of("breaker", "closed", "last_error", Map.of("message", "timeout")),
                    "pools",
                    Map.of("chatrec", Map.of("queue", 1, "capacity", 100)))))
        .isEmpty();
    assertThat(ofNode(Map.of())).isEmpty();
  }

  @Test
  void aModelThatCannotBeUsedMattersMoreWhereACatalogueIsOfIt() {
    Map<String, Object> embedding =
        Map.of(
            "models",
            List.of(
                Map.of("name", "used", "error", "no tokenizer.json"),
                Map.of("name", "other", "error", "no config.json")));
    List<Map<String, Object>> found = ofNode(Map.of("embedding", embedding));
    assertThat(found).extracting(each -> each.get("severity")).containsExactly("red", "yellow");
    assertThat(found).allSatisfy(each -> assertThat(each).containsEntry("node", "n1"));
    assertThat(found.getFirst().get("what").toString()).contains("[used]", "no tokenizer.json");
  }

  @Test
  void aFullQueueAndAnLlmThatIsLeftAloneAreTold() {
    List<Map<String, Object>> found =
        ofNode(
            Map.of(
                "llm",
                Map.of("breaker", "open", "last_error", Map.of("message", "refused")),
                "pools",
                Map.of("chatrec", Map.of("queue", 95, "capacity", 100), "c", Map.of("queue", 5))));
    assertThat(found).extracting(each -> each.get("severity")).containsExactly("yellow", "yellow");
    assertThat(found.toString()).contains(": refused", "[chatrec]", "95 of 100");
    Map<String, Object> llm =
        Map.of("breaker", "open", "last_error", Map.of("reason", "llm_timeout"));
    assertThat(ofNode(Map.of("llm", llm)).toString()).contains(": llm_timeout");
  }
}
