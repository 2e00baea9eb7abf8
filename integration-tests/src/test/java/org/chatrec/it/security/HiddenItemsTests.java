package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chatrec.it.Answers;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents that document security hides, and fields that field security hides, show in no answer:
 * not as hits, not in reasons, not as values of a filter, not by what an answer says about a name.
 */
@OnSecuredNode
class HiddenItemsTests {
  private static final String CHAT = Cinema.CATALOG + "/chat";

  private final Cinema cinema;
  private final Rest half;
  private final Rest blind;

  HiddenItemsTests(Cinema cinema) {
    this.cinema = cinema;
    this.half = cinema.newOnly();
    this.blind = cinema.withoutDirectors();
  }

  @BeforeEach
  void theOthersSeeThem() {
    assertThat(half.get("/" + Cinema.INDEX + "/_doc/h1").status()).isEqualTo(404);
    JsonNode film = blind.get("/" + Cinema.INDEX + "/_doc/v1").orFail();
    assertThat(film.at("/_source/title").asText()).isEqualTo("Red Dust Colony");
    assertThat(film.toString()).doesNotContain(Cinema.DIRECTORS);
  }

  /** Searches that ask for everything that a search can tell, and find all films. */
  static Stream<String> searches() {
    return Stream.of(
        "{'query':{'interest':{'field':'item_vector','catalog':'cinema','user_id':'archivist'}}}",
        "{'query':{'interest':{'field':'item_vector','items':['v6','v1']}}}",
        "{'query':{'semantic':{'field':'item_vector','text':'a noirish murder','k':10}}}",
        "{'query':{'match_all':{}},'ext':{'chatrec':{'user_id':'archivist','breakdown':true}}}",
        "{'query':{'match':{'overview':'murder'}},'ext':{'chatrec':{'user_id':'archivist','retrieval':'hybrid','breakdown':true}}}",
        "{'query':{'match_all':{}},'rescore':{'window_size':10,'interest':{'catalog':'cinema','user_id':'archivist'}},'ext':{'chatrec':{'breakdown':true}}}",
        "{'query':{'match_all':{}},'rescore':{'window_size':10,'interest':{'signals':[{'name':'popularity','type':'numeric','field':'popularity','pivot':5,'weight':0.1}]}}}",
        "{'query':{'match_all':{}},'ext':{'chatrec':{'user_id':'archivist','diversity':0.7}}}");
  }

  @ParameterizedTest
  @MethodSource("searches")
  void aSearchWithEverythingOnFindsWhatIsSeenAlone(String search) {
    ObjectNode body = Json.object(search);
    body.put("size", 100).put("explain", true);
    body.set("fields", Json.object("{'a':['*']}").path("a"));
    body.set(
        "aggs",
        Json.object("{'d':{'terms':{'field':'director'}},'g':{'terms':{'field':'genres'}}}"));
    JsonNode answer = half.post("/" + Cinema.INDEX + "/_search", body.toString()).orFail();
    assertThat(Answers.ids(answer)).isNotEmpty().doesNotContainAnyElementsOf(Cinema.HIDDEN);
    assertNothing(answer, Cinema.HIDDEN_WORDS);
    JsonNode others = blind.post("/" + Cinema.INDEX + "/_search", body.toString()).orFail();
    assertThat(Answers.ids(others)).isNotEmpty();
    assertNothing(others, Cinema.DIRECTORS);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void soItIsInManySearchesAndInPages(String search) {
    ObjectNode body = Json.object(search).put("size", 2);
    String lines = Json.of("index", Cinema.INDEX) + "\n" + body + "\n";
    JsonNode many = half.postLines("/_msearch", lines).orFail();
    assertThat(Answers.ids(many.at("/responses/0"))).isNotEmpty();
    assertNothing(many, Cinema.HIDDEN_WORDS);
    assertThat(many.toString()).doesNotContain("\"h1\"", "\"h2\"", "\"h3\"");
    for (int from = 0; from < 10; from += 2) {
      JsonNode page =
          half.post("/" + Cinema.INDEX + "/_search", body.put("from", from).toString()).orFail();
      assertThat(Answers.ids(page)).doesNotContainAnyElementsOf(Cinema.HIDDEN);
    }
  }

  @Test
  void whatMovedAnItemTellsOfNoHiddenOne() {
    String why = Cinema.CATALOG + "/items/v1/why?events=50&user_id=" + Cinema.ARCHIVIST;
    JsonNode told = half.get(why).orFail();
    assertThat(told.has("events")).as("%s", told).isTrue();
    assertThat(told.path("events").findValuesAsText("item_id"))
        .doesNotContainAnyElementsOf(Cinema.HIDDEN);
    assertNothing(told, Cinema.HIDDEN_WORDS);
    assertThat(cinema.admin().get(why).orFail().path("events").findValuesAsText("item_id"))
        .containsAnyElementsOf(Cinema.HIDDEN);
  }

  /** The interests of a load are found by whoever reads the person first. */
  @Test
  void whoSeesHalfOfTheItemsTakesNoInterestAway() {
    List<ObjectNode> events = new ArrayList<>();
    long now = System.currentTimeMillis() - 60_000; // of all: equals are in the order of time
    for (int i = 0; i < 40; i++) {
      for (String item : Cinema.HIDDEN) {
        events.add(
            Json.of("user_id", "half-read-" + i, "type", "like", "item_id", item)
                .put("timestamp", now));
      }
    }
    cinema.admin().post(Cinema.CATALOG + "/events", Json.of("events", events).toString()).orFail();
    assertNothing(
        half.post(Cinema.CATALOG + "/recommend", "{\"user_id\":\"half-read-0\"}").orFail(),
        Cinema.HIDDEN_WORDS);
    Rest.Answer unused = half.get(Cinema.CATALOG + "/users/half-read-0");
    JsonNode read = cinema.admin().get(Cinema.CATALOG + "/users/half-read-0").orFail();
    JsonNode other = cinema.admin().get(Cinema.CATALOG + "/users/half-read-1").orFail();
    assertThat(read.path("interests")).isNotEmpty().isEqualTo(other.path("interests"));
  }

  @Test
  void anInterestInAHiddenItemIsOneInAnItemThatIsNotThere() {
    Rest.Answer hidden = interest(half, "h1");
    Rest.Answer missing = interest(half, "no-such-item");
    assertThat(hidden.status()).isEqualTo(missing.status()).isEqualTo(400);
    assertThat(hidden.body().toString().replace("h1", "no-such-item"))
        .isEqualTo(missing.body().toString());
    assertThat(Answers.ids(interest(cinema.shopKeeper(), "h1").orFail())).contains("h1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"_explain/h1", "_explain/v1", "_validate/query?explain=true&rewrite=true"})
  void explainingAndValidatingTellNothing(String call) {
    for (String query : searches().toList()) {
      ObjectNode body = Json.object(query);
      ObjectNode only = Json.of("query", body.path("query"));
      Rest.Answer answer = half.post("/" + Cinema.INDEX + "/" + call, only.toString());
      assertThat(answer.status()).isLessThan(500);
      assertNothing(answer.body(), Cinema.HIDDEN_WORDS);
      if (call.endsWith("h1")) {
        assertThat(answer.body().path("matched").asBoolean()).isFalse();
      }
    }
  }

  @Test
  void aVectorThatIsHiddenCannotBeMeasured() {
    Role role =
        Role.none()
            .cluster("cluster_composite_ops_ro")
            .seeingFields(Cinema.INDEX, Cinema.ALL, "~item_vector", "~cf_vector", "~popularity");
    Rest vectorless = cinema.node().user("vectorless", role);
    float[] axis = new float[Cinema.DIMENSION];
    axis[0] = 1;
    ObjectNode interest =
        Json.of("interest", Json.of("field", "item_vector", "vectors", Json.vectors(axis)));
    String body = Json.of("size", 100, "query", interest).toString();
    JsonNode own = vectorless.post("/" + Cinema.INDEX + "/_search", body).orFail();
    assertThat(Answers.scores(own).values()).isNotEmpty().containsOnly(0.5);
    JsonNode seen = cinema.shopKeeper().post("/" + Cinema.INDEX + "/_search", body).orFail();
    assertThat(Answers.scores(seen).values().stream().distinct()).hasSizeGreaterThan(1);
  }

  @Test
  void recommendationsAndTheirReasonsAreOfWhatIsSeen() {
    for (String strategy : List.of("auto", "hybrid", "content", "popular")) {
      ObjectNode body =
          Json.of(
              "user_id", Cinema.ARCHIVIST, "size", 20, "strategy", strategy, "exclude_seen", false);
      Rest.Answer answer = half.post(Cinema.CATALOG + "/recommend", body.toString());
      JsonNode items = answer.orFail();
      assertThat(Answers.itemIds(items)).isNotEmpty().doesNotContainAnyElementsOf(Cinema.HIDDEN);
      assertNothing(items, Cinema.HIDDEN_WORDS);
      assertThat(items.toString()).doesNotContain("\"h1\"", "\"h2\"", "\"h3\"");
      JsonNode others = blind.post(Cinema.CATALOG + "/recommend", body.toString()).orFail();
      assertThat(Answers.itemIds(others)).isNotEmpty();
      assertNothing(others, Cinema.DIRECTORS);
    }
  }

  @Test
  void nothingIsSimilarToAHiddenItem() {
    Rest.Answer hidden = half.get(Cinema.CATALOG + "/items/h1/similar");
    Rest.Answer missing = half.get(Cinema.CATALOG + "/items/no-such/similar");
    assertThat(hidden.status()).isEqualTo(missing.status()).isEqualTo(404);
    assertThat(hidden.body().toString().replace("h1", "no-such"))
        .isEqualTo(missing.body().toString());
    JsonNode near = half.get(Cinema.CATALOG + "/items/v6/similar?size=20").orFail();
    assertThat(Answers.itemIds(near)).isNotEmpty().doesNotContainAnyElementsOf(Cinema.HIDDEN);
  }

  @Test
  void whatIsShownOfAPersonHidesTheItems() {
    JsonNode person = half.get(Cinema.CATALOG + "/users/" + Cinema.ARCHIVIST).orFail();
    assertNothing(person, Cinema.HIDDEN_WORDS);
    JsonNode whole =
        cinema.shopKeeper().get(Cinema.CATALOG + "/users/" + Cinema.ARCHIVIST).orFail();
    assertThat(whole.toString()).contains("Palimpsest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "films by Zborowska",
        "films by Zborowsk",
        "something by zborovska please",
        "noirish films",
        "a noirsh film from before 1950",
        "something like Palimpsest",
        "something like Palimpsst but newer",
        "films from 1931",
        "Gaslight Ferryman",
        "compare Palimpsest and Nocturne",
        "who directed Nocturne?",
        "I like Quellmann, recommend me something",
        "not by Oyelaran"
      })
  void aChatThatNamesWhatIsHiddenAnswersAsIfItWereNowhere(String message) {
    JsonNode answer = chat(half, message, Cinema.ARCHIVIST);
    assertNothing(withoutTheWordsOf(message, answer), Cinema.HIDDEN_WORDS);
    assertThat(answer.path("hits").findValuesAsText("id"))
        .doesNotContainAnyElementsOf(Cinema.HIDDEN);
    // a name that nobody has: what differs would tell the one from the other
    String nowhere = message;
    for (String[] pair : NOWHERE) {
      nowhere = nowhere.replace(pair[0], pair[1]);
    }
    JsonNode nothing = chat(half, nowhere, Cinema.ARCHIVIST);
    assertThat(shape(answer)).isEqualTo(shape(nothing));
  }

  private static final String[][] NOWHERE = {
    {"Zborowska", "Xandromika"},
    {"Zborowsk", "Xandromik"},
    {"zborovska", "xandromika"},
    {"Palimpsest", "Xyloglyphe"},
    {"Palimpsst", "Xyloglphe"},
    {"Nocturne", "Xylotome"},
    {"Gaslight Ferryman", "Xylolith Bargeman"},
    {"Quellmann", "Xyllmaeus"},
    {"Oyelaran", "Xyelorin"},
    {"noirish", "xyloid"},
    {"noirsh", "xylid"},
    {"1931", "1932"},
    {"1950", "1951"}
  };

  @Test
  void theSameChatByWhoSeesThemFindsThem() {
    JsonNode answer = chat(cinema.shopKeeper(), "films by Zborowska", Cinema.ARCHIVIST);
    assertThat(answer.path("hits").findValuesAsText("id")).contains("h1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "films by Adeyemi",
        "something by adeymi",
        "not by Castellano",
        "by Bjornsson, newer"
      })
  void aChatThatNamesAHiddenFieldsValueTellsNothing(String message) {
    JsonNode answer = chat(blind, message, Cinema.VIEWER);
    assertNothing(withoutTheWordsOf(message, answer), Cinema.DIRECTORS);
    assertThat(answer.at("/plan/filters").findValuesAsText("field")).doesNotContain("director");
    assertThat(answer.path("relaxed").toString()).doesNotContain("director");
    JsonNode seen = chat(cinema.shopKeeper(), "films by Adeyemi", Cinema.VIEWER);
    assertThat(seen.at("/plan/filters").findValuesAsText("field")).contains("director");
  }

  @Test
  void whatOneCallerWasToldIsNotToldToTheNext() {
    // first whoever sees all, so that whatever is kept is kept of theirs
    for (int i = 0; i < 2; i++) {
      JsonNode all = chat(cinema.shopKeeper(), "films by Quellmann", Cinema.VIEWER);
      assertThat(all.at("/plan/filters").toString()).contains("Quellmann");
      JsonNode less = chat(half, "what genres and directors are there?", Cinema.VIEWER);
      assertNothing(less, Cinema.HIDDEN_WORDS);
      JsonNode fields = chat(blind, "what genres and directors are there?", Cinema.VIEWER);
      assertNothing(fields, Cinema.DIRECTORS);
    }
  }

  private static JsonNode chat(Rest caller, String message, String person) {
    ObjectNode body =
        Json.of("message", message, "user_id", person, "debug", true, "explain", "template");
    return caller.post(CHAT, body.toString()).orFail();
  }

  /**
   * What an answer shows beside its words and its ids: which parts it has, and how many of each.
   */
  private static String shape(JsonNode answer) {
    return answer.path("intent").asText()
        + " filters "
        + answer.at("/plan/filters").findValuesAsText("field")
        + " relaxed "
        + answer.path("relaxed").size()
        + " dropped "
        + answer.path("dropped").size();
  }

  /**
   * The answer where the message's own words are struck: they may come back, in the shown query in
   * the plural as well.
   */
  private static JsonNode withoutTheWordsOf(String message, JsonNode answer) {
    String text = withoutChance(answer).toString();
    for (String word : message.split("[^\\p{L}\\p{N}]+")) {
      // whole words: a name that was completed stays
      text = text.replaceAll("(?iu)(?<![\\p{L}\\p{N}])" + word + "(?:e?s)?(?![\\p{L}\\p{N}])", "");
    }
    return TextNode.valueOf(text);
  }

  /** The answer less its random ids and its times, which may hold the digits of a year. */
  private static JsonNode withoutChance(JsonNode answer) {
    JsonNode rest = answer.deepCopy();
    for (String key : List.of("session_id", "query_id", "took")) {
      rest.findParents(key).forEach(parent -> ((ObjectNode) parent).remove(key));
    }
    return rest;
  }

  private static Rest.Answer interest(Rest caller, String item) {
    ObjectNode interest =
        Json.of("interest", Json.of("field", "item_vector", "items", List.of(item)));
    return caller.post(
        "/" + Cinema.INDEX + "/_search",
        Json.of("size", 100, "query", interest, "_source", false).toString());
  }

  private static void assertNothing(JsonNode answer, List<String> words) {
    String text = withoutChance(answer).toString().toLowerCase(Locale.ROOT);
    assertThat(text).hasSizeGreaterThan(2);
    for (String word : words) {
      // a year is not a part of a score
      String bounds = word.matches("\\d+") ? "(?<![\\d.])" + word + "(?:e?s)?(?![\\d.])" : word;
      assertThat(text).doesNotContainPattern(bounds.toLowerCase(Locale.ROOT));
    }
  }
}
