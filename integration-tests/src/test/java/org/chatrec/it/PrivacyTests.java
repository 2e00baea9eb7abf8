package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.ids;
import static org.chatrec.it.Answers.itemIds;
import static org.chatrec.it.Answers.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What is known of a person is the person's: read, changed, taken along, forgotten; and what
 * somebody is after now counts now.
 */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivacyTests {
  private static final List<String> THEMES =
      List.of(
          "castle",
          "harbour",
          "airport",
          "farm",
          "circus",
          "pirate",
          "jungle",
          "desert",
          "school",
          "hospital",
          "garage",
          "police",
          "fire",
          "island",
          "village",
          "bridge",
          "tower",
          "market",
          "arctic",
          "volcano");
  private static final List<String> COLOURS =
      List.of(
          "red", "blue", "green", "yellow", "black", "white", "orange", "grey", "purple", "brown");

  private final Rest rest;
  private TestCatalog shop;
  private TestCatalog films;

  PrivacyTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void load() {
    films = TestCatalog.ofFilms(rest, "privacy-films", 2, 0);
    shop = TestCatalog.empty(rest, "privacy-shop", 2, 0);
    Bulk bulk = new Bulk();
    for (int i = 0; i < THEMES.size(); i++) {
      bulk.add("t" + i, item("Building bricks " + THEMES.get(i), "toy", "for children to build"));
      bulk.add("g" + i, item("Board game " + THEMES.get(i), "toy", "for children to play"));
    }
    for (int i = 0; i < COLOURS.size(); i++) {
      String colour = COLOURS.get(i);
      bulk.add("r" + i, item("Rain jacket " + colour, "clothes", "waterproof, with a hood"));
      bulk.add("m" + i, item("Coffee mug " + colour, "kitchen", "stoneware, for hot drinks"));
      bulk.add("l" + i, item("Desk lamp " + colour, "office", "bright light for work"));
    }
    bulk.sendAll(rest, "privacy-shop");
  }

  private static ObjectNode item(String title, String genre, String what) {
    return Json.object("{}")
        .put("title", title)
        .put("overview", "something nice " + what)
        .put("popularity", 1)
        .set("genres", Json.object("{'a':['" + genre + "']}").get("a"));
  }

  private static ObjectNode event(String user, String type, String item) {
    return Json.of("user_id", user, "type", type, "item_id", item);
  }

  private String path(String user) {
    return TestCatalog.API + films.name() + "/users/" + user;
  }

  /** A person who has liked toys for weeks and looked at three rain jackets some time ago. */
  private void shopper(String user, long agoMillis, String session) {
    long now = System.currentTimeMillis();
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < 53; i++) {
      String type = List.of("view", "click", "add_to_cart", "purchase").get(i % 4);
      String item = (i % 2 == 0 ? "t" : "g") + i % 12;
      events.add(event(user, type, item).put("timestamp", now - (2 + i) * 86_400_000L));
    }
    String[] jackets = {"click", "click", "add_to_cart"};
    for (int i = 0; i < jackets.length; i++) {
      events.add(
          event(user, jackets[i], "r" + i)
              .put("timestamp", now - agoMillis - i)
              .put("session_id", session));
    }
    JsonNode tally = shop.events(events.toArray(ObjectNode[]::new)).orFail();
    assertThat(tally.path("accepted").asInt()).as("%s", tally).isEqualTo(56);
  }

  private List<String> recommended(String user) {
    return itemIds(shop.recommend("{'user_id':'" + user + "','size':10}").orFail());
  }

  private List<String> searched(String user, String more) {
    return ids(
        rest.post(
                "/privacy-shop/_search",
                Json.object(
                        "{'size':20,'query':{'match':{'overview':'something nice'}},"
                            + "'ext':{'chatrec':{'user_id':'"
                            + user
                            + "'"
                            + more
                            + "}}}")
                    .toString())
            .orFail());
  }

  @Test
  void whatSomebodyIsAfterNowComesFirstNowAndNotAnHourLater() {
    shopper("now", 1_000, "v1");
    shopper("then", 61 * 60_000, "v1");
    assertThat(recommended("now").subList(0, 5)).anyMatch(id -> id.startsWith("r"));
    assertThat(searched("now", "").subList(0, 5)).anyMatch(id -> id.startsWith("r"));
    assertThat(recommended("then").subList(0, 5)).noneMatch(id -> id.startsWith("r"));
    assertThat(searched("then", "").subList(0, 5)).noneMatch(id -> id.startsWith("r"));
    JsonNode parts =
        shop.recommend("{'user_id':'now','size':10}").orFail().at("/items/0/breakdown");
    assertThat(parts.has("session")).as("%s", parts).isTrue();
    Answers.assertItemBreakdowns(shop.recommend("{'user_id':'now','size':10}").orFail());
  }

  @Test
  void aSessionThatGoesOnCountsLongerThanMinutes() {
    shopper("visitor", 40 * 60_000, "visit-1");
    List<String> goesOn = searched("visitor", ",'session_id':'visit-1'");
    List<String> another = searched("visitor", ",'session_id':'visit-2'");
    assertThat(first(goesOn)).isLessThan(5);
    assertThat(first(another)).isGreaterThan(first(goesOn));
    List<String> inIt =
        itemIds(shop.recommend("{'user_id':'visitor','size':10,'session_id':'visit-1'}").orFail());
    assertThat(first(inIt)).isLessThan(5);
  }

  private static int first(List<String> ids) {
    return IntStream.range(0, ids.size())
        .filter(i -> ids.get(i).startsWith("r"))
        .findFirst()
        .orElse(ids.size());
  }

  @Test
  void aPersonIsForgottenWithAReceipt() {
    films.like("gone", "s1", "s2");
    rest.put(path("gone") + "/preferences", "{\"likes\":[\"drama\"]}").orFail();
    String chat = "{\"message\":\"films in space\",\"user_id\":\"gone\",\"explain\":\"none\"}";
    String session =
        rest.post(TestCatalog.API + films.name() + "/chat", chat)
            .orFail()
            .path("session_id")
            .asText();
    JsonNode erased = rest.delete(path("gone")).orFail().path("erased");
    assertThat(erased.path("events").asInt()).as("%s", erased).isEqualTo(2);
    assertThat(erased.path("profiles").asInt()).isEqualTo(1);
    assertThat(erased.path("sessions").asInt()).isEqualTo(1);
    assertThat(erased.path("preferences").asInt()).isEqualTo(1);
    assertThat(rest.get(path("gone")).status()).isEqualTo(404);
    assertThat(rest.get(path("gone") + "/export").status()).isEqualTo(404);
    assertThat(rest.get("/_plugins/_chatrec/sessions/" + session).status()).isEqualTo(404);
    assertThat(films.order("gone")).isEqualTo(films.order("never-there"));
    assertThat(rest.delete(path("gone")).orFail().path("erased").findValuesAsText("events"))
        .containsExactly("0");
  }

  @Test
  void anEventIsForgottenAsIfItHadNeverCome() {
    long now = System.currentTimeMillis() - 3_600_000 * 24;
    for (String user : List.of("with", "without")) {
      List<ObjectNode> events = new ArrayList<>();
      events.add(event(user, "like", "s1").put("timestamp", now).put("event_id", user + "-1"));
      if (user.equals("with")) {
        events.add(event(user, "like", "f1").put("timestamp", now + 5).put("event_id", "odd"));
      }
      events.add(event(user, "view", "s2").put("timestamp", now + 1).put("event_id", user + "-2"));
      films.events(events.toArray(ObjectNode[]::new)).orFail();
    }
    JsonNode answer = rest.delete(path("with") + "/events/odd").orFail();
    assertThat(answer.at("/erased/events").asInt()).isEqualTo(1);
    assertThat(vectors("with")).isEqualTo(vectors("without"));
    assertThat(films.order("with")).isEqualTo(films.order("without"));
    assertThat(rest.delete(path("with") + "/events/odd").status()).isEqualTo(404);
    assertThat(rest.delete(path("with") + "/events/without-1").status()).isEqualTo(404);
  }

  private JsonNode vectors(String user) {
    JsonNode profile = rest.get(path(user) + "/export").orFail().path("profile");
    assertThat(profile.at("/interests/list")).isNotEmpty();
    return profile.path("interests");
  }

  @Test
  void anExportInPartsHasAllOfIt() {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      events.add(event("takes", "view", "s" + (1 + i % 6)).put("event_id", "takes-" + i));
    }
    films.events(events.toArray(ObjectNode[]::new)).orFail();
    List<String> found = new ArrayList<>();
    String next = "";
    do {
      JsonNode part = rest.get(path("takes") + "/export?size=10" + next).orFail();
      list(part.path("events")).forEach(event -> found.add(event.path("event_id").asText()));
      next = part.path("truncated").asBoolean() ? "&after=" + part.path("next").asText() : "";
    } while (!next.isEmpty());
    assertThat(found).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void interestsHaveNamesAndWeightsAndAreChanged() {
    films.like("reader", "s1", "s2", "s3");
    films.events(event("reader", "view", "f1")).orFail();
    JsonNode interests = rest.get(path("reader")).orFail().path("interests");
    JsonNode stray = list(interests).getLast();
    assertThat(interests.get(0).path("weight").asDouble()).isEqualTo(1);
    assertThat(stray.path("weight").asDouble()).as("%s", interests).isBetween(0.0, 0.2);
    assertThat(stray.at("/items/0/id").asText()).isEqualTo("f1");
    String id = stray.path("id").asText();
    JsonNode pinned = rest.put(path("reader") + "/interests/" + id, "{\"pinned\":true}").orFail();
    assertThat(pinned.path("weight").asDouble()).isEqualTo(1);
    films.like("reader", "s4");
    assertThat(weight("reader", id)).isEqualTo(1);
    rest.put(path("reader") + "/interests/" + id, "{\"weight\":0.4}").orFail();
    assertThat(weight("reader", id)).isEqualTo(0.4);
    rest.delete(path("reader") + "/interests/" + id).orFail();
    assertThat(weight("reader", id)).isNaN();
    films.like("reader", "s5");
    assertThat(weight("reader", id)).isNaN();
    assertThat(rest.delete(path("reader") + "/interests/" + id).status()).isEqualTo(404);
  }

  private double weight(String user, String interest) {
    return list(rest.get(path(user)).orFail().path("interests")).stream()
        .filter(each -> each.path("id").asText().equals(interest))
        .mapToDouble(each -> each.path("weight").asDouble())
        .findFirst()
        .orElse(Double.NaN);
  }

  @Test
  void whatIsTakenBackCountsNoMore() {
    films.like("undoes", "s1", "f1");
    films.events(event("undoes", "undo", "f1")).orFail();
    JsonNode user = rest.get(path("undoes")).orFail();
    assertThat(user.path("events").asInt()).isEqualTo(3);
    assertThat(user.path("interests")).hasSize(1);
    assertThat(user.at("/interests/0/items/0/id").asText()).isEqualTo("s1");
    films.events(event("buys", "purchase", "s1"), event("buys", "return", "s1")).orFail();
    assertThat(rest.get(path("buys")).orFail().path("interests")).isEmpty();
  }

  @Test
  void aVisitorsHistoryIsGivenToTheLoginOnce() {
    films.like("anon-7", "s1", "s2");
    films.like("login", "f1");
    String merge = "{\"from\":\"anon-7\"}";
    JsonNode merged = rest.post(path("login") + "/merge", merge).orFail().path("merged");
    assertThat(merged.path("events").asInt()).as("%s", merged).isEqualTo(2);
    assertThat(rest.get(path("login")).orFail().path("events").asInt()).isEqualTo(3);
    assertThat(rest.get(path("anon-7")).status()).isEqualTo(404);
    List<String> order = films.order("login");
    rest.post(path("login") + "/merge", merge).orFail();
    assertThat(rest.get(path("login")).orFail().path("events").asInt()).isEqualTo(3);
    assertThat(films.order("login")).isEqualTo(order);
    Answers.assertRefused(rest.post(path("login") + "/merge", "{}"), "[from]");
    Answers.assertRefused(rest.post(path("login") + "/merge", "{\"from\":\"login\"}"), "[from]");
  }

  /** The id of what was liked is given to something else. */
  @Test
  void anItemThatHasBecomeAnotherThingIsNotNamedAsLiked() {
    TestCatalog garden = TestCatalog.empty(rest, "privacy-garden", 1, 0);
    put("a", "red tent", garden);
    garden.like("camper", "a");
    put("a", "garden hose", garden);
    put("d", "garden sprinkler", garden);
    JsonNode answer = garden.recommend("{'user_id':'camper'}").orFail();
    assertThat(itemIds(answer)).contains("d");
    assertThat(answer.toString()).doesNotContain("garden hose");
    JsonNode user = garden.user("camper").orFail();
    assertThat(user.toString()).doesNotContain("garden hose");
    garden.like("camper", "a");
    assertThat(garden.user("camper").orFail().toString()).contains("garden hose");
  }

  private void put(String id, String title, TestCatalog catalog) {
    rest.put(
            "/" + catalog.name() + "/_doc/" + id + "?refresh=true",
            Json.of("title", title, "overview", title).toString())
        .orFail();
  }
}
