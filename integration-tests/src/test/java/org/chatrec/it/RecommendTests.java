package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.assertItemBreakdowns;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.itemIds;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.FOOD;
import static org.chatrec.it.TestCatalog.SPACE;
import static org.chatrec.it.TestCatalog.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
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

/** Recommended and similar items, and that what is said of them is true. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecommendTests {
  private static final String FAN = "space-fan";

  private TestCatalog films;

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, "recommend-films", 3, 0);
    new Bulk().add("bare", Json.of("title", List.of(), "year", 1994)).sendAll(rest, films.name());
    films.like(FAN, "s1");
    films.like(FAN, "s3");
    films.events(event(FAN, "dislike", "f1")).orFail();
  }

  @Test
  void knowsWhatAFanLikes() {
    JsonNode answer = films.recommend("{'user_id':'space-fan','size':4,'diversity':0}").orFail();
    assertThat(answer.path("query_id").asText()).isNotEmpty();
    assertThat(answer.path("strategy").asText()).isEqualTo("hybrid");
    assertThat(itemIds(answer)).hasSize(4).doesNotContain("s1", "s3");
    // two items are little to go by: what many like may come after what is near them
    assertThat(itemIds(answer).subList(0, 3)).isSubsetOf(SPACE);
    assertItemBreakdowns(answer);
    for (JsonNode item : answer.path("items")) {
      assertThat(item.at("/source/title").asText()).isNotEmpty();
      assertThat(item.path("source").has(TestCatalog.VECTOR)).isFalse();
      assertThat(item.path("breakdown").has("content")).isTrue();
    }
    assertThat(scores(answer)).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void aStrangerGetsWhatIsPopular() {
    for (String strategy : List.of("auto", "hybrid", "content", "popular")) {
      JsonNode answer =
          films
              .recommend(
                  "{'user_id':'stranger','size':3,'diversity':0,'strategy':'%s'}"
                      .formatted(strategy))
              .orFail();
      assertThat(answer.path("strategy").asText()).isEqualTo("popular");
      assertThat(itemIds(answer)).containsExactly("f6", "f4", "s6");
      assertItemBreakdowns(answer);
    }
  }

  @Test
  void theStrategyThatWasAskedForIsTakenWhereItCanBe() {
    JsonNode content = films.recommend("{'user_id':'space-fan','strategy':'content'}").orFail();
    assertThat(content.path("strategy").asText()).isEqualTo("content");
    assertThat(list(content.path("items")))
        .allSatisfy(item -> assertThat(item.path("breakdown").has("popularity")).isFalse());
    JsonNode popular =
        films.recommend("{'user_id':'space-fan','strategy':'popular','diversity':0}").orFail();
    assertThat(popular.path("strategy").asText()).isEqualTo("popular");
    assertThat(itemIds(popular).getFirst()).isEqualTo("f6");
  }

  @Test
  void seenItemsAreLeftOutUnlessAskedFor() {
    String all = "{'user_id':'space-fan','size':50%s}";
    assertThat(itemIds(films.recommend(all.formatted("")).orFail()))
        .hasSize(11)
        .doesNotContain("s1", "s3", "f1");
    assertThat(itemIds(films.recommend(all.formatted(",'exclude_seen':false")).orFail()))
        .hasSize(14)
        .contains("s1", "s3", "f1");
  }

  @Test
  void onlyWhatTheFilterAllows() {
    String filter = ",'filter':{'bool':{'must_not':[{'term':{'genres':'scifi'}}]}}";
    for (String user : List.of(FAN, "stranger")) {
      JsonNode answer =
          films.recommend("{'user_id':'%s','size':50%s}".formatted(user, filter)).orFail();
      assertThat(itemIds(answer)).isNotEmpty().doesNotContainAnyElementsOf(SPACE.subList(0, 5));
      assertItemBreakdowns(answer);
    }
    JsonNode none = films.recommend("{'user_id':'space-fan','filter':{'match_none':{}}}").orFail();
    assertThat(none.path("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.2", "0.8", "1"})
  void diversityChangesTheChoiceAndNothingElse(String diversity) {
    JsonNode answer =
        films
            .recommend("{'user_id':'space-fan','size':5,'diversity':%s}".formatted(diversity))
            .orFail();
    assertThat(itemIds(answer)).hasSize(5).doesNotHaveDuplicates();
    assertItemBreakdowns(answer);
  }

  @Test
  void muchDiversityBringsInOtherTastes() {
    String body = "{'user_id':'space-fan','size':4,'diversity':%s}";
    List<String> plain = itemIds(films.recommend(body.formatted("0")).orFail());
    assertThat(plain.subList(0, 3)).isSubsetOf(SPACE);
    assertThat(itemIds(films.recommend(body.formatted("0.9")).orFail()).subList(0, 3))
        .anyMatch(id -> !SPACE.contains(id));
  }

  @Test
  void explorationKeepsItemsDistinct() {
    JsonNode answer = films.recommend("{'user_id':'space-fan','size':6,'exploration':1}").orFail();
    assertThat(itemIds(answer)).hasSize(6).doesNotHaveDuplicates();
    assertItemBreakdowns(answer);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{} | [user_id]",
        "{'user_id':''} | [user_id]",
        "{'user_id':5} | [user_id]",
        "{'user_id':'u','size':0} | [size]",
        "{'user_id':'u','size':201} | [size]",
        "{'user_id':'u','size':1.5} | [size]",
        "{'user_id':'u','diversity':1.1} | [diversity]",
        "{'user_id':'u','exploration':-0.1} | [exploration]",
        "{'user_id':'u','exclude_seen':'yes'} | [exclude_seen]",
        "{'user_id':'u','strategy':'magic'} | [strategy]",
        "{'user_id':'u','filter':[]} | [filter]",
        "{'user_id':'u','filter':{'no_such_query':{}}} | no_such_query",
        "{'user_id':'u','colour':'blue'} | [colour]",
      })
  void aBadRequestIsRefusedByTheFieldsName(String body, String named) {
    assertRefused(films.recommend(body), named);
  }

  @Test
  void becauseYouLikedIsTrue(Rest rest) {
    TestCatalog sequels = TestCatalog.ofFilms(rest, "recommend-sequels", 2, 0);
    ObjectNode sequel = Json.of("title", "Red Dust Colony Returns", "genres", List.of("scifi"));
    sequel.put("overview", "Astronauts rebuild a colony on Mars after a rocket fails");
    new Bulk().add("sequel", sequel).sendAll(rest, sequels.name());
    sequels.like(FAN, "s1");
    sequels.like(FAN, "s3");
    JsonNode answer = sequels.recommend("{'user_id':'space-fan','size':50}").orFail();
    int told = 0;
    for (JsonNode item : answer.path("items")) {
      for (JsonNode reason : item.path("reasons")) {
        if (reason.path("type").asText().equals("because_you_liked")) {
          assertTrue(sequels, item.path("id").asText(), reason);
          assertThat(reason.path("item_id").asText()).isIn("s1", "s3");
          told++;
        }
      }
    }
    assertThat(told).isPositive();
  }

  @Test
  void popularIsSaidOfPopularItemsAlone() {
    double pivot =
        films
            .rest()
            .get(TestCatalog.API + films.name())
            .orFail()
            .path("popularity_pivot")
            .asDouble();
    JsonNode answer = films.recommend("{'user_id':'stranger','size':50}").orFail();
    for (JsonNode item : answer.path("items")) {
      boolean said = item.path("reasons").findValuesAsText("type").contains("popular");
      assertThat(said).isEqualTo(item.at("/source/popularity").asDouble() >= pivot);
    }
  }

  @Test
  void similarItemsComeByCosineWithoutTheItemItself() {
    for (String id : List.of("s1", "f2", "w1")) {
      JsonNode answer = films.similar(id, 50).orFail();
      Map<String, float[]> vectors = new HashMap<>();
      itemIds(answer).forEach(other -> vectors.put(other, films.vector(other)));
      assertThat(vectors).as("all that have a vector").hasSize(12).doesNotContainKey(id);
      float[] own = films.vector(id);
      for (JsonNode item : answer.path("items")) {
        float[] vector = vectors.get(item.path("id").asText());
        assertThat(item.path("score").asDouble())
            .isCloseTo(Similarity.interest(vector, own), within(1e-5));
        item.path("reasons").forEach(reason -> assertTrue(films, item.path("id").asText(), reason));
      }
      assertThat(scores(answer)).isSortedAccordingTo(Comparator.reverseOrder());
      assertItemBreakdowns(answer);
    }
    assertThat(itemIds(films.similar("f2", 3).orFail())).hasSize(3).isSubsetOf(FOOD);
  }

  @Test
  void similarToNothingIsRefused() {
    assertMissing(films.similar("no-such-item", 3), "no-such-item");
    assertRefused(films.similar("s1", 0), "[size]");
    assertRefused(films.similar("s1", 201), "[size]");
    assertRefused(
        films.rest().get(TestCatalog.API + films.name() + "/items/s1/similar?size=many"), "size");
    Rest.Answer bare = films.similar("bare", 3);
    assertThat(bare.status()).isEqualTo(409);
    assertThat(bare.body().at("/error/reason").asText()).contains("bare", "item_vector");
  }

  /** The cosine is that of the stored vectors, and what both share both have. */
  private static void assertTrue(TestCatalog catalog, String id, JsonNode reason) {
    String other = reason.path("item_id").asText();
    assertThat(reason.path("similarity").asDouble())
        .isCloseTo(Similarity.cosine(catalog.vector(id), catalog.vector(other)), within(6e-4));
    JsonNode mine = catalog.source(id);
    JsonNode theirs = catalog.source(other);
    assertThat(reason.path("title")).isEqualTo(theirs.path("title"));
    reason
        .path("shared")
        .fields()
        .forEachRemaining(
            shared ->
                shared
                    .getValue()
                    .forEach(
                        value -> {
                          assertThat(list(mine.path(shared.getKey()))).contains(value);
                          assertThat(list(theirs.path(shared.getKey()))).contains(value);
                        }));
  }

  private static List<Double> scores(JsonNode answer) {
    List<Double> scores = new ArrayList<>();
    answer.path("items").forEach(item -> scores.add(item.path("score").asDouble()));
    return scores;
  }
}
