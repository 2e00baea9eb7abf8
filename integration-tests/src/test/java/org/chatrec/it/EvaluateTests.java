package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How good recommendations are, on events that are held out, with nothing changed. */
@OnRealNode
class EvaluateTests {

  private static Rest.Answer evaluate(TestCatalog films, String body) {
    return films
        .rest()
        .post(TestCatalog.API + films.name() + "/evaluate", Json.object(body).toString());
  }

  private static JsonNode mean(JsonNode answer, String strategy, int place, String measure) {
    return answer.at("/strategies/" + strategy + "/" + place + "/" + measure + "/mean");
  }

  @Test
  void everyStrategyIsMeasuredAndNothingChanges(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "evaluated", 1, 0);
    TrainTests.people(films);
    JsonNode before = rest.get(TestCatalog.API + films.name()).orFail();
    JsonNode answer =
        evaluate(films, "{'k':[2,5],'holdout':0.25,'seed':3,'split':'random'}").orFail();
    assertThat(answer.path("users").asInt()).isGreaterThan(20);
    assertThat(answer.path("items").asInt()).isPositive();
    for (String strategy : List.of("auto", "hybrid", "content", "collaborative", "popular")) {
      JsonNode measured = answer.at("/strategies/" + strategy);
      assertThat(measured).as(strategy).hasSize(2);
      assertThat(measured.at("/0/k").asInt()).isEqualTo(2);
      for (String measure : List.of("precision", "recall", "ndcg", "diversity", "novelty")) {
        assertThat(measured.at("/1/" + measure + "/mean").isNumber()).as(measure).isTrue();
        assertThat(measured.at("/1/" + measure + "/standard_error").asDouble(-1))
            .isGreaterThanOrEqualTo(0);
      }
      assertThat(measured.at("/1/coverage").asDouble()).isBetween(0.01, 1.0);
      assertThat(mean(answer, strategy, 1, "recall").asDouble())
          .isGreaterThanOrEqualTo(mean(answer, strategy, 0, "recall").asDouble());
    }
    assertThat(mean(answer, "collaborative", 0, "ndcg").asDouble())
        .as("two kinds of people, whom only taste tells apart")
        .isGreaterThan(mean(answer, "popular", 0, "ndcg").asDouble());
    assertThat(rest.get(TestCatalog.API + films.name()).orFail()).isEqualTo(before);
    assertThat(evaluate(films, "{'k':[2,5],'holdout':0.25,'seed':3,'split':'random'}").orFail())
        .as("the same seed draws the same")
        .isEqualTo(answer);
  }

  @Test
  void weightsAreAppliedOnlyWhereTheyAreBetterBeyondChance(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "applied", 1, 0);
    TrainTests.people(films);
    JsonNode answer = evaluate(films, "{'apply_weights':true}").orFail();
    JsonNode shown = rest.get(TestCatalog.API + films.name()).orFail();
    boolean applied = answer.at("/weights/applied").asBoolean();
    assertThat(shown.at("/weights_from/source").asText())
        .isEqualTo(applied ? "learned" : "default");
    assertThat(shown.at("/weights/content").asDouble())
        .isEqualTo(answer.at("/weights/content").asDouble());
  }

  @Test
  void nobodyHasDoneAnything(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "unused", 1, 0);
    JsonNode answer = evaluate(films, "{}").orFail();
    assertThat(answer.path("users").asInt(-1)).isZero();
    assertThat(answer.at("/strategies/auto/0/ndcg/mean").asDouble(-1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'k':[0]}",
        "{'k':['five']}",
        "{'k':[]}",
        "{'holdout':1}",
        "{'holdout':0}",
        "{'strategies':['best']}",
        "{'split':'sorted'}",
        "{'seed':'x'}",
        "{'apply_weights':'yes'}",
        "{'size':5}"
      })
  void badFieldsAreNamed(String body, Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "evaluated-badly", 1, 0);
    Rest.Answer answer = evaluate(films, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    String field = Json.object(body).fieldNames().next();
    assertThat(answer.body().toString()).contains("[" + field + "]");
  }
}
