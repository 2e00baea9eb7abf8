package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin's own indices are closed to everybody but the plugin, the administrator included. */
@OnSecuredNode
class StateIndicesTests {
  private static final List<String> STATE =
      List.of(
          ".chatrec-catalogs",
          ".chatrec-events",
          ".chatrec-profiles",
          ".chatrec-sessions",
          ".chatrec-preferences");

  private final Cinema cinema;

  StateIndicesTests(Cinema cinema) {
    this.cinema = cinema;
    cinema.shopKeeper().post(Cinema.CATALOG + "/chat", "{\"message\":\"space\"}").orFail();
    cinema
        .shopKeeper()
        .put(Cinema.CATALOG + "/users/of-state/preferences", "{\"likes\":[\"comedy\"]}")
        .orFail();
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "everything", "shopkeeper"})
  void nobodyReadsThem(String who) {
    Rest caller = caller(who);
    for (String index : STATE) {
      assertClosed(caller.get("/" + index + "/_search?q=*:*"));
      assertClosed(caller.get("/" + index + "/_doc/cinema"));
      assertClosed(caller.post("/" + index + "/_count", "{\"query\":{\"match_all\":{}}}"));
      assertClosed(
          caller.postLines(
              "/_msearch", "{\"index\":\"" + index + "\"}\n{\"query\":{\"match_all\":{}}}\n"));
      assertClosed(caller.post("/" + index + "/_mget", "{\"ids\":[\"cinema\"]}"));
      assertClosed(caller.get("/" + index + "/_explain/cinema?q=*:*"));
      assertClosed(
          caller.post(
              "/_reindex?refresh=true",
              "{\"source\":{\"index\":\"" + index + "\"},\"dest\":{\"index\":\"mine-copy\"}}"));
    }
    JsonNode copied = cinema.admin().get("/mine-copy/_count").body();
    assertThat(copied.path("count").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "everything", "shopkeeper"})
  void aSearchOfEverythingFindsNothingOfThem(String who) {
    for (String index : List.of("*", ".*", "_all", ".chatrec-*")) {
      ObjectNode body = Json.object("{'size':1000,'query':{'match_all':{}}}");
      Rest.Answer answer =
          caller(who)
              .post(
                  "/" + index + "/_search?expand_wildcards=all&ignore_unavailable=true",
                  body.toString());
      assertThat(answer.body().toString()).doesNotContain("\".chatrec-");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "everything", "shopkeeper"})
  void nobodyWritesOrRemovesThem(String who) {
    Rest caller = caller(who);
    for (String index : STATE) {
      for (Rest.Answer answer :
          List.of(
              caller.put("/" + index + "/_doc/planted?refresh=true", "{\"name\":\"planted\"}"),
              caller.post("/" + index + "/_update/cinema", "{\"doc\":{\"index\":\"mine\"}}"),
              caller.post("/" + index + "/_delete_by_query?q=*:*", ""),
              caller.post("/" + index + "/_close", ""),
              caller.put("/" + index + "/_mapping", "{\"properties\":{\"x\":{\"type\":\"text\"}}}"),
              caller.delete("/" + index))) {
        assertThat(answer.status()).as(index + " %s", answer.body()).isIn(403, 404);
      }
    }
    assertThat(cinema.admin().get(Cinema.CATALOG).status()).isEqualTo(200);
    assertThat(cinema.admin().get(Cinema.API + "catalogs/planted").status()).isEqualTo(404);
  }

  @Test
  void aQueryThatLooksTermsUpInThemFindsNone() {
    Rest caller = caller("everything");
    String profile = "cinema";
    ObjectNode terms =
        Json.object(
            "{'query':{'terms':{'title':{'index':'.chatrec-catalogs','id':'"
                + profile
                + "','path':'text_fields'}}}}");
    Rest.Answer answer = caller.post("/" + Cinema.INDEX + "/_search", terms.toString());
    assertThat(answer.status() == 403 || answer.body().at("/hits/total/value").asInt() == 0)
        .as("%s", answer.body())
        .isTrue();
  }

  private Rest caller(String who) {
    return switch (who) {
      case "admin" -> cinema.admin();
      case "everything" -> cinema.node().user("everything", Role.none().cluster("*").on("*", "*"));
      default -> cinema.shopKeeper();
    };
  }

  /** Refused, or answered as if nothing were there. */
  private static void assertClosed(Rest.Answer answer) {
    String text = answer.body().toString();
    boolean nothing =
        answer.status() >= 400
            || answer.body().at("/hits/total/value").asInt(-1) == 0
            || answer.body().at("/responses/0/hits/total/value").asInt(-1) == 0
            || answer.body().path("count").asInt(-1) == 0
            || answer.body().path("total").asInt(-1) == 0
            || text.contains("security_exception")
            || text.contains("\"found\":false");
    assertThat(nothing).as(text).isTrue();
    assertThat(text).doesNotContain("\"found\":true");
  }
}
