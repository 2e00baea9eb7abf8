package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.it.TestCatalog.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real node refuses at its edge, and how: by the host's rules and the plugin's own. */
@OnRealNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROOT = "/_plugins/_chatrec/";
  private static final String NAME = "edge-films";

  private final HttpClient client = HttpClient.newHttpClient();
  private Rest rest;
  private TestCatalog films;

  @BeforeAll
  void films(Rest node) {
    rest = node;
    films = TestCatalog.ofFilms(node, NAME, 2, 0);
  }

  private HttpResponse<String> send(
      String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(rest.root().resolve(ROOT + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String reason(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body()).at("/error/reason").asText();
  }

  private static final Map<String, String> JSON_TYPE = Map.of("Content-Type", "application/json");

  @ParameterizedTest
  @CsvSource({
    "POST, catalogs//chat, {\"message\":\"x\"}",
    "POST, catalogs/%20/chat, {\"message\":\"x\"}",
    "POST, catalogs/%E2%80%8B/events, {\"events\":[]}",
    "PUT, catalogs/edge-films/users//preferences, {\"likes\":[]}",
    "PUT, catalogs/edge-films/users/%20/preferences, {\"likes\":[]}",
    "PUT, catalogs/edge-films/users/%C2%A0/preferences, {\"likes\":[]}",
    "POST, models//_embed, {\"texts\":[\"x\"]}",
    "POST, catalogs//train, ''",
    "GET, sessions/%20, ''",
    "GET, catalogs/edge-films/items/%09/similar, ''",
  })
  void emptyPartsOfThePathAreRefused(String method, String path, String body) throws Exception {
    HttpResponse<String> answer = send(method, path, body, body.isEmpty() ? Map.of() : JSON_TYPE);
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404, 405);
    assertThat(answer.body()).doesNotContain("java.lang");
  }

  @Test
  void endlessIdsAreRefusedByTheirBytes() throws Exception {
    String wide = "é".repeat(257);
    String path = "catalogs/edge-films/users/" + "%C3%A9".repeat(257) + "/preferences";
    assertThat(send("PUT", path, "{\"likes\":[]}", JSON_TYPE).statusCode()).isEqualTo(400);
    String chat = "{\"message\":\"space\",\"user_id\":\"" + wide + "\"}";
    HttpResponse<String> answer = send("POST", "catalogs/edge-films/chat", chat, JSON_TYPE);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(reason(answer)).contains("[user_id]", "512", "514");
    JsonNode tally = films.events(event("u", "like", wide), event(wide, "like", "s1")).orFail();
    assertThat(tally.path("accepted").asInt()).isZero();
    assertThat(tally.at("/rejected/0/reason").asText()).contains("[item_id]", "bytes");
    assertThat(tally.at("/rejected/1/reason").asText()).contains("[user_id]", "bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", ""})
  void bodiesOfFormsAndWithoutATypeAreRefused(String type) throws Exception {
    Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("Content-Type", type);
    for (String path : List.of("catalogs/edge-films/chat", "catalogs/edge-films/events")) {
      HttpResponse<String> answer =
          send("POST", path, "{\"message\":\"x\",\"events\":[]}", headers);
      assertThat(answer.statusCode()).as(answer.body()).isIn(406, 415);
    }
  }

  @Test
  void anotherSitesPageStartsNoTraining() throws Exception {
    String path = "catalogs/edge-films/train";
    for (Map<String, String> browser :
        List.of(
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Origin", "http://evil.example"),
            Map.of("Origin", "null"),
            Map.of("Content-Type", "text/plain"))) {
      assertThat(send("POST", path, "", browser).statusCode()).as("%s", browser).isIn(403, 415);
    }
    String own = rest.root().toString().replaceAll("/$", "");
    Map<String, String> page = Map.of("Origin", own, "Sec-Fetch-Site", "same-origin");
    assertThat(send("POST", path + "?wait_for_completion=true", "", page).statusCode())
        .isEqualTo(200);
    assertThat(
            send("POST", path + "?wait_for_completion=true", "", Map.of("Origin", own))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void trainingNothingIsNotFoundWhetherOneWaitsOrNot() throws Exception {
    for (String query : List.of("", "?wait_for_completion=true", "?wait_for_completion=false")) {
      HttpResponse<String> answer = send("POST", "catalogs/no-such/train" + query, "", Map.of());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    }
    HttpResponse<String> begun = send("POST", "catalogs/edge-films/train", "", Map.of());
    assertThat(begun.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(begun.body()).path("task").asText()).contains(":");
  }

  /** Through the host, which looks at bodies before the plugin does. */
  @Test
  void bombsAreRefusedAndNotAnError() throws Exception {
    String deep = "[".repeat(1_100) + "]".repeat(1_100);
    for (String body :
        List.of(
            "{\"message\":" + deep + "}",
            "{\"" + "x".repeat(60_000) + "\":1}",
            "{\"message\":\"x\",\"size\":" + "9".repeat(1_100) + "}",
            "{\"message\":\"" + "x".repeat(6_000_000) + "\"}")) {
      for (String path : List.of("chat", "events", "recommend", "users/u/preferences")) {
        String method = path.startsWith("users") ? "PUT" : "POST";
        HttpResponse<String> answer = send(method, "catalogs/edge-films/" + path, body, JSON_TYPE);
        // a long text is read, and what it is not good for is said in the answer
        boolean readable = body.length() > 1_000_000;
        assertThat(answer.statusCode())
            .as("%s %.80s", path, answer.body())
            .isIn(readable ? List.of(200, 400, 413) : List.of(400, 413));
        assertThat(answer.body()).doesNotContain("StreamRead").doesNotContain("java.");
      }
    }
  }

  @Test
  void secondsAreRefusedWithAHintAndQuotedMillisecondsAreTaken() {
    long now = Instant.now().toEpochMilli();
    JsonNode tally =
        films
            .events(
                event("clock", "like", "s1").put("timestamp", now / 1000),
                event("clock", "like", "s1").put("timestamp", String.valueOf(now / 1000)),
                event("clock", "like", "s1").put("timestamp", 0),
                event("clock", "like", "s1").put("timestamp", String.valueOf(now)))
            .orFail();
    assertThat(tally.path("accepted").asInt()).isEqualTo(1);
    assertThat(tally.path("rejected")).hasSize(3);
    tally
        .path("rejected")
        .forEach(one -> assertThat(one.path("reason").asText()).contains("milliseconds"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"junk\"", "7", "null", "[]", "true"})
  void aSignalThatIsNoneIsRefused(String junk) {
    String signal =
        "{\"name\":\"p\",\"type\":\"numeric\",\"field\":\"year\",\"pivot\":5,\"weight\":1}";
    for (String signals : List.of(junk + "," + signal, signal + "," + junk)) {
      Rest.Answer answer =
          rest.post(
              "/" + NAME + "/_search",
              "{\"query\":{\"match_all\":{}},\"rescore\":{\"window_size\":10,\"interest\":{\"signals\":["
                  + signals
                  + "]}}}");
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
    }
  }
}
