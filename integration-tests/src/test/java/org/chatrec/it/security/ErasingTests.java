package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is kept of people goes when it should, from indices that are closed to everybody: at the
 * wish of whoever may say so, and at no wish of others.
 */
@OnSecuredNode
class ErasingTests {
  private static final String PREFERENCES = "indices:data/write/chatrec/preferences";
  private static final String ERASE = "indices:data/write/chatrec/erase/session";
  private static final String RETENTION = "chatrec.privacy.sessions_retention";
  private static final String OPT_OUT = "{\"opt_out\":true}";

  private final Cinema cinema;

  ErasingTests(Cinema cinema) {
    this.cinema = cinema;
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "auditor"})
  void whoMayStateAnOptOutErasesEventsProfileAndChats(String who) {
    String person = "erased-by-" + who;
    String session = lived(person);
    JsonNode answer = caller(who).put(preferences(person), OPT_OUT).orFail();
    assertThat(answer.path("erased").asLong()).as("%s", answer).isGreaterThanOrEqualTo(4);
    Rest.Answer user = cinema.admin().get(Cinema.CATALOG + "/users/" + person);
    assertThat(user.body().path("events").asInt()).as("%s", user.body()).isZero();
    assertThat(user.body().path("interests").size()).isZero();
    assertThat(read(session).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"without", "stranger", "bookseller"})
  void whoMayNotErasesNothing(String who) {
    String person = "kept-from-" + who;
    String session = lived(person);
    assertDenied(caller(who).put(preferences(person), OPT_OUT), PREFERENCES);
    JsonNode user = cinema.admin().get(Cinema.CATALOG + "/users/" + person).orFail();
    assertThat(user.path("events").asInt()).isEqualTo(2);
    assertThat(user.path("interests").size()).isPositive();
    read(session).orFail();
  }

  @Test
  void aChatIsErasedByWhoBeganItAndMayAndByNobodyElse() {
    String session = lived("chats-erased");
    Rest lacking = cinema.node().user("erases-nothing", Cinema.shop().without(ERASE));
    assertDenied(lacking.delete(Cinema.API + "sessions/" + session), ERASE);
    assertThat(cinema.admin().delete(Cinema.API + "sessions/" + session).status()).isEqualTo(404);
    read(session).orFail();
    cinema.shopKeeper().delete(Cinema.API + "sessions/" + session).orFail();
    assertThat(read(session).status()).isEqualTo(404);
  }

  /** A request that does not see an old chat says nothing of it; one that sees all again does. */
  @Test
  void whatIsOverIsRemovedByTheNodeItself() {
    String session = lived("chats-swept");
    assertThat(cinema.shopKeeper().put("/_cluster/settings", kept("1s")).status()).isEqualTo(403);
    read(session).orFail();
    boolean removed = false;
    for (int attempt = 0; attempt < 2_000 && !removed; attempt++) {
      keep(attempt % 2 == 0 ? "1s" : "1001ms"); // each change sweeps
      boolean over = read(session).status() == 404;
      keep(null);
      removed = over && read(session).status() == 404;
    }
    assertThat(removed).isTrue();
  }

  private void keep(String time) {
    cinema.admin().put("/_cluster/settings", kept(time)).orFail();
  }

  private static String kept(String time) {
    return Json.of("persistent", Json.of(RETENTION, time)).toString();
  }

  /** Has somebody do something and chat; returns the chat. */
  private String lived(String person) {
    cinema.events(Cinema.like(person, "v1"), Cinema.like(person, "v2"));
    JsonNode chat =
        cinema
            .shopKeeper()
            .post(
                Cinema.CATALOG + "/chat",
                Json.of("message", "films in space", "user_id", person, "explain", "none")
                    .toString())
            .orFail();
    String session = chat.path("session_id").asText();
    read(session).orFail();
    return session;
  }

  private Rest.Answer read(String session) {
    return cinema.shopKeeper().get(Cinema.API + "sessions/" + session);
  }

  private Rest caller(String who) {
    return switch (who) {
      case "admin" -> cinema.admin();
      case "auditor" ->
          cinema
              .node()
              .user(
                  "erasing-auditor",
                  Role.none().cluster("cluster_composite_ops_ro").on(Cinema.INDEX, PREFERENCES));
      case "without" ->
          cinema.node().user("without-preferences", Cinema.shop().without(PREFERENCES));
      case "bookseller" ->
          cinema
              .node()
              .user(
                  "bookseller",
                  Role.none()
                      .cluster("cluster_composite_ops_ro")
                      .on(Cinema.OTHER_INDEX, Cinema.ALL));
      default -> cinema.stranger();
    };
  }

  private static String preferences(String person) {
    return Cinema.CATALOG + "/users/" + person + "/preferences";
  }

  private static void assertDenied(Rest.Answer answer, String action) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
    assertThat(answer.body().toString()).contains(action);
  }
}
