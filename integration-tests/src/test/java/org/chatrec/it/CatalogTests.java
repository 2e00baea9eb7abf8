package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.TestCatalog.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Declaring catalogues, over indices made with them and over indices that were there. */
@OnRealNode
class CatalogTests {
  @Test
  void createMakesTheIndexWithVectorFieldsAndItsPipeline(Rest rest) {
    JsonNode answer = put(rest, "catalog-made", made("catalog-made")).orFail();
    assertThat(answer.path("result").asText()).isEqualTo("created");
    JsonNode index = rest.get("/catalog-made").orFail().path("catalog-made");
    JsonNode fields = index.at("/mappings/properties");
    assertThat(fields.at("/item_vector/type").asText()).isEqualTo("knn_vector");
    assertThat(fields.at("/item_vector/dimension").asInt()).isEqualTo(384);
    assertThat(fields.at("/cf_vector/type").asText()).isEqualTo("knn_vector");
    assertThat(fields.at("/title/type").asText()).isEqualTo("text");
    String pipeline = index.at("/settings/index/default_pipeline").asText();
    JsonNode processor =
        rest.get("/_ingest/pipeline/" + pipeline)
            .orFail()
            .at("/" + pipeline + "/processors/0/item_embedding");
    assertThat(processor.path("target_field").asText()).isEqualTo("item_vector");
    assertThat(processor.path("learned_fields").toString()).contains("cf_vector", "popularity");
  }

  @Test
  void settingsOfCreateAreTaken(Rest rest) {
    ObjectNode declaration = made("catalog-set");
    ((ObjectNode) declaration.at("/create/settings"))
        .put("refresh_interval", "7s")
        .put("index.knn.derived_source.enabled", true);
    put(rest, "catalog-set", declaration).orFail();
    JsonNode settings =
        rest.get("/catalog-set?flat_settings=true").orFail().at("/catalog-set/settings");
    assertThat(settings.path("index.refresh_interval").asText()).isEqualTo("7s");
    assertThat(settings.path("index.knn.derived_source.enabled").asText()).isEqualTo("true");
    assertThat(settings.path("index.number_of_replicas").asInt()).isZero();
  }

  @Test
  void showsWhatWasDeclared(Rest rest) {
    ObjectNode declared = made("catalog-shown").put("language", "zh");
    put(rest, "catalog-shown", declared).orFail();
    JsonNode shown = rest.get(API + "catalog-shown").orFail();
    declared.remove("create");
    declared
        .fields()
        .forEachRemaining(f -> assertThat(shown.get(f.getKey())).isEqualTo(f.getValue()));
    assertThat(shown.path("name").asText()).isEqualTo("catalog-shown");
    assertThat(
            rest.get("/_plugins/_chatrec/catalogs")
                .orFail()
                .path("catalogs")
                .findValuesAsText("name"))
        .contains("catalog-shown")
        .isSorted();
  }

  @Test
  void theSameDeclarationAgainIsFineAndKeepsTheItems(Rest rest) {
    put(rest, "catalog-twice", made("catalog-twice")).orFail();
    rest.put("/catalog-twice/_doc/1?refresh", "{\"title\":\"One\"}").orFail();
    JsonNode first = rest.get(API + "catalog-twice").orFail();
    assertThat(put(rest, "catalog-twice", made("catalog-twice")).orFail().path("result").asText())
        .isEqualTo("updated");
    assertThat(rest.get(API + "catalog-twice").orFail()).isEqualTo(first);
    assertThat(rest.get("/catalog-twice/_count").orFail().path("count").asInt()).isEqualTo(1);
  }

  @Test
  void theSameDeclarationAgainKeepsWhatTrainingMeasured(Rest rest) {
    TestCatalog trained = TestCatalog.ofFilms(rest, "catalog-trained", 1, 0);
    TestCatalog.SPACE.forEach(item -> trained.like("u-" + item, "s1"));
    rest.post(API + "catalog-trained/train?wait_for_completion=true", "").orFail();
    JsonNode before = rest.get(API + "catalog-trained").orFail();
    put(rest, "catalog-trained", made("catalog-trained")).orFail();
    assertThat(rest.get(API + "catalog-trained").orFail()).isEqualTo(before);
  }

  @Test
  void aChangedDeclarationCountsAtOnce(Rest rest) {
    put(rest, "catalog-changed", made("catalog-changed")).orFail();
    ObjectNode changed = made("catalog-changed");
    changed.set("weights", Json.object("{'lexical':0.25}"));
    changed.set("text_fields", Json.object("{'f':['overview']}").get("f"));
    put(rest, "catalog-changed", changed).orFail();
    JsonNode shown = rest.get(API + "catalog-changed").orFail();
    assertThat(shown.at("/weights/lexical").asDouble()).isEqualTo(0.25);
    assertThat(shown.path("text_fields")).hasSize(1);
  }

  @Test
  void deletingKeepsTheIndexAndItsItems(Rest rest) {
    put(rest, "catalog-gone", made("catalog-gone")).orFail();
    rest.put("/catalog-gone/_doc/1?refresh", "{\"title\":\"One\"}").orFail();
    rest.delete(API + "catalog-gone").orFail();
    assertMissing(rest.get(API + "catalog-gone"), "catalog-gone");
    assertThat(rest.get("/catalog-gone/_doc/1").status()).isEqualTo(200);
  }

  @Test
  void whatIsNotDeclaredIsMissing(Rest rest) {
    assertMissing(rest.get(API + "nowhere"), "nowhere");
    assertMissing(rest.delete(API + "nowhere"), "nowhere");
    assertMissing(rest.get(API + "nowhere/users/u"), "nowhere");
    TestCatalog nowhere = new TestCatalog(rest, "nowhere");
    assertMissing(nowhere.recommend("{'user_id':'u'}"), "nowhere");
    assertMissing(nowhere.similar("i", 3), "nowhere");
    assertMissing(nowhere.chat("{'message':'hello'}"), "nowhere");
    assertMissing(nowhere.events(TestCatalog.event("u", "like", "i")), "nowhere");
    assertMissing(rest.post(API + "nowhere/train?wait_for_completion=true", ""), "nowhere");
  }

  @Test
  void withoutCreateEverythingThatTheIndexLacksIsNamed(Rest rest) {
    rest.put(
            "/catalog-poor",
            "{\"mappings\":{\"properties\":{\"title\":{\"type\":\"text\"},\"popularity\":{\"type\":\"keyword\"}}}}")
        .orFail();
    ObjectNode over = over("catalog-poor");
    Rest.Answer answer = put(rest, "catalog-poor", over);
    for (String lacking :
        new String[] {
          "overview", "genres", "year", "item_vector", "384", "cf_vector", "popularity"
        }) {
      assertRefused(answer, lacking);
    }
    assertThat(answer.body().at("/error/reason").asText()).doesNotContain("[title_field]");
    assertMissing(rest.get(API + "catalog-poor"), "catalog-poor");
  }

  @Test
  void withoutCreateAGoodIndexIsTakenAsItIs(Rest rest) {
    put(rest, "catalog-first", made("catalog-first")).orFail();
    // each would overwrite what the other learned
    assertRefused(put(rest, "catalog-second", over("catalog-first")), "[catalog-first]");
    ObjectNode second = over("catalog-first");
    second.remove("collaborative_field");
    second.remove("popularity_field");
    put(rest, "catalog-second", second).orFail();
    assertThat(rest.get(API + "catalog-second").orFail().path("index").asText())
        .isEqualTo("catalog-first");
    assertMissing(put(rest, "catalog-third", over("no-such-index")), "no-such-index");
  }

  @Test
  void whatAFieldIsIsShownAlsoWhereItIsGuessed(Rest rest) {
    ObjectNode declared = made("catalog-fields");
    declared.set(
        "fields",
        Json.object(
            "{'year':{'role':'date','label':{'en':'year','de':'Jahr'}},'title':{'unit':'x'}}"));
    put(rest, "catalog-fields", declared).orFail();
    JsonNode fields = rest.get(API + "catalog-fields").orFail().path("fields");
    assertThat(fields.at("/genres/role").asText()).isEqualTo("genre");
    assertThat(fields.at("/genres/guessed").asBoolean()).isTrue();
    assertThat(fields.at("/year")).isEqualTo(declared.at("/fields/year"));
    declared.set("fields", Json.object("{'year':{}}"));
    declared.remove("create");
    assertRefused(put(rest, "catalog-fields", declared), "[fields.year]");
  }

  @Test
  void aDryRunAnswersTheSameAndChangesNothing(Rest rest) {
    JsonNode checked =
        rest.put(API + "catalog-dry?dry_run=true", made("catalog-dry").toString()).orFail();
    assertThat(checked.path("result").asText()).isEqualTo("would_create");
    assertMissing(rest.get(API + "catalog-dry"), "catalog-dry");
    assertThat(rest.get("/catalog-dry").status()).isEqualTo(404);
    rest.put("/catalog-dry", "{\"mappings\":{\"properties\":{\"title\":{\"type\":\"text\"}}}}")
        .orFail();
    JsonNode before = rest.get("/catalog-dry").orFail();
    Rest.Answer refused =
        rest.put(API + "catalog-dry?dry_run=true", over("catalog-dry").toString());
    assertRefused(refused, "item_vector");
    assertThat(refused.body().at("/error/findings")).isNotEmpty();
    assertThat(rest.get("/catalog-dry").orFail()).isEqualTo(before);
  }

  @Test
  void anIndexThatIsAnotherOneEachDayIsRefused(Rest rest) {
    ObjectNode today = made("<catalog-day-{now/d}>");
    assertRefused(put(rest, "catalog-day", today), "[index]");
    assertThat(rest.get("/catalog-day-*").orFail()).isEmpty();
    today.remove("create");
    String made = "/%3Ccatalog-day-%7Bnow%2Fd%7D%3E";
    rest.put(made, "{}").orFail();
    assertRefused(put(rest, "catalog-day", today), "[index]");
    rest.delete(made).orFail();
  }

  @Test
  void createDoesNotTakeAnIndexOfSomebodyElse(Rest rest) {
    rest.put("/catalog-foreign", "{}").orFail();
    JsonNode before = rest.get("/catalog-foreign").orFail();
    assertRefused(put(rest, "catalog-foreign", made("catalog-foreign")), "catalog-foreign");
    assertThat(rest.get("/catalog-foreign").orFail()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "index | null | [index]",
        "index | 7 | [index]",
        "index | 'No Such Name' | No Such Name",
        "title_field | null | [title_field]",
        "title_field | ['title'] | [title_field]",
        "title_field | 'nope' | nope",
        "text_fields | null | [text_fields]",
        "text_fields | [] | [text_fields]",
        "text_fields | 'title' | [text_fields]",
        "text_fields | ['title^much'] | [text_fields]",
        "text_fields | ['nope^2'] | nope",
        "filter_fields | {} | [filter_fields]",
        "filter_fields | [''] | [filter_fields]",
        "filter_fields | ['nope'] | nope",
        "model | null | [model]",
        "model | 'nope' | all-minilm-l6-v2",
        "embed_fields | [] | [embed_fields]",
        "embed_fields | [1] | [embed_fields]",
        "vector_field | '' | [vector_field]",
        "vector_field | 'title' | [vector_field]",
        "collaborative_field | 'title' | [collaborative_field]",
        "popularity_field | 'title' | [popularity_field]",
        "popularity_field | [] | [popularity_field]",
        "weights | 1 | [weights]",
        "weights | {'lexical':-1} | weights.lexical",
        "weights | {'content':'much'} | weights.content",
        "weights | {'looks':1} | weights.looks",
        "language | 'english' | [language]",
        "create | true | [create]",
        "create | {'mapping':{}} | create.mapping",
        "create | {'properties':[]} | create.properties",
        "colour | 'blue' | [colour]",
      })
  void aBadBodyIsRefusedByTheFieldsName(String field, String value, String named, Rest rest) {
    ObjectNode body = made("catalog-bad");
    body.set(field, Json.object("{'v':" + value + "}").get("v"));
    assertRefused(put(rest, "catalog-bad", body), named);
    assertThat(rest.get("/catalog-bad").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper", "_hidden", "a%20b", "a.b", "%2A"})
  void aBadNameIsRefused(String name, Rest rest) {
    assertRefused(put(rest, name, made("catalog-bad")), "catalogue name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\"text\"", "{\"index\":}"})
  void whatIsNoObjectIsRefused(String body, Rest rest) {
    assertThat(rest.put(API + "catalog-bad", body).status()).isEqualTo(400);
  }

  private static ObjectNode made(String index) {
    return TestCatalog.declaration(index, 1, 0);
  }

  private static ObjectNode over(String index) {
    ObjectNode declaration = made(index);
    declaration.remove("create");
    return declaration;
  }

  private static Rest.Answer put(Rest rest, String name, JsonNode body) {
    return rest.put(API + name, body.toString());
  }
}
