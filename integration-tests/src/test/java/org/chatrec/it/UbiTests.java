package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.Answers.assertMissing;
import static org.chatrec.it.Answers.assertRefused;
import static org.chatrec.it.Answers.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of User Behavior Insights, by the routes and by the ingest processor. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UbiTests {
  private static final String PATH = TestCatalog.API + "ubi-films/";

  private TestCatalog films;

  @BeforeAll
  void films(Rest rest) {
    films = TestCatalog.ofFilms(rest, "ubi-films", 1, 0);
  }

  private static ObjectNode ubi(String client, String action, String item, String time) {
    ObjectNode document =
        Json.object(
            """
            {'application':'shop','query_id':'q-1','session_id':'visit-1','user_id':'',
             'message_type':'INFO','message':'',
             'event_attributes':{'object':{'object_id_field':'sku'},'position':{'ordinal':2}}}
            """);
    document.put("client_id", client).put("action_name", action).put("timestamp", time);
    ((ObjectNode) document.at("/event_attributes/object")).put("object_id", item);
    return document;
  }

  private static ObjectNode query(String client, String words) {
    return Json.of(
        "application",
        "shop",
        "query_id",
        "q-" + words,
        "client_id",
        client,
        "user_query",
        words,
        "query_response_hit_ids",
        List.of("s1", "s2"),
        "timestamp",
        "2026-03-01T10:00:00.000Z");
  }

  private static void assertTally(Rest.Answer answer, int accepted, int duplicate, int rejected) {
    JsonNode tally = answer.orFail();
    assertThat(tally.path("accepted").asInt()).as("%s", tally).isEqualTo(accepted);
    assertThat(tally.path("duplicate").asInt()).as("%s", tally).isEqualTo(duplicate);
    assertThat(tally.path("rejected")).as("%s", tally).hasSize(rejected);
  }

  private int count(String user) {
    return films.user(user).orFail().path("events").asInt();
  }

  @Test
  void aListOfQueriesAndEventsCountsAtOnceAndOnce(Rest rest) {
    String list =
        List.of(
                query("shopper", "space"),
                ubi("shopper", "impression", "f1", "2026-03-01T10:00:01Z"),
                ubi("shopper", "click", "s1", "2026-03-01T10:00:02Z"),
                ubi("shopper", "add_to_cart", "s1", "2026-03-01T10:00:03Z"))
            .toString();
    assertTally(rest.post(PATH + "events/ubi", list), 4, 0, 0);
    assertTally(rest.post(PATH + "events/ubi", list), 0, 4, 0);
    assertThat(count("shopper")).isEqualTo(4);
    assertThat(films.order("shopper").getFirst()).isEqualTo("s1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"events/ubi", "ubi_events", "events/ubi_events", "events/ubi/ubi_events"})
  void eachAddressTakesWhatUbiJsPosts(String path, Rest rest) {
    String client = "js-" + path.replace('/', '-');
    String posted = List.of(ubi(client, "click", "s2", "2026-03-01T11:00:00.001Z")).toString();
    assertTally(rest.post(PATH + path, posted), 1, 0, 0);
    String query = List.of(query(client, "moon")).toString();
    assertTally(rest.post(PATH + path.replace("ubi_events", "ubi_queries"), query), 1, 0, 0);
    assertThat(count(client)).isEqualTo(2);
  }

  @Test
  void oneObjectIsTakenAndLinesAndTheBodyOfABulk(Rest rest) {
    ObjectNode one = ubi("lines", "view", "s1", "2026-03-01T10:00:00Z");
    ObjectNode two = ubi("lines", "view", "s2", "2026-03-01T10:00:00Z");
    assertTally(rest.post(PATH + "events/ubi", one.toString()), 1, 0, 0);
    assertTally(rest.postLines(PATH + "events/ubi", one + "\n" + two + "\n"), 1, 1, 0);
    String bulk =
        "{\"index\":{\"_index\":\"ubi_events\",\"_id\":\"7\"}}\n"
            + ubi("lines", "view", "s3", "2026-03-01T10:00:00Z")
            + "\n{\"create\":{\"_index\":\"ubi_queries\"}}\n"
            + query("lines", "rocket")
            + "\n";
    assertTally(rest.postLines(PATH + "events/ubi", bulk), 2, 0, 0);
    assertThat(count("lines")).isEqualTo(4);
  }

  @Test
  void whatIsNotUnderstoodIsNamedAndFailsNoNeighbour(Rest rest) {
    JsonNode answer =
        rest.post(
                PATH + "events/ubi",
                List.of(
                        ubi("mixed", "click", "s1", "2026-03-01T10:00:00Z"),
                        ubi("mixed", "brand_filter", "s1", "2026-03-01T10:00:00Z"),
                        ubi("mixed", "click", "", "2026-03-01T10:00:00Z"),
                        ubi("", "click", "s1", "2026-03-01T10:00:00Z"),
                        ubi("mixed", "click", "s1", "soon"),
                        ubi("mixed", "click", "s2", "2026-03-01T10:00:00Z"))
                    .toString())
            .orFail();
    assertThat(answer.path("accepted").asInt()).isEqualTo(2);
    String[] fields = {
      "[action_name]", "[event_attributes.object.object_id]", "[client_id]", "[timestamp]"
    };
    List<JsonNode> rejected = list(answer.path("rejected"));
    assertThat(rejected).hasSize(fields.length);
    for (int i = 0; i < fields.length; i++) {
      assertThat(rejected.get(i).path("index").asInt()).isEqualTo(i + 1);
      assertThat(rejected.get(i).path("reason").asText()).startsWith(fields[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[[{}]]", "[1]", "\"x\"", "[{}", "{\"index\":{\"_id\":\"1\"}}"})
  void aBadBodyIsRefused(String body, Rest rest) {
    assertThat(rest.post(PATH + "events/ubi", body).status()).isEqualTo(400);
  }

  @Test
  void anUnknownCatalogueIsMissing(Rest rest) {
    String one = ubi("u", "click", "s1", "2026-03-01T10:00:00Z").toString();
    assertMissing(rest.post(TestCatalog.API + "ubi-none/events/ubi", one), "ubi-none");
  }

  /** A shop whose collector names products by a field of theirs, as the mapping made it. */
  private static TestCatalog shop(Rest rest, String name) {
    TestCatalog shop = TestCatalog.empty(rest, name, 1, 0);
    Bulk bulk = new Bulk();
    for (ObjectNode film : TestCatalog.films()) {
      String id = film.path("id").asText();
      film.remove("id");
      bulk.add(id, film.put("asin", "B0" + id).put("shelf", id.substring(0, 1)));
    }
    bulk.sendAll(rest, name);
    return shop;
  }

  private static ObjectNode named(String client, String field, String value, int second) {
    ObjectNode document = ubi(client, "click", value, "2026-03-01T10:00:0" + second + "Z");
    ((ObjectNode) document.at("/event_attributes/object")).put("object_id_field", field);
    return document;
  }

  @Test
  void anItemIsFoundByTheFieldThatNamesIt(Rest rest) {
    TestCatalog shop = shop(rest, "ubi-shop");
    String sent =
        List.of(
                named("by-field", "asin", "B0s1", 0),
                named("by-field", "asin", "B0gone", 1),
                named("by-field", "asin", "s2", 2),
                named("by-field", "shelf", "s", 3),
                named("by-field", "title", "Moon Engine", 4))
            .toString();
    JsonNode answer = rest.post(TestCatalog.API + "ubi-shop/events/ubi", sent).orFail();
    assertThat(answer.path("accepted").asInt()).as("%s", answer).isEqualTo(1);
    assertThat(list(answer.path("rejected")).stream().map(each -> each.path("index").asInt()))
        .containsExactly(1, 2, 3, 4);
    assertThat(answer.at("/rejected/0/reason").asText())
        .startsWith("[event_attributes.object.object_id] names no item")
        .contains("[asin]", "[B0gone]");
    assertThat(answer.at("/rejected/2/reason").asText())
        .startsWith("[event_attributes.object.object_id_field]");
    JsonNode person = shop.user("by-field").orFail();
    assertThat(person.path("events").asInt()).isEqualTo(1);
    assertThat(person.at("/interests/0/items/0/id").asText()).isEqualTo("s1");
    JsonNode again = rest.post(TestCatalog.API + "ubi-shop/events/ubi", sent).orFail();
    assertThat(again.path("duplicate").asInt()).as("%s", again).isEqualTo(1);
  }

  @Test
  void anIdThatNoItemHasIsKeptAndTold(Rest rest) {
    String sent =
        List.of(
                named("by-id", "_id", "s1", 0),
                named("by-id", "product_id", "s2", 1),
                named("by-id", "product_id", "coming soon", 2))
            .toString();
    JsonNode answer = rest.post(PATH + "events/ubi", sent).orFail();
    assertThat(answer.path("accepted").asInt()).as("%s", answer).isEqualTo(3);
    assertThat(answer.at("/unknown_items/count").asInt()).isEqualTo(1);
    assertThat(answer.at("/unknown_items/ids/0").asText()).isEqualTo("coming soon");
    assertThat(count("by-id")).isEqualTo(3);
  }

  private static void pipeline(Rest rest, String name, String config) {
    String body = "{'processors':[{'ubi_events':{" + config + "}}]}";
    rest.put("/_ingest/pipeline/" + name, Json.object(body).toString()).orFail();
  }

  /** An index whose documents pass through the processor. */
  private static void log(Rest rest, String index, String config) {
    pipeline(rest, index, config);
    rest.put("/" + index, Json.of("settings", Json.of("index.default_pipeline", index)).toString())
        .orFail();
  }

  @Test
  void documentsThatAreIndexedCountOnceAndStayAsTheyAre(Rest rest) {
    log(rest, "ubi-log", "'catalog':'ubi-films'");
    ObjectNode click = ubi("indexed", "click", "s1", "2026-03-01T10:00:00Z");
    Bulk bulk =
        new Bulk()
            .add("1", click)
            .add("2", ubi("indexed", "page_exit", "s1", "2026-03-01T10:00:00Z"))
            .add("3", query("indexed", "orbit"));
    bulk.sendAll(rest, "ubi-log");
    bulk.sendAll(rest, "ubi-log");
    rest.put(
            "/ubi-log/_doc/single", ubi("indexed", "like", "s5", "2026-03-01T10:01:00Z").toString())
        .orFail();
    assertThat(count("indexed")).isEqualTo(3);
    assertThat(rest.get("/ubi-log/_doc/1").orFail().path("_source")).isEqualTo(click);
    // the same by the route is the same
    assertTally(rest.post(PATH + "events/ubi", click.toString()), 0, 1, 0);
  }

  @Test
  void whatIsNotUnderstoodFailsAloneWhereThatIsWanted(Rest rest) {
    log(rest, "ubi-strict", "'catalog':'ubi-films','on_rejected':'fail'");
    List<JsonNode> results =
        new Bulk()
            .add("1", ubi("strict", "click", "s1", "2026-03-01T10:00:00Z"))
            .add("2", ubi("strict", "page_exit", "s1", "2026-03-01T10:00:00Z"))
            .add("3", ubi("strict", "click", "s2", "2026-03-01T10:00:00Z"))
            .send(rest, "ubi-strict");
    assertThat(results.stream().map(each -> each.path("status").asInt()))
        .containsExactly(201, 400, 201);
    assertThat(results.get(1).at("/error/reason").asText()).contains("[action_name]");
    assertThat(count("strict")).isEqualTo(2);
  }

  @Test
  void aCatalogueThatIsMissingFailsTheDocuments(Rest rest) {
    log(rest, "ubi-lost", "'catalog':'ubi-none'");
    List<JsonNode> results =
        new Bulk()
            .add("1", ubi("lost", "click", "s1", "2026-03-01T10:00:00Z"))
            .send(rest, "ubi-lost");
    assertThat(results.getFirst().path("status").asInt()).isEqualTo(404);
  }

  @Test
  void aSimulationCountsNothing(Rest rest) {
    pipeline(rest, "ubi-simulated", "'catalog':'ubi-films'");
    ObjectNode source = ubi("simulated", "click", "s1", "2026-03-01T10:00:00Z");
    rest.post(
            "/_ingest/pipeline/ubi-simulated/_simulate",
            Json.of("docs", List.of(Json.of("_source", source))).toString())
        .orFail();
    assertMissing(films.user("simulated"), "simulated");
  }

  @Test
  void aPipelineIsRefusedForWhatItCannotDo(Rest rest) {
    for (String config : List.of("", "'catalog':' '", "'catalog':'c','on_rejected':'drop'")) {
      String body = "{'processors':[{'ubi_events':{" + config + "}}]}";
      assertThat(rest.put("/_ingest/pipeline/ubi-bad", Json.object(body).toString()).status())
          .isEqualTo(400);
    }
    assertRefused(
        rest.put(
            "/_ingest/pipeline/ubi-bad",
            Json.object("{'processors':[{'ubi_events':{'catalog':'c','colour':1}}]}").toString()),
        "colour");
  }
}
