package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent can do what its user can, and sees what its user sees. */
@OnSecuredNode
class AgentTests {

  private final Cinema cinema;

  AgentTests(Cinema cinema) {
    this.cinema = cinema;
  }

  private static JsonNode tool(Rest as, String name, Map<String, ?> arguments) {
    return as.post(
            Cinema.API + "mcp",
            Json.of(
                    "jsonrpc",
                    "2.0",
                    "id",
                    1,
                    "method",
                    "tools/call",
                    "params",
                    Map.of("name", name, "arguments", arguments))
                .toString())
        .orFail()
        .path("result");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recommend", "similar", "why", "record_event", "search", "catalogs"})
  void whoMayNotHearsWhy(String name) {
    Map<String, Object> arguments =
        switch (name) {
          case "catalogs" -> Map.of();
          case "search" -> Map.of("catalog", "cinema", "query", "murder");
          case "recommend" -> Map.of("catalog", "cinema", "user_id", "x");
          case "record_event" ->
              Map.of("catalog", "cinema", "user_id", "x", "type", "view", "item_id", "v1");
          case "why" -> Map.of("catalog", "cinema", "item_id", "v1", "user_id", "x");
          default -> Map.of("catalog", "cinema", "item_id", "v1");
        };
    JsonNode refused = tool(cinema.stranger(), name, arguments);
    assertThat(refused.path("isError").asBoolean()).as("%s", refused).isTrue();
    assertThat(refused.at("/content/0/text").asText()).contains("no permissions");
    if (!name.equals("record_event")) {
      JsonNode done = tool(cinema.admin(), name, arguments);
      assertThat(done.path("isError").asBoolean()).as("%s", done).isFalse();
    }
  }

  @Test
  void whatIsHiddenIsFoundByNoSearch() {
    Map<String, Object> all = Map.of("catalog", "cinema", "query", "a noirish murder", "size", 100);
    assertThat(tool(cinema.admin(), "search", all).toString()).contains("\"h1\"");
    JsonNode found = tool(cinema.newOnly(), "search", all);
    assertThat(found.path("isError").asBoolean()).as("%s", found).isFalse();
    assertThat(found.toString()).doesNotContain("\"h1\"", "\"h2\"", "\"h3\"");
    Cinema.HIDDEN_WORDS.forEach(word -> assertThat(found.toString()).doesNotContain(word));
  }
}
