package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.itemIds;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experiments: who gets which arm, and what is known of the arms. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExperimentTests {
  private static final String POPULAR = "{'content':0,'popularity':1}";
  private static final String TASTE = "{'content':1,'popularity':0}";

  private TestCatalog films;

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, "experiment-films", 1, 0);
    films.like("fan", "f1");
  }

  private static String path(TestCatalog catalog) {
    return TestCatalog.API + catalog.name() + "/experiment";
  }

  private static Rest.Answer put(TestCatalog catalog, String body) {
    return catalog.rest().put(path(catalog), Json.object(body).toString());
  }

  private static JsonNode get(TestCatalog catalog) {
    return catalog.rest().get(path(catalog)).orFail();
  }

  private static JsonNode recommend(TestCatalog catalog, String session) {
    return catalog
        .recommend("{'user_id':'fan','diversity':0,'session_id':'" + session + "'}")
        .orFail();
  }

  private static String arms(String policy) {
    return "{'arms':{'popular':" + POPULAR + ",'taste':" + TASTE + "}" + policy + "}";
  }

  /** By somebody else, so that the next list is made for the same person. */
  private static void click(TestCatalog catalog, JsonNode answer, String item) {
    catalog
        .events(event("clicker", "click", item).put("query_id", answer.path("query_id").asText()))
        .orFail();
  }

  @Test
  void anArmBelongsToASessionAndRanksAsItsWeightsSay(Rest rest) {
    TestCatalog catalog = TestCatalog.ofFilms(rest, "experiment-split", 1, 0);
    catalog.like("fan", "f1");
    JsonNode begun = put(catalog, arms("")).orFail();
    assertThat(put(catalog, arms(",'policy':'fixed'")).orFail().path("id"))
        .as("the same goes on")
        .isEqualTo(begun.path("id"));
    Map<String, Integer> answers = new HashMap<>();
    Map<String, List<String>> lists = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      JsonNode answer = recommend(catalog, "visit-" + i);
      String arm = answer.at("/experiment/arm").asText();
      assertThat(answer.at("/experiment/propensity").asDouble()).isEqualTo(0.5);
      assertThat(recommend(catalog, "visit-" + i).at("/experiment/arm").asText()).isEqualTo(arm);
      answers.merge(arm, 2, Integer::sum);
      assertThat(lists.computeIfAbsent(arm, any -> itemIds(answer))).isEqualTo(itemIds(answer));
      if (i < 4) {
        click(catalog, answer, itemIds(answer).getFirst());
        click(catalog, answer, itemIds(answer).get(1));
      }
    }
    assertThat(answers.keySet()).containsExactlyInAnyOrder("popular", "taste");
    assertThat(lists.get("taste")).isNotEqualTo(lists.get("popular"));
    JsonNode known = get(catalog);
    int rewarded = 0;
    for (String arm : answers.keySet()) {
      JsonNode shown = known.at("/arms/" + arm);
      assertThat(shown.path("answers").asInt()).isEqualTo(answers.get(arm));
      assertThat(shown.at("/interval/0").asDouble()).isLessThan(shown.path("rate").asDouble());
      assertThat(shown.at("/interval/1").asDouble()).isGreaterThan(shown.path("rate").asDouble());
      rewarded += shown.path("rewarded").asInt();
    }
    assertThat(rewarded).as("an answer counts once, however often it is clicked").isEqualTo(4);
    rest.delete(path(catalog)).orFail();
    assertThat(recommend(catalog, "visit-1").has("experiment")).isFalse();
    assertMissing(rest.get(path(catalog)), catalog.name());
  }

  @Test
  void thompsonGivesTheBetterArmToMost(Rest rest) {
    TestCatalog catalog = TestCatalog.ofFilms(rest, "experiment-thompson", 1, 0);
    catalog.like("fan", "f1");
    put(catalog, arms(",'policy':'thompson'")).orFail();
    for (int i = 0; i < 60; i++) {
      JsonNode answer = recommend(catalog, "early-" + i);
      if (answer.at("/experiment/arm").asText().equals("taste")) {
        click(catalog, answer, itemIds(answer).getFirst());
      }
    }
    JsonNode known = get(catalog);
    double taste = known.at("/arms/taste/propensity").asDouble();
    assertThat(taste).isGreaterThan(0.9).isLessThan(1);
    assertThat(known.at("/arms/popular/propensity").asDouble()).isCloseTo(1 - taste, within(1e-9));
    int given = 0;
    for (int i = 0; i < 30; i++) {
      JsonNode experiment = recommend(catalog, "late-" + i).path("experiment");
      boolean better = experiment.path("arm").asText().equals("taste");
      assertThat(experiment.path("propensity").asDouble())
          .as("counted anew it may be a little different")
          .isCloseTo(better ? taste : 1 - taste, within(0.05));
      given += better ? 1 : 0;
    }
    assertThat(given).isGreaterThan(20);
  }

  @Test
  void interleavedArmsShareOneListAndTheClicks(Rest rest) {
    TestCatalog catalog = TestCatalog.ofFilms(rest, "experiment-interleave", 1, 0);
    catalog.like("fan", "f1");
    put(catalog, arms(",'mode':'interleave'")).orFail();
    for (int i = 0; i < 6; i++) {
      JsonNode answer = recommend(catalog, "visit-" + i);
      assertThat(answer.at("/experiment/mode").asText()).isEqualTo("interleave");
      Set<String> ids = new HashSet<>(itemIds(answer));
      assertThat(ids).hasSameSizeAs(itemIds(answer));
      Map<String, Integer> shares = new HashMap<>();
      for (JsonNode item : list(answer.path("items"))) {
        shares.merge(item.path("arm").asText(), 1, Integer::sum);
      }
      assertThat(shares.keySet()).containsExactlyInAnyOrder("popular", "taste");
      assertThat(Math.abs(shares.get("popular") - shares.get("taste"))).isLessThan(2);
      String wins = i < 4 ? "taste" : "popular";
      for (JsonNode item : list(answer.path("items"))) {
        if (item.path("arm").asText().equals(wins)) {
          click(catalog, answer, item.path("id").asText());
        }
      }
    }
    JsonNode tied = recommend(catalog, "tied");
    Set<String> clicked = new HashSet<>();
    for (JsonNode item : list(tied.path("items"))) {
      if (clicked.add(item.path("arm").asText())) {
        click(catalog, tied, item.path("id").asText());
      }
    }
    JsonNode known = get(catalog);
    assertThat(known.at("/arms/taste/rewarded").asInt()).isEqualTo(4);
    assertThat(known.at("/arms/popular/rewarded").asInt()).isEqualTo(2);
    assertThat(known.at("/arms/taste/answers").asInt()).isEqualTo(7);
    assertThat(known.path("ties").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | arms",
        "{\"arms\":{\"a\":{}}} | arms",
        "{\"arms\":{\"a\":{},\"b\":{\"colour\":1}}} | colour",
        "{\"arms\":{\"a\":{},\"b\":{\"content\":-1}}} | content",
        "{\"arms\":{\"a\":{},\"b\":1}} | arms.b",
        "{\"arms\":{\"a\":{},\"b\":{}},\"policy\":\"best\"} | policy",
        "{\"arms\":{\"a\":{},\"b\":{}},\"mode\":\"mixed\"} | mode",
        "{\"arms\":{\"a\":{},\"b\":{}},\"mode\":\"interleave\",\"policy\":\"thompson\"} | policy",
        "{\"arms\":{\"a\":{},\"b\":{}},\"colour\":1} | colour",
        "[1] | JSON object",
      })
  void aBadDefinitionIsRefused(String body, String named, Rest rest) {
    assertRefused(rest.put(path(films), body), named);
  }

  @Test
  void withoutAnExperimentThereIsNone(Rest rest) {
    assertThat(recommend(films, "any").has("experiment")).isFalse();
    assertMissing(rest.get(path(films)), films.name());
    JsonNode none = rest.get(path(films) + "?allow_missing=true").orFail();
    assertThat(none.path("arms").isObject()).isTrue();
    assertThat(none.path("arms")).isEmpty();
    assertMissing(rest.delete(path(films)), films.name());
    assertMissing(rest.get(TestCatalog.API + "experiment-none/experiment"), "experiment-none");
  }
}
