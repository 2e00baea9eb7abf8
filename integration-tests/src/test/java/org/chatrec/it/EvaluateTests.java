package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
      for (String measure :
          List.of("precision", "recall", "ndcg", "diversity", "novelty", "calibration")) {
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

  /** A vector below a dot is none under its whole name in a document. */
  @Test
  void itemsAreReadWhereTheMappingHasThem(Rest rest) {
    rest.put(
            TestCatalog.API + "evaluated-below",
            Json.object(
                    """
                    {'index':'evaluated-below','title_field':'title','text_fields':['title'],
                     'embed_fields':['title'],'model':'all-minilm-l6-v2','vector_field':'ml.vec',
                     'create':{'properties':{'title':{'type':'text'}}}}
                    """)
                .toString())
        .orFail();
    Bulk bulk = new Bulk();
    List<String> things = List.of("copper pan", "bread knife", "espresso machine", "salad bowl");
    things.forEach(thing -> bulk.add(thing.substring(0, 5), Json.of("title", thing)));
    bulk.sendAll(rest, "evaluated-below");
    TestCatalog below = new TestCatalog(rest, "evaluated-below");
    things.forEach(thing -> below.like("cook", thing.substring(0, 5)));
    assertThat(evaluate(below, "{'holdout':0.5}").orFail().path("items").asInt()).isPositive();
  }

  /** What was really given, by what came of it, beside what is held out. */
  @Test
  void answersOfAnExperimentAreReplayed(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "evaluated-replay", 1, 0);
    TrainTests.people(films);
    assertThat(evaluate(films, "{'k':[1]}").orFail().has("replay")).isFalse();
    rest.put(
            TestCatalog.API + films.name() + "/experiment",
            "{\"arms\":{\"now\":{},\"taste\":{\"content\":1}}}")
        .orFail();
    int answers = 12;
    String clicked = "";
    for (int n = 0; n < answers; n++) {
      JsonNode answer =
          films.recommend("{'user_id':'person-0','session_id':'visit-" + n + "'}").orFail();
      if (n == 0) {
        clicked = answer.at("/experiment/arm").asText();
        films
            .events(
                TestCatalog.event("person-0", "click", answer.at("/items/0/id").asText())
                    .put("query_id", answer.path("query_id").asText()))
            .orFail();
      }
    }
    JsonNode replay = evaluate(films, "{'k':[1]}").orFail().path("replay");
    JsonNode arm = replay.at("/arms/" + clicked);
    assertThat(replay.at("/arms/now/answers").asInt() + replay.at("/arms/taste/answers").asInt())
        .isEqualTo(answers);
    assertThat(arm.at("/reward/mean").asDouble())
        .as("both arms are as likely")
        .isCloseTo(1.0 / arm.path("answers").asInt(), within(1e-9));
    assertThat(replay.path("whole").asBoolean()).isTrue();
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
  void armsAreMeasuredOnTheSameUsersAsTheCataloguesOwnWeights(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "evaluated-arms", 1, 0);
    TrainTests.people(films);
    String arms = "{'same':{},'taste':{'content':0,'collaborative':1,'popularity':0}}";
    JsonNode answer = evaluate(films, "{'k':[2],'arms':" + arms + "}").orFail();
    assertThat(answer.at("/arms/same/0/ndcg")).isEqualTo(answer.at("/strategies/auto/0/ndcg"));
    assertThat(answer.at("/arms/same/0/gain/mean").asDouble(1)).isZero();
    assertThat(answer.at("/arms/taste/0/ndcg"))
        .isEqualTo(answer.at("/strategies/collaborative/0/ndcg"));
    double gain =
        answer.at("/arms/taste/0/ndcg/mean").asDouble()
            - mean(answer, "auto", 0, "ndcg").asDouble();
    assertThat(answer.at("/arms/taste/0/gain/mean").asDouble()).isCloseTo(gain, within(1e-9));
    assertThat(evaluate(films, "{}").orFail().has("arms")).isFalse();
  }

  @Test
  void whoGainsAndWhoLosesIsToldOfEachUser(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "evaluated-users", 1, 0);
    TrainTests.people(films);
    JsonNode answer = evaluate(films, "{'k':[1,3],'per_user':true}").orFail();
    JsonNode users = answer.path("per_user");
    assertThat(users).hasSize(answer.path("users").asInt()).isNotEmpty();
    Set<String> ids = new HashSet<>();
    double popular = 0;
    double auto = 0;
    for (JsonNode user : users) {
      ids.add(user.path("user_id").asText());
      popular += user.path("popular").asDouble() / users.size();
      auto += user.path("auto").asDouble() / users.size();
    }
    assertThat(ids).hasSize(users.size());
    assertThat(mean(answer, "popular", 1, "ndcg").asDouble()).isCloseTo(popular, within(1e-9));
    assertThat(mean(answer, "auto", 1, "ndcg").asDouble()).isCloseTo(auto, within(1e-9));
    assertThat(evaluate(films, "{}").orFail().has("per_user")).isFalse();
  }

  private static ObjectNode search(String user, String words, String query, int minute) {
    ObjectNode event = Json.of("user_id", user, "type", "search", "text", words);
    return (query.isEmpty() ? event : event.put("query_id", query))
        .put("session_id", "visit-" + user)
        .put("timestamp", "2026-03-01T10:%s:00Z".formatted(minute));
  }

  private static ObjectNode click(String user, String item, String query, int minute) {
    ObjectNode event = TestCatalog.event(user, "click", item);
    return (query.isEmpty() ? event : event.put("query_id", query))
        .put("session_id", "visit-" + user)
        .put("timestamp", "2026-03-01T10:%s:30Z".formatted(minute));
  }

  @Test
  void searchesAreJudgedByWhatTheSameUserActedOn(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "evaluated-searches", 1, 0);
    films
        .events(
            search("a", "rocket on mars", "q-a", 10),
            click("a", "s1", "q-a", 11),
            click("a", "f1", "q-other", 12),
            search("b", "pastry and cake", "", 10),
            click("b", "f2", "", 11),
            search("b", "nothing of interest", "", 12),
            search("c", "rocket on mars", "", 10),
            click("d", "f6", "", 11),
            search("e", "lonely astronaut", "q-e", 10),
            click("e", "f4", "q-e", 11))
        .orFail();
    JsonNode search = evaluate(films, "{'search':true,'k':[1,3]}").orFail().path("search");
    assertThat(search.path("queries").asInt()).as("%s", search).isEqualTo(3);
    assertThat(search.path("judged").asInt()).isEqualTo(3);
    assertThat(search.path("unjudged").asInt()).isEqualTo(2);
    for (String ranking : List.of("search", "personal")) {
      JsonNode measured = search.at("/rankings/" + ranking);
      assertThat(measured.at("/0/k").asInt()).isEqualTo(1);
      assertThat(measured.at("/0/ndcg/mean").asDouble())
          .as("two of three found at once, the third was no answer to its words")
          .isBetween(0.6, 0.7);
      assertThat(measured.at("/1/recall/standard_error").asDouble()).isPositive();
    }
    assertThat(evaluate(films, "{}").orFail().has("search")).isFalse();
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
        "{'strategies':[]}",
        "{'arms':{}}",
        "{'split':'sorted'}",
        "{'seed':'x'}",
        "{'apply_weights':'yes'}",
        "{'search':1}",
        "{'per_user':'all'}",
        "{'arms':[]}",
        "{'arms':{'a':{'content':-1}}}",
        "{'arms':{'a':{'fame':1}}}",
        "{'size':5}"
      })
  void badFieldsAreNamed(String body, Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "evaluated-badly", 1, 0);
    Rest.Answer answer = evaluate(films, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    String field = Json.object(body).fieldNames().next();
    assertThat(answer.body().toString()).containsPattern("\\[" + field + "[\\].]");
  }
}
