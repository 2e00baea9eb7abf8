package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.itemIds;
import static org.chatrec.it.Answers.list;
import static org.chatrec.it.TestCatalog.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Why an item is shown, why not, and what would be: checked against catalogues over the same items
 * in which the event never happened, or the weights are others.
 */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhyTests {
  private static final double SAME = 1e-6;
  private static final String WEIGHED = "why-weights";
  private static final String INTERLEAVED = "why-interleaved";
  private static final String WEIGHTS = "{'popularity':0.01,'content':3}";
  private static final List<String> TWINS =
      List.of(
          "why-never-0", "why-never-1", "why-never-2", "why-never-3", "why-never-4", "why-search");

  private TestCatalog films;

  @BeforeAll
  void films(Rest rest) {
    films = declare(rest, "why-films", "");
    for (String name : TWINS) {
      declare(rest, name, "");
    }
    declare(rest, INTERLEAVED, "");
    declare(rest, WEIGHED, WEIGHTS);
    films.events(past("fan")).orFail();
  }

  /** What somebody did. */
  private static List<ObjectNode> past(String user) {
    List<ObjectNode> events = new ArrayList<>();
    for (ObjectNode each :
        List.of(
            event(user, "like", "s1"),
            event(user, "view", "s2"),
            event(user, "like", "f1"),
            event(user, "click", "f3"),
            event(user, "dislike", "w1"))) {
      int number = events.size();
      events.add(
          each.put("event_id", user + "-" + number)
              .put("timestamp", "2026-03-0" + (1 + number) + "T10:00:00Z"));
    }
    return events;
  }

  /** A catalogue of the same items: a text that was embedded before has the same vector. */
  private static TestCatalog declare(Rest rest, String name, String weights) {
    ObjectNode declaration = TestCatalog.declaration(name, 1, 0);
    if (!weights.isEmpty()) {
      declaration.set("weights", Json.object(weights));
    }
    rest.put(TestCatalog.API + name, declaration.toString()).orFail();
    Bulk bulk = new Bulk();
    TestCatalog.films().forEach(film -> bulk.add(film.path("id").asText(), film.without("id")));
    bulk.sendAll(rest, name);
    return new TestCatalog(rest, name);
  }

  /** Such a catalogue, with a person of whom these events are known. */
  private TestCatalog twin(String name, List<ObjectNode> events) {
    TestCatalog twin = new TestCatalog(films.rest(), name);
    twin.events(events).orFail();
    return twin;
  }

  private Rest.Answer get(String item, String parameters) {
    return films.rest().get(TestCatalog.API + "why-films/items/" + item + "/why?" + parameters);
  }

  private Rest.Answer post(String body) {
    return post(films, body);
  }

  private static Rest.Answer post(TestCatalog catalog, String body) {
    return catalog
        .rest()
        .post(TestCatalog.API + catalog.name() + "/why", Json.object(body).toString());
  }

  /** Both lists have the same items in the same order with the same scores. */
  private static void assertSame(JsonNode would, JsonNode is) {
    assertThat(itemIds(would)).isEqualTo(itemIds(is)).isNotEmpty();
    for (int i = 0; i < is.path("items").size(); i++) {
      assertThat(would.at("/items/" + i + "/score").asDouble())
          .isCloseTo(is.at("/items/" + i + "/score").asDouble(), within(SAME));
    }
  }

  @Test
  void theRankIsThatOfTheRecommendation() {
    JsonNode recommended = films.recommend("{'user_id':'fan'}").orFail();
    List<String> ids = itemIds(recommended);
    assertThat(ids).hasSizeGreaterThan(4);
    for (int i = 0; i < ids.size(); i++) {
      JsonNode why = get(ids.get(i), "user_id=fan&events=0").orFail();
      assertThat(why.path("shown").asBoolean()).isTrue();
      assertThat(why.path("rank").asInt()).isEqualTo(i + 1);
      assertThat(why.path("score").asDouble())
          .isCloseTo(recommended.at("/items/" + i + "/score").asDouble(), within(SAME));
      double sum = list(why.path("breakdown")).stream().mapToDouble(JsonNode::asDouble).sum();
      assertThat(sum).isCloseTo(why.path("score").asDouble(), within(Answers.TOLERANCE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void withoutAnEventTheListIsThatOfACatalogueThatNeverSawIt(int number) {
    List<ObjectNode> others = past("fan");
    String id = others.remove(number).path("event_id").asText();
    TestCatalog twin = twin("why-never-" + number, others);
    JsonNode would =
        post("{'user_id':'fan','what_if':{'without_events':['" + id + "']}}")
            .orFail()
            .path("what_if");
    assertSame(would, twin.recommend("{'user_id':'fan'}").orFail());
    String item = would.at("/items/2/id").asText();
    JsonNode why = get(item, "user_id=fan&events=50").orFail();
    JsonNode influence =
        list(why.path("events")).stream()
            .filter(each -> each.path("event_id").asText().equals(id))
            .findFirst()
            .orElse(null);
    JsonNode there =
        twin.rest()
            .get(TestCatalog.API + twin.name() + "/items/" + item + "/why?user_id=fan&events=0")
            .orFail();
    double score =
        influence == null
            ? why.path("score").asDouble()
            : influence.at("/without/score").asDouble();
    assertThat(score).isCloseTo(there.path("score").asDouble(), within(SAME));
    int rank = influence == null ? why.path("rank").asInt() : influence.at("/without/rank").asInt();
    assertThat(rank).isEqualTo(there.path("rank").asInt());
  }

  @Test
  void whatIsSearchedForWouldBeThatOfACatalogueThatNeverSawTheEvent() {
    List<ObjectNode> others = past("fan");
    others.removeFirst();
    TestCatalog twin = twin("why-search", others);
    for (String asked : List.of("'query':'space adventure'", "'message':'a film about cooking'")) {
      JsonNode would =
          post("{" + asked + ",'user_id':'fan','what_if':{'without_events':['fan-0']}}")
              .orFail()
              .path("what_if");
      String item = would.at("/items/0/id").asText();
      JsonNode there =
          post(twin, "{" + asked + ",'user_id':'fan','item_id':'" + item + "','events':0}")
              .orFail();
      assertThat(there.path("rank").asInt()).isEqualTo(1);
      assertThat(there.path("score").asDouble())
          .isCloseTo(would.at("/items/0/score").asDouble(), within(SAME));
    }
  }

  @Test
  void withOtherWeightsTheListIsThatOfACatalogueWithThem() {
    TestCatalog twin = twin(WEIGHED, past("fan"));
    JsonNode would = post("{'user_id':'fan','what_if':{'weights':" + WEIGHTS + "}}").orFail();
    assertSame(would.path("what_if"), twin.recommend("{'user_id':'fan'}").orFail());
  }

  @Test
  void whatKeptAnItemOutIsSaid() {
    JsonNode seen = get("s1", "user_id=fan").orFail();
    assertThat(seen.path("shown").asBoolean()).isFalse();
    assertThat(seen.at("/kept_out/0/because").asText()).isEqualTo("seen");
    assertThat(seen.at("/kept_out/0/had").asBoolean()).isTrue();
    assertThat(get("s1", "user_id=fan&exclude_seen=false").orFail().path("shown").asBoolean())
        .isTrue();

    JsonNode filtered =
        post("{'user_id':'fan','item_id':'f2','filter':{'term':{'genres':'scifi'}}}").orFail();
    assertThat(filtered.at("/kept_out/0/because").asText()).isEqualTo("filter");

    String last = itemIds(films.recommend("{'user_id':'fan','diversity':0}").orFail()).getLast();
    JsonNode below = get(last, "user_id=fan&size=2&diversity=0").orFail();
    assertThat(below.at("/kept_out/0/because").asText()).isEqualTo("below");
    assertThat(below.path("rank").asInt()).isGreaterThan(2);
    double parts =
        list(below.at("/kept_out/0/parts")).stream().mapToDouble(JsonNode::asDouble).sum();
    assertThat(parts).isCloseTo(below.at("/kept_out/0/by").asDouble(), within(Answers.TOLERANCE));
  }

  /** A page that hides what was seen asks about the list that it shows. */
  @ParameterizedTest
  @ValueSource(strings = {"'query':'space'", "'message':'a film about space'"})
  void aSearchLeavesOutWhatIsKnownWhereTheRequestSaysSo(String asked) {
    String body = "{" + asked + ",'user_id':'fan','item_id':'s1','events':0%s}";
    JsonNode all = post(body.formatted("")).orFail();
    assertThat(all.path("kept_out").findValuesAsText("because")).doesNotContain("seen");
    JsonNode others = post(body.formatted(",'exclude_seen':true")).orFail();
    assertThat(others.at("/kept_out/0/because").asText()).as("%s", others).isEqualTo("seen");
  }

  @Test
  void aVariantIsSaidToBeOne(Rest rest) {
    TestCatalog shop = TestCatalog.empty(rest, "why-shop", 1, 0);
    Bulk bulk = new Bulk();
    for (String size : List.of("38", "39", "40")) {
      bulk.add(
          "boot-" + size,
          Json.of("title", "Leather Boot", "overview", "A boot of leather", "genres", "boots"));
    }
    bulk.add("hat", Json.of("title", "Straw Hat", "overview", "For the sun", "genres", "hats"));
    bulk.sendAll(rest, shop.name());
    String shown =
        Stream.of("38", "39", "40")
            .map(size -> "boot-" + size)
            .filter(id -> boots(shop, id).path("shown").asBoolean())
            .findFirst()
            .orElseThrow();
    String other = shown.equals("boot-38") ? "boot-39" : "boot-38";
    JsonNode why = boots(shop, other);
    assertThat(why.at("/kept_out/0/because").asText()).as("%s", why).isEqualTo("variant");
    assertThat(why.at("/kept_out/0/item/id").asText()).isEqualTo(shown);
  }

  private static JsonNode boots(TestCatalog shop, String item) {
    return post(shop, "{'query':'a boot made of leather','item_id':'" + item + "','size':1}")
        .orFail();
  }

  @Test
  void nobodyHasNoEvents() {
    JsonNode why = post("{'query':'space','item_id':'s3'}").orFail();
    assertThat(why.has("events")).isFalse();
    assertThat(why.path("shown").asBoolean()).isTrue();
    JsonNode stranger = get("s3", "user_id=never-seen").orFail();
    assertThat(stranger.path("events")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"item_id\":\"s1\"} | user_id",
        "{\"user_id\":\"fan\"} | item_id",
        "{\"user_id\":\"fan\",\"item_id\":\"s1\",\"colour\":1} | colour",
        "{\"user_id\":\"fan\",\"item_id\":\"s1\",\"query\":\"a\",\"message\":\"b\"} | message",
        "{\"user_id\":\"fan\",\"item_id\":\"s1\",\"events\":51} | events",
        "{\"user_id\":\"fan\",\"item_id\":\"s1\",\"size\":0} | size",
        "{\"user_id\":\"fan\",\"what_if\":{}} | what_if",
        "{\"user_id\":\"fan\",\"what_if\":{\"weights\":{\"taste\":1}}} | taste",
        "{\"user_id\":\"fan\",\"what_if\":{\"weights\":{\"content\":-1}}} | content",
        "{\"user_id\":\"fan\",\"what_if\":{\"without_events\":[\"no-such\"]}} | no-such",
        "{\"query\":\"a\",\"what_if\":{\"without_events\":[\"fan-1\"]}} | user_id",
        "{\"message\":\"thank you\",\"item_id\":\"s1\"} | message",
      })
  void aBadRequestIsRefused(String body, String named) {
    assertRefused(films.rest().post(TestCatalog.API + "why-films/why", body), named);
  }

  /** As a chat refuses it: whatever is read word by word has a bound. */
  @ParameterizedTest
  @ValueSource(strings = {"query", "message"})
  void aTextThatIsTooLongIsRefused(String field) {
    String path = TestCatalog.API + "why-films/why";
    for (int words : List.of(801, 20_000)) {
      String text = "rose ".repeat(words);
      assertRefused(
          films.rest().post(path, Json.of(field, text, "item_id", "s1").toString()), field);
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 700; i++) {
      words.append('w').append(i).append(' ');
    }
    for (String most : List.of("a film about space ".repeat(210), words.toString())) {
      films.rest().post(path, Json.of(field, most, "item_id", "s1").toString()).orFail();
    }
  }

  /** Nobody gets the list of one arm, so none of them says why. */
  @Test
  void whereListsAreInterleavedTheCatalogsOwnWeightsAreExplained() {
    TestCatalog twin = twin(INTERLEAVED, past("fan"));
    String why = "{'user_id':'fan','item_id':'s3','what_if':{'weights':{'semantic':1}}}";
    JsonNode own = post(twin, why).orFail();
    assertThat(own.has("degraded")).isFalse();
    String experiment = TestCatalog.API + INTERLEAVED + "/experiment";
    String arms = "{'arms':{'a':{'content':0,'popularity':9},'b':{'content':9}},'mode':'%s'}";
    twin.rest().put(experiment, Json.object(arms.formatted("interleave")).toString()).orFail();
    JsonNode interleaved = post(twin, why).orFail();
    assertThat(interleaved.path("degraded"))
        .hasSize(1)
        .first()
        .isEqualTo(Json.of("stage", "experiment", "reason", "interleaved"));
    assertThat(interleaved.path("rank")).isEqualTo(own.path("rank"));
    assertThat(interleaved.path("score").asDouble())
        .isCloseTo(own.path("score").asDouble(), within(SAME));
    assertSame(interleaved.path("what_if"), own.path("what_if"));
    assertThat(
            post(twin, "{'query':'space','user_id':'fan','item_id':'s3'}").orFail().has("degraded"))
        .as("searches take no part")
        .isFalse();
    twin.rest().put(experiment, Json.object(arms.formatted("split")).toString()).orFail();
    JsonNode split = post(twin, why).orFail();
    assertThat(split.has("degraded")).isFalse();
    assertThat(split.path("score").asDouble())
        .as("both arms weigh in another way than the catalogue")
        .isNotCloseTo(own.path("score").asDouble(), within(SAME));
  }

  @Test
  void whatIsNotThereIsMissing() {
    assertMissing(get("no-such-item", "user_id=fan"), "no-such-item");
    assertMissing(
        films.rest().get(TestCatalog.API + "why-none/items/s1/why?user_id=fan"), "why-none");
    assertThat(get("s1", "user_id=fan&colour=blue").status()).isEqualTo(400);
  }
}
