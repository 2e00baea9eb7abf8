package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.TOLERANCE;
import static org.chatrec.it.Answers.assertBreakdowns;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.hits;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.scores;
import static org.chatrec.it.TestCatalog.API;
import static org.chatrec.it.TestCatalog.FOOD;
import static org.chatrec.it.TestCatalog.SPACE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Plain searches that name a user, through the pipeline that {@code create} makes. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonalSearchTests {
  private static final String NAME = "personal-films";
  private static final String COOK = "cook";
  private static final String PILOT = "pilot";
  private static final String DRAMA =
      "{'size':20,'query':{'match':{'overview':'a'}},'aggs':{'g':{'terms':{'field':'genres'}}}%s}";

  private TestCatalog films;

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, NAME, 2, 0);
    List.of("f1", "f2", "f5").forEach(item -> films.like(COOK, item));
    List.of("s1", "s2", "s5").forEach(item -> films.like(PILOT, item));
  }

  @Test
  void createMakesThePipelineTheDefault(Rest rest) {
    JsonNode settings = rest.get("/" + NAME + "/_settings?flat_settings=true").orFail();
    String pipeline = settings.at("/" + NAME + "/settings/index.search.default_pipeline").asText();
    JsonNode made = rest.get("/_search/pipeline/" + pipeline).orFail().path(pipeline);
    assertThat(made.at("/request_processors/0/personalize/catalog").asText()).isEqualTo(NAME);
    assertThat(made.at("/response_processors/0/diversify/field").asText()).isEqualTo("item_vector");
  }

  @Test
  void aSearchThatNamesAUserIsRankedForThatUser() {
    JsonNode personal = films.search(named(DRAMA, COOK)).orFail();
    assertBreakdowns(personal);
    assertSame(personal, rescored(DRAMA, COOK, ""));
    assertThat(position(personal, FOOD)).isLessThan(position(plain(DRAMA), FOOD));
    assertThat(ids(personal)).isNotEqualTo(ids(films.search(named(DRAMA, PILOT)).orFail()));
    assertThat(personal.at("/hits/total")).isEqualTo(plain(DRAMA).at("/hits/total"));
    assertThat(personal.path("aggregations")).isEqualTo(plain(DRAMA).path("aggregations"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",'ext':{'chatrec':{}}",
        ",'ext':{'chatrec':{'user_id':'cook','personalize':false}}",
        ",'ext':{'chatrec':{'diversity':0}}",
        ",'ext':{'chatrec':{'exploration':0}}"
      })
  void aSearchThatNamesNobodyIsUntouched(String section) {
    String body = DRAMA.formatted(section);
    ObjectNode here = (ObjectNode) films.search(body).orFail();
    ObjectNode there = (ObjectNode) plain(DRAMA);
    here.remove("took");
    there.remove("took");
    assertThat(here).isEqualTo(there);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'size':0,'query':{'match_all':{}},'aggs':{'g':{'terms':{'field':'genres'}}}",
        "'query':{'match_all':{}},'sort':[{'year':'asc'}]",
        "'query':{'match_all':{}},'sort':[{'year':'asc'}],'search_after':[1997]",
        "'query':{'match_all':{}},'collapse':{'field':'genres'}",
      })
  void anOrderOrFoldingThatTheRequestAsksForStays(String body) {
    JsonNode plain = plain("{" + body + "%s}");
    JsonNode personal = films.search("{" + body + user(COOK) + "}").orFail();
    assertThat(personal.path("hits")).isEqualTo(plain.path("hits"));
    assertThat(personal.path("aggregations")).isEqualTo(plain.path("aggregations"));
  }

  @Test
  void aScrollIsNotRescored(Rest rest) {
    JsonNode first =
        rest.post(
                "/" + NAME + "/_search?scroll=1m",
                Json.object("{'size':5,'query':{'match_all':{}}" + user(COOK) + "}").toString())
            .orFail();
    assertThat(hits(first)).hasSize(5);
    String scroll = Json.of("scroll_id", first.path("_scroll_id")).toString();
    assertThat(hits(rest.post("/_search/scroll", scroll).orFail())).hasSize(5);
    // a scroll's id is in the body, which this client sends with POST and PUT only
    rest.delete("/_search/scroll/_all").orFail();
  }

  @Test
  void aPointInTimeIsPersonalThroughTheNamedPipeline(Rest rest) {
    String pit =
        rest.post("/" + NAME + "/_search/point_in_time?keep_alive=1m", "")
            .orFail()
            .path("pit_id")
            .asText();
    ObjectNode body = named(DRAMA, COOK);
    body.set("pit", Json.of("id", pit));
    JsonNode found =
        rest.post("/_search?search_pipeline=chatrec-" + NAME, body.toString()).orFail();
    assertSame(found, rescored(DRAMA, COOK, ""));
    rest.delete("/_search/point_in_time/_all").orFail();
  }

  @Test
  void pagesFollowOneAnother() {
    List<String> all = ids(films.search(named(DRAMA, COOK)).orFail());
    List<String> pages = new ArrayList<>();
    for (int from = 0; from < all.size(); from += 3) {
      ObjectNode page = named(DRAMA, COOK).put("from", from).put("size", 3);
      pages.addAll(ids(films.search(page).orFail()));
    }
    assertThat(pages).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'user_id':'cook',",
        "'retrieval':'hybrid','user_id':'pilot',",
        "'weights':{'lexical':1},"
      })
  void explorationShowsLowerRankedItemsAndLosesNone(String who) {
    List<String> best = ids(films.search(DRAMA.formatted(breakdown(who))).orFail());
    String exploring = DRAMA.formatted(breakdown(who + "'exploration':1,"));
    JsonNode explored = films.search(exploring).orFail();
    assertBreakdowns(explored);
    int half = best.size() / 2;
    List<String> all = ids(explored);
    assertThat(half).isPositive();
    assertThat(all.subList(0, half)).doesNotContainAnyElementsOf(best.subList(0, half));
    List<String> pages = new ArrayList<>();
    for (int from = 0; from < all.size(); from += 3) {
      ObjectNode page = Json.object(exploring).put("from", from).put("size", 3);
      pages.addAll(ids(films.search(page).orFail()));
    }
    assertThat(pages.subList(0, all.size())).isEqualTo(all).doesNotHaveDuplicates();
  }

  @Test
  void rescorersOfTheRequestComeFirst() {
    String rescore =
        "{'window_size':50,'query':{'query_weight':0,'rescore_query':{'constant_score':{'boost':7,"
            + "'filter':{'term':{'genres':'drama'}}}}}}";
    JsonNode personal =
        films
            .search(DRAMA.formatted(",'rescore':" + rescore + breakdown("'user_id':'cook',")))
            .orFail();
    assertBreakdowns(personal);
    for (JsonNode hit : hits(personal)) {
      boolean drama = hit.at("/_source/genres/0").asText().equals("drama");
      assertThat(hit.at("/fields/_chatrec/0/lexical").asDouble())
          .isCloseTo(drama ? 0.2 : 0, within(TOLERANCE));
    }
  }

  @Test
  void aRequestThatRanksItselfIsNotRankedTwice() {
    String own =
        ",'rescore':{'window_size':50,'interest':{'catalog':'"
            + NAME
            + "','user_id':'pilot'}}"
            + breakdown("'user_id':'cook',");
    assertSame(films.search(DRAMA.formatted(own)).orFail(), rescored(DRAMA, PILOT, ""));
  }

  @Test
  void theRequestsWeightsCount() {
    String section = breakdown("'user_id':'cook','weights':{'content':2,'popularity':0},");
    JsonNode found = films.search(DRAMA.formatted(section)).orFail();
    assertSame(found, rescored(DRAMA, COOK, ",'weights':{'content':2,'popularity':0}"));
    assertThat(hits(found)).allMatch(hit -> !hit.at("/fields/_chatrec/0").has("popularity"));
  }

  @Test
  void aWholeTitleLeavesLessToTasteThanItsWords() {
    String asked = "{'size':20,'explain':true,'query':{'match':{'title':'%s'}}%%s}";
    String title = asked.formatted("salt AND butter!");
    String words = asked.formatted("butter and salt");
    double titles = tasteWeight(rescored(title, COOK, ""));
    double others = tasteWeight(rescored(words, COOK, ""));
    assertThat(titles).isGreaterThan(0).isLessThanOrEqualTo(0.2 * others + TOLERANCE);
    assertThat(tasteWeight(films.search(named(title, COOK).put("explain", true)).orFail()))
        .isEqualTo(titles);
    assertThat(tasteWeight(films.search(named(words, COOK).put("explain", true)).orFail()))
        .isEqualTo(others);
    String more = ",'weights':{'content':0.15}";
    assertThat(tasteWeight(rescored(title, COOK, more))).isEqualTo(0.15);
    assertThat(tasteWeight(rescored(words, COOK, more))).isEqualTo(0.15);
  }

  /** What likeness to the person's interests counts in every hit of an explained search. */
  private static double tasteWeight(JsonNode found) {
    assertBreakdowns(found);
    Set<Double> weights = new HashSet<>();
    for (JsonNode hit : hits(found)) {
      for (JsonNode part : hit.at("/_explanation/details")) {
        if (part.path("description").asText().startsWith("content")) {
          weights.add(part.at("/details/0/value").asDouble());
        }
      }
    }
    assertThat(weights).hasSize(1);
    return weights.iterator().next();
  }

  @ParameterizedTest
  @ValueSource(strings = {"somebody new", "löschen/../x", "\u0000"})
  void aUserNobodyKnowsIsRankedAsEverybody(String user) {
    ObjectNode body = Json.object(DRAMA.formatted(breakdown("'user_id':'?',")));
    ((ObjectNode) body.at("/ext/chatrec")).put("user_id", user);
    JsonNode found = films.search(body).orFail();
    assertSame(found, rescored(DRAMA, "nobody", ""));
    assertThat(hits(found)).allMatch(hit -> !hit.at("/fields/_chatrec/0").has("content"));
  }

  @Test
  void whatIsCachedForOneIsNotShownToAnother(Rest rest) {
    Map<String, List<String>> own = new HashMap<>();
    for (String user : List.of(COOK, PILOT, "nobody")) {
      own.put(user, ids(films.search(named(DRAMA, user)).orFail()));
    }
    for (int round = 0; round < 3; round++) {
      own.forEach(
          (user, ids) ->
              assertThat(
                      ids(
                          rest.post(
                                  "/" + NAME + "/_search?request_cache=true",
                                  named(DRAMA, user).toString())
                              .orFail()))
                  .isEqualTo(ids));
    }
  }

  @Test
  void whatAUserDoesCountsInTheNextSearch() {
    String body = "{'size':20,'query':{'match_all':{}}" + user("fresh") + "}";
    List<String> before = ids(films.search(body).orFail());
    films.like("fresh", "w1");
    List<String> after = ids(films.search(body).orFail());
    assertThat(after.indexOf("w1")).isLessThan(before.indexOf("w1"));
  }

  @Test
  void manySearchesAndTemplatesArePersonalToo(Rest rest) {
    JsonNode many =
        rest.postLines(
                "/_msearch",
                "{\"index\":\"%s\"}\n%s\n{\"index\":\"%s\"}\n%s\n"
                    .formatted(NAME, named(DRAMA, COOK), NAME, named(DRAMA, PILOT)))
            .orFail();
    assertThat(ids(many.at("/responses/0")))
        .isEqualTo(ids(films.search(named(DRAMA, COOK)).orFail()));
    assertThat(ids(many.at("/responses/1")))
        .isEqualTo(ids(films.search(named(DRAMA, PILOT)).orFail()));
    ObjectNode template =
        Json.of("source", named(DRAMA, "{{who}}"), "params", Json.of("who", COOK));
    JsonNode found = rest.post("/" + NAME + "/_search/template", template.toString()).orFail();
    assertThat(ids(found)).isEqualTo(ids(films.search(named(DRAMA, COOK)).orFail()));
  }

  @Test
  void hybridFindsWhatWordsDoNot() {
    String words = "{'size':20,'query':{'match':{'overview':'astronaut'}}%s}";
    JsonNode lexical = films.search(named(words, "nobody")).orFail();
    assertThat(ids(lexical)).containsExactly("s2");
    JsonNode hybrid = films.search(hybrid(words, "nobody")).orFail();
    assertBreakdowns(hybrid);
    assertThat(ids(hybrid).subList(0, 3)).isSubsetOf(SPACE).startsWith("s2");
    assertThat(part(hybrid, "s2", "lexical"))
        .isCloseTo(part(lexical, "s2", "lexical"), within(TOLERANCE));
    for (JsonNode hit : hits(hybrid)) {
      assertThat(hit.at("/fields/_chatrec/0").has("semantic")).isTrue();
      if (!hit.path("_id").asText().equals("s2")) {
        assertThat(hit.at("/fields/_chatrec/0/lexical").asDouble()).isZero();
      }
    }
  }

  @Test
  void hybridKeepsTheConditions() {
    String words =
        "{'size':20,'query':{'bool':{'must':[{'match':{'overview':'astronaut'}},{'range':{'year':"
            + "{'gte':1993}}}],'filter':[{'term':{'genres':'scifi'}}],'must_not':[{'ids':"
            + "{'values':['s3']}}]}}%s}";
    JsonNode found = films.search(hybrid(words, COOK)).orFail();
    assertThat(ids(found)).containsExactlyInAnyOrder("s1", "s2", "s5");
  }

  @Test
  void hybridBringsWhatTheUserLikesNear() {
    String all = "{'size':20,'query':{'match':{'title':'harbour'}}%s}";
    JsonNode found = films.search(hybrid(all, COOK)).orFail();
    assertThat(ids(found)).contains("w1").containsAll(FOOD);
    assertThat(part(found, "f1", "content")).isGreaterThan(part(found, "s3", "content"));
  }

  @Test
  void theTextMayBeSaidApart() {
    String all = "{'size':20,'query':{'term':{'genres':'scifi'}}%s}";
    String said = breakdown("'user_id':'nobody','retrieval':'hybrid','text':'signals of aliens',");
    JsonNode found = films.search(all.formatted(said)).orFail();
    assertThat(ids(found)).hasSize(5).isSubsetOf(SPACE);
    assertThat(part(found, "s5", "semantic")).isGreaterThan(part(found, "s4", "semantic"));
  }

  /** A text that is named apart is a search of nobody in particular as well. */
  @Test
  void theTextRanksWithoutAUser() {
    String all = "{'size':20,'query':{'match_all':{}}%s}";
    JsonNode found =
        films.search(all.formatted(breakdown("'text':'astronaut in orbit',"))).orFail();
    assertThat(ids(found)).contains("s2").doesNotContainAnyElementsOf(FOOD);
    assertBreakdowns(found);
    assertThat(part(found, "s2", "lexical")).isPositive();
    String hybrid = breakdown("'text':'astronaut in orbit','retrieval':'hybrid',");
    assertThat(ids(films.search(all.formatted(hybrid)).orFail())).startsWith("s2");
  }

  @Test
  void theWeightOfMeaningMayBeSaid() {
    String words = "{'size':20,'query':{'match':{'overview':'astronaut'}}%s}";
    String none = breakdown("'user_id':'nobody','retrieval':'hybrid','weights':{'semantic':0},");
    JsonNode found = films.search(words.formatted(none)).orFail();
    assertThat(hits(found)).allMatch(hit -> !hit.at("/fields/_chatrec/0").has("semantic"));
  }

  @Test
  void hybridScoresTheSameInOneShardAndInThree(Rest rest) {
    String words = "{'size':20,'query':{'match':{'overview':'a space cook'}}%s}";
    Map<String, Double> one = null;
    for (int shards : List.of(1, 3)) {
      TestCatalog split = TestCatalog.ofFilms(rest, "personal-" + shards, shards, 0);
      List.of("f1", "s5").forEach(item -> split.like("both", item));
      JsonNode found =
          rest.post(
                  "/personal-" + shards + "/_search?search_type=dfs_query_then_fetch",
                  hybrid(words, "both").toString())
              .orFail();
      assertBreakdowns(found);
      Map<String, Double> scores = scores(found);
      if (one != null) {
        for (Map.Entry<String, Double> entry : one.entrySet()) {
          assertThat(scores.get(entry.getKey())).isCloseTo(entry.getValue(), within(1e-3));
        }
      }
      one = scores;
    }
  }

  @Test
  void explainShowsTheWordsOwnScore() {
    ObjectNode body =
        hybrid("{'size':20,'query':{'match':{'overview':'astronaut'}}%s}", COOK)
            .put("explain", true);
    JsonNode found = films.search(body).orFail();
    for (JsonNode hit : hits(found)) {
      assertThat(hit.at("/_explanation/value").asDouble())
          .isCloseTo(hit.path("_score").asDouble(), within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{'user_id':' '} | [user_id]",
        "{'user_id':'u','colour':1} | [colour]",
        "{'user_id':'u','weights':{'looks':1}} | looks",
        "{'user_id':'u','weights':{'content':-1}} | content",
        "{'user_id':'u','retrieval':'magic'} | lexical",
        "{'user_id':'u','text':''} | [text]",
        "{'user_id':'u','diversity':2} | [diversity]",
        "{'user_id':'u','exploration':1.01} | [exploration]",
        "{'user_id':'u','exploration':-0.5} | [exploration]",
        "{'user_id':'u','exploration':'often'} | [exploration]",
        "{'user_id':'u','personalize':'often'} | [personalize]",
        "{'text':'a star','rerank':{'model':'bge-small-en-v1.5'}} | [rerank]",
        "{'text':'a star','rerank':{'model':'nobody-has-it'}} | [rerank]",
        "{'text':'a star','rerank':{'top':0}} | [rerank",
      })
  void aBadSectionIsRefusedByTheFieldsName(String section, String named) {
    ObjectNode body = Json.of("ext", Json.of("chatrec", Json.object(section)));
    assertRefused(films.search(body), named);
  }

  @Test
  void aModelThatIsNotThereIsToldWhateverIsShownOfTheHits() {
    String body =
        "{'_source':false,'query':{'match':{'overview':'star'}},'ext':{'chatrec':{'rerank':{'model':'nobody-has-it'}}}}";
    assertRefused(films.search(Json.object(body)), "nobody-has-it");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{} | [catalog]",
        "{'catalog':7} | [catalog]",
        "{'catalog':'c','window_size':0} | [window_size]",
        "{'catalog':'c','window_size':'big'} | [window_size]",
        "{'catalog':'c','weights':{'looks':1}} | [weights]",
        "{'catalog':'c','weights':{'content':'much'}} | [weights]",
        "{'catalog':'c','weights':[1]} | [weights]",
        "{'catalog':'c','lexical_pivot':0} | [lexical_pivot]",
        "{'catalog':'c','retrieval':'magic'} | [retrieval]",
        "{'catalog':'c','k':0} | [k]",
        "{'catalog':'c','colour':1} | colour",
      })
  void aBadProcessorIsRefusedByTheSettingsName(String settings, String named, Rest rest) {
    ObjectNode pipeline =
        Json.of("request_processors", List.of(Json.of("personalize", Json.object(settings))));
    assertRefused(rest.put("/_search/pipeline/personal-bad", pipeline.toString()), named);
  }

  @Test
  void aPipelineOfACatalogueThatIsNotThereSaysSo() {
    ObjectNode body = named(DRAMA, COOK);
    body.set(
        "search_pipeline",
        Json.object("{'request_processors':[{'personalize':{'catalog':'gone'}}]}"));
    Answers.assertMissing(films.search(body), "gone");
  }

  @Test
  void aDeletedCatalogueLeavesPlainSearchesBehind(Rest rest) {
    TestCatalog brief = TestCatalog.ofFilms(rest, "personal-brief", 1, 0);
    brief.like(COOK, "f1");
    String body = "{'query':{'match_all':{}}" + user(COOK) + "}";
    JsonNode plain = brief.search("{'query':{'match_all':{}}}").orFail();
    assertThat(ids(brief.search(body).orFail())).isNotEqualTo(ids(plain));
    rest.delete(API + "personal-brief").orFail();
    assertThat(ids(brief.search(body).orFail())).isEqualTo(ids(plain));
    assertThat(rest.get("/_search/pipeline/chatrec-personal-brief").status()).isEqualTo(404);
    assertThat(rest.delete(API + "personal-brief").status()).isEqualTo(404);
    rest.put(API + "personal-brief", TestCatalog.declaration("personal-brief", 1, 0).toString())
        .orFail();
    assertThat(ids(brief.search(body).orFail())).isNotEqualTo(ids(plain));
  }

  @Test
  void aPipelineThatAnotherIndexUsesStays(Rest rest) {
    TestCatalog lent = TestCatalog.ofFilms(rest, "personal-lent", 1, 0);
    rest.put(
            "/personal-borrower",
            Json.object("{'settings':{'index.search.default_pipeline':'chatrec-personal-lent'}}")
                .toString())
        .orFail();
    rest.delete(API + lent.name()).orFail();
    assertThat(rest.post("/personal-borrower/_search", "{}").status()).isEqualTo(200);
    assertThat(lent.search("{'query':{'match_all':{}}}").status()).isEqualTo(200);
  }

  private JsonNode plain(String body) {
    return films
        .rest()
        .post(
            "/" + NAME + "/_search?search_pipeline=_none",
            Json.object(body.formatted("")).toString())
        .orFail();
  }

  private JsonNode rescored(String body, String user, String more) {
    String rescore =
        ",'rescore':{'window_size':200,'interest':{'catalog':'%s','user_id':'%s'%s}}%s"
            .formatted(NAME, user, more, breakdown(""));
    return films
        .rest()
        .post(
            "/" + NAME + "/_search?search_pipeline=_none",
            Json.object(body.formatted(rescore)).toString())
        .orFail();
  }

  private static ObjectNode named(String body, String user) {
    return Json.object(body.formatted(breakdown("'user_id':'" + user + "',")));
  }

  private static ObjectNode hybrid(String body, String user) {
    return Json.object(body.formatted(breakdown("'retrieval':'hybrid','user_id':'" + user + "',")));
  }

  private static String user(String user) {
    return ",'ext':{'chatrec':{'user_id':'" + user + "'}}";
  }

  private static String breakdown(String more) {
    return ",'ext':{'chatrec':{" + more + "'breakdown':true}}";
  }

  private static double part(JsonNode search, String id, String part) {
    return hits(search).stream()
        .filter(hit -> hit.path("_id").asText().equals(id))
        .findFirst()
        .orElseThrow()
        .at("/fields/_chatrec/0/" + part)
        .asDouble();
  }

  /** The mean place of some items. */
  private static double position(JsonNode search, List<String> items) {
    List<String> ids = ids(search);
    return items.stream().filter(ids::contains).mapToInt(ids::indexOf).average().orElseThrow();
  }

  private static void assertSame(JsonNode one, JsonNode other) {
    assertThat(ids(one)).isNotEmpty().isEqualTo(ids(other));
    Map<String, Double> scores = scores(other);
    scores(one)
        .forEach((id, score) -> assertThat(score).isCloseTo(scores.get(id), within(TOLERANCE)));
  }
}
