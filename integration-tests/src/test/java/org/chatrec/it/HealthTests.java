package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** What is wrong with a catalogue is told with the call that mends it, and gone when it is made. */
@OnRealNode
class HealthTests {

  private static List<JsonNode> problems(Rest rest, String catalog) {
    JsonNode health = rest.get("/_plugins/_chatrec/health").orFail();
    List<JsonNode> problems = new ArrayList<>();
    for (JsonNode problem : health.path("problems")) {
      if (problem.path("catalog").asText().equals(catalog)) {
        problems.add(problem);
      }
    }
    if (!problems.isEmpty()) {
      assertThat(health.path("status").asText()).isIn("yellow", "red");
    }
    return problems;
  }

  /** The call that the problem names, as it stands. */
  private static void mend(Rest rest, JsonNode problem) {
    String[] call = problem.path("do").asText().split(" ", 3);
    String body = call.length > 2 ? call[2] : "";
    (call[0].equals("PUT") ? rest.put(call[1], body) : rest.post(call[1], body)).orFail();
  }

  @Test
  void anIndexThatIsClosedIsOpened(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "health-closed", 1, 0);
    assertThat(problems(rest, films.name())).isEmpty();
    rest.post("/" + films.name() + "/_close", "").orFail();
    List<JsonNode> problems = problems(rest, films.name());
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path("severity").asText()).isEqualTo("red");
    assertThat(problems.getFirst().path("what").asText()).contains("[health-closed] is closed");
    mend(rest, problems.getFirst());
    rest.get("/_cluster/health/" + films.name() + "?wait_for_status=yellow&timeout=60s").orFail();
    assertThat(problems(rest, films.name())).isEmpty();
  }

  @Test
  void aPipelineThatWasTakenAwayIsPutBack(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "health-pipeline", 1, 0);
    String settings = "/" + films.name() + "/_settings";
    String pipeline =
        rest.get(settings)
            .orFail()
            .at("/health-pipeline/settings/index/search/default_pipeline")
            .asText();
    rest.put(settings, "{\"index.search.default_pipeline\":\"_none\"}").orFail();
    List<JsonNode> problems = problems(rest, films.name());
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path("severity").asText()).isEqualTo("yellow");
    assertThat(problems.getFirst().path("what").asText()).contains("personal");
    mend(rest, problems.getFirst()); // the pipeline itself
    rest.put(settings, "{\"index.search.default_pipeline\":\"" + pipeline + "\"}").orFail();
    assertThat(problems(rest, films.name())).isEmpty();
  }

  @Test
  void anIndexThatIsGoneIsMissed(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "health-gone", 1, 0);
    rest.delete("/" + films.name()).orFail();
    List<JsonNode> problems = problems(rest, films.name());
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path("severity").asText()).isEqualTo("red");
    rest.delete(TestCatalog.API + films.name()).orFail();
    assertThat(problems(rest, films.name())).isEmpty();
  }
}
