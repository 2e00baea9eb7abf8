package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.TOLERANCE;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.hits;
import static org.chatrec.it.Answers.ids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The processors {@code diversify}, against maximal marginal relevance computed here. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiversifyTests {
  private static final String NAME = "varied-films";
  private static final List<String> BARE = List.of("b1", "b2");

  private final Map<String, float[]> vectors = new HashMap<>();
  private TestCatalog films;
  private List<String> plain;
  private Map<String, Double> scores;

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, NAME, 2, 0);
    TestCatalog.films()
        .forEach(
            film -> vectors.put(film.path("id").asText(), films.vector(film.path("id").asText())));
    Bulk bare = new Bulk();
    BARE.forEach(id -> bare.add(id, Json.of("year", 2000)));
    bare.sendAll(rest, NAME);
    JsonNode all = films.search(like(20)).orFail();
    plain = ids(all);
    scores = Answers.scores(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"response", "both"})
  void choosesByMarginalRelevance(String parts) {
    for (double lambda : List.of(1.0, 0.7, 0.3, 0.0)) {
      JsonNode found = search(like(6), parts, "'lambda':" + lambda);
      assertThat(ids(found)).as("%s", lambda).isEqualTo(expected(plain, lambda).subList(0, 6));
      assertThat(found.at("/hits/total/value").asInt()).isEqualTo(15);
      assertThat(found.at("/hits/max_score").asDouble())
          .isCloseTo(scores.get(plain.getFirst()), within(TOLERANCE));
    }
  }

  @Test
  void thePipelinesSizeIsTheMostThatIsShown() {
    List<String> few = plain.subList(0, 8);
    for (String parts : List.of("response", "both")) {
      JsonNode found = search(like(8), parts, "'size':3,'lambda':0.4");
      // who asks for more than is shown has chosen the candidates
      assertThat(ids(found)).isEqualTo(expected(few, 0.4).subList(0, 3));
      assertThat(ids(search(like(2), parts, "'size':3,'lambda':0.4")))
          .isEqualTo(expected(plain, 0.4).subList(0, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"response", "both"})
  void pagesFollowOneAnother(String parts) {
    List<String> pages = new ArrayList<>();
    for (int from = 0; from < 20; from += 4) {
      pages.addAll(ids(search(like(4).put("from", from), parts, "'lambda':0.3")));
    }
    assertThat(pages).isEqualTo(expected(plain, 0.3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"response", "both"})
  void hitsAreShownAsTheRequestWantsThem(String parts) {
    String shape =
        ",'_source':['title'],'fields':['year'],'docvalue_fields':['genres'],'version':true,"
            + "'aggs':{'g':{'terms':{'field':'genres'}}},'highlight':{'fields':{'title':{}}}";
    JsonNode wanted = films.search(like(20, shape)).orFail();
    Map<String, JsonNode> byId = new HashMap<>();
    shown(wanted).forEach(hit -> byId.put(hit.path("_id").asText(), hit));
    JsonNode found = search(like(5, shape), parts, "'lambda':0.2");
    assertThat(shown(found))
        .hasSize(5)
        .allSatisfy(hit -> assertThat(hit).isEqualTo(byId.get(hit.path("_id").asText())));
    assertThat(found.path("aggregations")).isEqualTo(wanted.path("aggregations"));
    assertThat(found.has("profile")).isFalse();
    JsonNode asked = search(like(5, ",'fields':['item_vector']"), parts, "'lambda':0.2");
    assertThat(hits(asked).getFirst().at("/fields/item_vector")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'sort':[{'year':'asc'}]",
        ",'collapse':{'field':'genres'}",
        ",'sort':[{'year':'asc'}],'search_after':[1997]",
        ",'ext':{'chatrec':{'diversity':0}}",
      })
  void leavesWhatIsNoOrderByScoreAlone(String more) {
    JsonNode alone = films.search(like(5, more)).orFail();
    for (String parts : List.of("response", "both")) {
      assertThat(shown(search(like(5, more), parts, "'lambda':0.1")))
          .isNotEmpty()
          .isEqualTo(shown(alone));
    }
    assertThat(hits(search(like(0), "both", "'lambda':0.1"))).isEmpty();
  }

  @Test
  void theRequestsDiversityCounts() {
    JsonNode found = search(like(6, ",'ext':{'chatrec':{'diversity':0.6}}"), "both", "'lambda':1");
    assertThat(ids(found)).isEqualTo(expected(plain, 0.4).subList(0, 6));
  }

  @Test
  void theDefaultPipelineVariesOnRequest() {
    assertThat(ids(films.search(like(6)).orFail())).isEqualTo(plain.subList(0, 6));
    JsonNode asked = films.search(like(6, ",'ext':{'chatrec':{'diversity':0.6}}")).orFail();
    assertThat(ids(asked)).isEqualTo(expected(plain, 0.4).subList(0, 6));
  }

  @Test
  void aPersonalSearchMayBeVaried() {
    films.like("both", "s1");
    films.like("both", "f1");
    String personal = ",'ext':{'chatrec':{'user_id':'both','diversity':0.5,'breakdown':true}}";
    JsonNode found =
        films.search(Json.object("{'size':6,'query':{'match_all':{}}" + personal + "}")).orFail();
    Answers.assertBreakdowns(found);
    assertThat(hits(found)).hasSize(6);
  }

  @Test
  void nothingFoundIsNothingShown() {
    ObjectNode nothing = Json.object("{'query':{'match':{'title':'xylophone'}}}");
    assertThat(hits(search(nothing, "response", "'lambda':0.5"))).isEmpty();
    assertThat(hits(search(nothing, "both", "'lambda':0.5"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{} | [field]",
        "{'field':'v','lambda':1.5} | [lambda]",
        "{'field':'v','lambda':'high'} | [lambda]",
        "{'field':'v','size':0} | [size]",
        "{'field':'v','candidates':0} | [candidates]",
        "{'field':'v','when':'never'} | [when]",
        "{'field':'v','colour':1} | colour",
      })
  void aBadProcessorIsRefusedByTheSettingsName(String settings, String named, Rest rest) {
    List<ObjectNode> bad = List.of(Json.of("diversify", Json.object(settings)));
    for (String part : List.of("request_processors", "response_processors")) {
      assertRefused(rest.put("/_search/pipeline/varied-bad", Json.of(part, bad).toString()), named);
    }
  }

  private JsonNode search(ObjectNode body, String parts, String settings) {
    List<ObjectNode> diversify =
        List.of(Json.of("diversify", Json.object("{'field':'item_vector'," + settings + "}")));
    ObjectNode pipeline = Json.of("response_processors", diversify);
    if (parts.equals("both")) {
      pipeline.set("request_processors", pipeline.get("response_processors"));
    }
    body.set("search_pipeline", pipeline);
    return films.search(body).orFail();
  }

  /** Hits without their scores, whose last digit a node computes one way or another. */
  private static List<JsonNode> shown(JsonNode search) {
    List<JsonNode> shown = new ArrayList<>();
    for (JsonNode hit : hits(search)) {
      ObjectNode copy = hit.deepCopy();
      copy.remove("_score");
      shown.add(copy);
    }
    return shown;
  }

  private static ObjectNode like(int size) {
    return like(size, "");
  }

  private static ObjectNode like(int size, String more) {
    return Json.object(
        "{'size':%d,'query':{'interest':{'field':'item_vector','items':['s2','f1']}}%s}"
            .formatted(size, more));
  }

  /** Greedy choice as the paper has it; hits without a vector stay where they were. */
  private List<String> expected(List<String> candidates, double lambda) {
    double highest = candidates.stream().mapToDouble(scores::get).max().orElseThrow();
    double lowest = candidates.stream().mapToDouble(scores::get).min().orElseThrow();
    List<String> left = new ArrayList<>(candidates);
    left.removeAll(BARE);
    List<String> order = new ArrayList<>();
    for (String place : candidates) {
      if (BARE.contains(place)) {
        order.add(place);
        continue;
      }
      String best = left.getFirst();
      for (String other : left) {
        if (value(other, order, lambda, lowest, highest)
            > value(best, order, lambda, lowest, highest)) {
          best = other;
        }
      }
      left.remove(best);
      order.add(best);
    }
    return order;
  }

  private double value(
      String id, List<String> chosen, double lambda, double lowest, double highest) {
    double closest =
        chosen.stream()
            .filter(other -> !BARE.contains(other))
            .mapToDouble(other -> Similarity.cosine(vectors.get(id), vectors.get(other)))
            .max()
            .orElse(0);
    double relevance = (scores.get(id) - lowest) / (highest - lowest);
    return lambda * relevance - (1 - lambda) * closest;
  }
}
