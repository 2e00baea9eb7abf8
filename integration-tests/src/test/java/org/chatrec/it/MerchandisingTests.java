package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter that always holds, and rules that hide, boost and pin. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MerchandisingTests {

  private static final String NAME = "merchandising";
  private static final String RULES = API + NAME + "/rules/";

  private Rest rest;
  private TestCatalog films;

  @BeforeAll
  void filmsUntilTwoThousandFive(Rest node) {
    rest = node;
    films = TestCatalog.ofFilms(node, NAME, 2, 0);
    declare("{'range':{'year':{'lte':2005}}}");
    films.like("ann", "s1");
  }

  private void declare(String filter) {
    ObjectNode declaration = TestCatalog.declaration(NAME, 2, 0);
    declaration.remove("create");
    declaration.set("filter", Json.object(filter));
    rest.put(API + NAME, declaration.toString()).orFail();
  }

  @AfterEach
  void noRules() {
    rest.get(API + NAME + "/rules")
        .orFail()
        .path("rules")
        .fieldNames()
        .forEachRemaining(id -> rest.delete(RULES + id).orFail());
  }

  private void rule(String id, String body) {
    rest.put(RULES + id, Json.object(body).toString()).orFail();
  }

  private List<String> found(String query, String ext) {
    ObjectNode body = Json.of("size", 20, "query", Json.object(query));
    if (!ext.isEmpty()) {
      body.set("ext", Json.of("chatrec", Json.object(ext)));
    }
    return Answers.ids(films.search(body).orFail());
  }

  @Test
  void theFilterHoldsForEveryAnswer() {
    assertThat(found("{'match_all':{}}", "")).contains("s1").doesNotContain("s6", "f4", "f6");
    assertThat(found("{'match_all':{}}", "{'user_id':'ann'}")).doesNotContain("s6", "f4", "f6");
    assertThat(found("{'match':{'title':'shuttle'}}", "{'user_id':'ann','retrieval':'hybrid'}"))
        .isNotEmpty()
        .doesNotContain("s6");
    assertThat(Answers.itemIds(films.recommend("{'user_id':'ann','size':20}").orFail()))
        .isNotEmpty()
        .doesNotContain("s6", "f4", "f6");
    assertThat(Answers.itemIds(films.similar("s1", 20).orFail())).isNotEmpty().doesNotContain("s6");
    JsonNode chat = films.chat("{'message':'a space shuttle','explain':'none'}").orFail();
    assertThat(list(chat.path("hits"))).isNotEmpty();
    assertThat(chat.path("hits").findValuesAsText("id")).doesNotContain("s6");
  }

  @Test
  void aFilterSaysNothingOfTheWordsWhereThereAreNone() {
    rule("gone", "{'hide':['f1']}");
    JsonNode answer =
        films
            .search(
                Json.object(
                    "{'query':{'match_all':{}},"
                        + "'ext':{'chatrec':{'user_id':'ann','breakdown':true}}}"))
            .orFail();
    Answers.assertBreakdowns(answer);
    assertThat(list(answer.at("/hits/hits")))
        .isNotEmpty()
        .allSatisfy(hit -> assertThat(hit.at("/fields/_chatrec/0/lexical").asDouble()).isZero());
  }

  @Test
  void aFilterThatIsNoQueryIsRefusedByName() {
    ObjectNode declaration = TestCatalog.declaration(NAME, 2, 0);
    declaration.remove("create");
    declaration.set("filter", Json.object("{'no_such_query':{'a':1}}"));
    assertRefused(rest.put(API + NAME, declaration.toString()), "[filter]");
    ObjectNode making = TestCatalog.declaration("unmade", 1, 0);
    making.set("filter", Json.object("{'term':5}"));
    assertRefused(rest.put(API + "unmade", making.toString()), "[filter]");
    assertThat(rest.get("/unmade").status()).isEqualTo(404);
  }

  @Test
  void whatIsHiddenIsShownToNobodyWhomTheRuleIsFor() {
    rule("ages", "{'when':{'audience':'child'},'hide':{'term':{'genres':'scifi'}}}");
    rule("gone", "{'hide':['f1']}");
    assertThat(found("{'match_all':{}}", "")).contains("s1").doesNotContain("f1");
    assertThat(found("{'match_all':{}}", "{'audience':'child'}"))
        .contains("f2")
        .doesNotContain("s1", "s2", "f1");
    assertThat(Answers.itemIds(films.recommend("{'user_id':'bob','size':20}").orFail()))
        .contains("s1")
        .doesNotContain("f1");
  }

  @Test
  void anAudienceIsNamedToEveryRoute() {
    rule("ages", "{'when':{'audience':'child'},'hide':{'term':{'genres':'scifi'}}}");
    assertThat(Answers.itemIds(films.recommend("{'user_id':'bob','size':20}").orFail()))
        .contains("s1");
    assertThat(
            Answers.itemIds(
                films.recommend("{'user_id':'bob','size':20,'audience':'child'}").orFail()))
        .isNotEmpty()
        .doesNotContain("s1", "s2");
    JsonNode chat = films.chat("{'message':'space','explain':'none','audience':'child'}").orFail();
    assertThat(chat.path("hits").findValuesAsText("id")).doesNotContain("s1", "s2");
    assertThat(
            films
                .chat("{'message':'space','explain':'none','audience':'adult'}")
                .orFail()
                .path("hits")
                .findValuesAsText("id"))
        .containsAnyOf("s1", "s2");
    String similar = API + NAME + "/items/s1/similar?size=20";
    assertThat(Answers.itemIds(rest.get(similar).orFail())).contains("s2");
    assertThat(Answers.itemIds(rest.get(similar + "&audience=child").orFail()))
        .isNotEmpty()
        .doesNotContain("s2");
    assertRefused(rest.get(similar + "&audience=%20"), "[audience]");
    assertRefused(films.recommend("{'user_id':'bob','audience':' '}"), "[audience]");
  }

  @Test
  void whatIsBoostedCountsMoreAndTheBreakdownSaysSo() {
    String query = "{'match':{'overview':'astronaut baker'}}";
    rule("dramas", "{'boost':{'query':{'term':{'genres':'drama'}},'weight':2.5}}");
    JsonNode answer =
        films
            .search(
                Json.of(
                    "query",
                    Json.object(query),
                    "ext",
                    Json.object("{'chatrec':{'user_id':'ann','breakdown':true}}")))
            .orFail();
    Answers.assertBreakdowns(answer);
    JsonNode first = answer.at("/hits/hits/0");
    assertThat(first.at("/_source/genres/0").asText()).isEqualTo("drama");
    assertThat(first.at("/fields/_chatrec/0/rule").asDouble()).isEqualTo(2.5);
    JsonNode recommended = films.recommend("{'user_id':'ann','size':20}").orFail();
    Answers.assertItemBreakdowns(recommended);
    assertThat(recommended.at("/items/0/breakdown/rule").asDouble()).isEqualTo(2.5);
  }

  @Test
  void whatIsPinnedHasItsPlace() {
    rule(
        "pins",
        "{'when':{'query':'space'},'pin':[{'id':'f2','position':1},{'id':'f3','position':3}]}");
    for (String anyone : List.of("{'user_id':'ann'}", "{}", "{'breakdown':true}")) {
      assertThat(found("{'match':{'overview':'space'}}", anyone)).as(anyone).startsWith("f2");
    }
    assertThat(found("{'match':{'overview':'kitchen'}}", "{'user_id':'ann'}")).doesNotContain("f2");
    JsonNode chat = films.chat("{'message':'space','explain':'none','personalize':false}").orFail();
    List<String> ids = chat.path("hits").findValuesAsText("id");
    assertThat(ids).hasSizeGreaterThan(2);
    assertThat(ids.get(0)).isEqualTo("f2");
    assertThat(ids.get(2)).isEqualTo("f3");
  }

  /** Every other place is given away. */
  @Test
  void exploringTakesNoPinnedPlace() {
    rule("pins", "{'pin':[{'id':'f2','position':1},{'id':'f3','position':3}]}");
    for (String user : List.of("ann", "bob", "cleo")) {
      List<String> recommended =
          Answers.itemIds(
              films
                  .recommend("{'user_id':'%s','size':4,'exploration':1}".formatted(user))
                  .orFail());
      assertThat(recommended).as(user).hasSize(4);
      assertThat(recommended.get(0)).as(user).isEqualTo("f2");
      assertThat(recommended.get(2)).as(user).isEqualTo("f3");
      assertThat(found("{'match_all':{}}", "{'user_id':'%s','exploration':1}".formatted(user)))
          .as(user)
          .startsWith("f2");
    }
  }

  @Test
  void aPinDoesNotBreakTheFilter() {
    rule("pins", "{'pin':[{'id':'s6','position':1}]}");
    assertThat(found("{'match':{'overview':'space'}}", "{'user_id':'ann'}")).doesNotContain("s6");
    assertThat(Answers.itemIds(films.recommend("{'user_id':'ann','size':20}").orFail()))
        .doesNotContain("s6");
  }

  @Test
  void aRuleHasItsTime() {
    rule("past", "{'hide':['f1'],'until':'2001-01-01'}");
    rule("future", "{'hide':['f2'],'from':'2199-01-01T08:00:00Z'}");
    rule("now", "{'hide':['f3'],'from':'2001-01-01','until':'2199-01-01'}");
    assertThat(found("{'match_all':{}}", "")).contains("f1", "f2").doesNotContain("f3");
  }

  @Test
  void rulesAreShownChangedAndTakenAway() {
    rule("one", "{'when':{'user_in':['ann']},'hide':['f1']}");
    JsonNode shown = rest.get(RULES + "one").orFail();
    assertThat(shown.path("hide").toString()).isEqualTo("[\"f1\"]");
    assertThat(rest.get(API + NAME + "/rules").orFail().path("rules").has("one")).isTrue();
    assertThat(found("{'match_all':{}}", "{'user_id':'ann'}")).doesNotContain("f1");
    assertThat(found("{'match_all':{}}", "{'user_id':'bob'}")).contains("f1");
    declare("{'range':{'year':{'lte':2005}}}");
    assertThat(found("{'match_all':{}}", "{'user_id':'ann'}")).doesNotContain("f1");
    rest.delete(RULES + "one").orFail();
    assertMissing(rest.get(RULES + "one"), "one");
    assertMissing(rest.delete(RULES + "one"), "one");
    assertThat(found("{'match_all':{}}", "{'user_id':'ann'}")).contains("f1");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "{} | does something",
        "{'hide':7} | [hide]",
        "{'hide':{'no_such':{}}} | [hide]",
        "{'boost':{'weight':1}} | [boost.query]",
        "{'boost':{'query':{'match_all':{}},'weight':-1}} | [boost.weight]",
        "{'pin':[{'id':'a','position':0}]} | [pin.position]",
        "{'pin':[{'id':'a','position':1},{'id':'b','position':1}]} | [pin.position]",
        "{'pin':[{'id':'a','position':1},{'id':'a','position':2}]} | [pin.id]",
        "{'hide':['a'],'from':'soon'} | [from]",
        "{'hide':['a'],'until':1764230400} | [until]",
        "{'hide':['a'],'when':{'query':'!'}} | [when.query]",
        "{'hide':['a'],'from':'2030-01-01','until':'2029-01-01'} | [until]",
        "{'hide':['a'],'when':{'weather':'rain'}} | when.weather",
        "{'hide':['a'],'show':['b']} | [show]",
      })
  void aBadRuleIsRefusedByTheFieldsName(String body, String named) {
    assertRefused(rest.put(RULES + "bad", Json.object(body).toString()), named);
    assertMissing(rest.get(RULES + "bad"), "bad");
  }
}
