package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** An agent's way: it introduces itself, looks at the tools, and uses each. */
@OnRealNode
class AgentTests {

  private static final String MCP = "/_plugins/_chatrec/mcp";

  private static JsonNode ask(Rest rest, String method, Map<String, ?> params) {
    JsonNode answer =
        rest.post(
                MCP,
                Json.of("jsonrpc", "2.0", "id", 7, "method", method, "params", params).toString())
            .orFail();
    assertThat(answer.path("jsonrpc").asText()).isEqualTo("2.0");
    assertThat(answer.path("id").asInt()).isEqualTo(7);
    return answer;
  }

  private static JsonNode tool(Rest rest, String name, Map<String, ?> arguments) {
    JsonNode result =
        ask(rest, "tools/call", Map.of("name", name, "arguments", arguments)).path("result");
    assertThat(result.path("content").path(0).path("type").asText()).isEqualTo("text");
    return result;
  }

  private static JsonNode done(JsonNode result) {
    assertThat(result.path("isError").asBoolean()).as("%s", result).isFalse();
    String text = result.path("content").path(0).path("text").asText();
    JsonNode structured = result.path("structuredContent");
    assertThat(Json.read(text)).as("the same as text").isEqualTo(structured);
    return structured;
  }

  private static String refused(JsonNode result) {
    assertThat(result.path("isError").asBoolean()).as("%s", result).isTrue();
    return result.path("content").path(0).path("text").asText();
  }

  @Test
  void anAgentIntroducesItselfAndSeesTheTools(Rest rest) {
    JsonNode hello =
        ask(
            rest,
            "initialize",
            Map.of(
                "protocolVersion", "2025-03-26", "capabilities", Map.of(), "clientInfo", Map.of()));
    assertThat(hello.at("/result/protocolVersion").asText()).isEqualTo("2025-03-26");
    assertThat(hello.at("/result/serverInfo/name").asText()).isEqualTo("chatrec");
    List<String> versions = new ArrayList<>();
    for (JsonNode plugin : rest.get("/_cat/plugins?format=json").orFail()) {
      if (plugin.path("component").asText().equals("chatrec")) {
        versions.add(plugin.path("version").asText());
      }
    }
    assertThat(versions).containsOnly(hello.at("/result/serverInfo/version").asText());
    JsonNode other = ask(rest, "initialize", Map.of("protocolVersion", "1999-01-01"));
    assertThat(other.at("/result/protocolVersion").asText()).isEqualTo("2025-06-18");
    Rest.Answer ready =
        rest.post(MCP, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    assertThat(ready.status()).isEqualTo(202);
    assertThat(ask(rest, "ping", Map.of()).path("result").isObject()).isTrue();
    JsonNode tools = ask(rest, "tools/list", Map.of()).at("/result/tools");
    assertThat(tools.findValuesAsText("name"))
        .contains("search", "recommend", "similar", "why", "record_event", "catalogs");
    for (JsonNode tool : tools) {
      assertThat(tool.at("/inputSchema/type").asText()).isEqualTo("object");
      assertThat(tool.path("description").asText()).isNotBlank();
    }
    assertThat(rest.get(MCP).status()).isEqualTo(405);
  }

  @Test
  void eachToolIsUsedForAPerson(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "of-agents", 1, 0);
    String name = films.name();
    assertThat(done(tool(rest, "catalogs", Map.of())).findValuesAsText("index")).contains(name);
    JsonNode event =
        tool(
            rest,
            "record_event",
            Map.of("catalog", name, "user_id", "ann", "item_id", "s1", "type", "like"));
    assertThat(done(event).path("accepted").asInt()).isEqualTo(1);
    JsonNode recommended =
        done(tool(rest, "recommend", Map.of("catalog", name, "user_id", "ann", "size", 3)));
    assertThat(recommended.path("items").path(0).path("id").asText()).isIn(TestCatalog.SPACE);
    JsonNode found =
        done(
            tool(
                rest,
                "search",
                Map.of(
                    "catalog",
                    name,
                    "query",
                    "a chef in a restaurant",
                    "user_id",
                    "ann",
                    "filter",
                    Map.of("range", Map.of("year", Map.of("gte", 1995))),
                    "size",
                    4)));
    assertThat(found.at("/hits/0/id").asText()).isIn(TestCatalog.FOOD);
    assertThat(found.at("/hits")).hasSizeLessThanOrEqualTo(4);
    for (JsonNode hit : found.path("hits")) {
      assertThat(hit.at("/source/year").asInt()).isGreaterThanOrEqualTo(1995);
      assertThat(hit.path("source").has(TestCatalog.VECTOR)).isFalse();
    }
    JsonNode similar =
        done(tool(rest, "similar", Map.of("catalog", name, "item_id", "s1", "size", 2)));
    assertThat(similar.path("items")).hasSize(2);
    JsonNode why =
        done(tool(rest, "why", Map.of("catalog", name, "item_id", "s2", "user_id", "ann")));
    assertThat(why).isNotEmpty();
    JsonNode ofSearch =
        done(
            tool(
                rest,
                "why",
                Map.of(
                    "catalog",
                    name,
                    "item_id",
                    "f1",
                    "user_id",
                    "ann",
                    "query",
                    "films about cooks",
                    "what_if",
                    Map.of("weights", Map.of("popularity", 1)))));
    assertThat(ofSearch).isNotEmpty();
  }

  /** Of an index whose default pipeline is somebody else's, too. */
  @Test
  void theFilterOfTheCatalogueAlwaysHolds(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "of-agents-filtered", 1, 0);
    ObjectNode declaration = TestCatalog.declaration(films.name(), 1, 0);
    declaration.remove("create");
    declaration.set("filter", Json.object("{'term':{'genres':'comedy'}}"));
    rest.put(TestCatalog.API + films.name(), declaration.toString()).orFail();
    rest.put("/_search/pipeline/of-somebody", "{\"request_processors\":[]}").orFail();
    rest.put(
            "/" + films.name() + "/_settings",
            "{\"index.search.default_pipeline\":\"of-somebody\"}")
        .orFail();
    JsonNode found =
        done(tool(rest, "search", Map.of("catalog", films.name(), "query", "space", "size", 50)));
    assertThat(found.path("hits")).isNotEmpty();
    for (JsonNode hit : found.path("hits")) {
      assertThat(hit.at("/source/genres/0").asText()).isEqualTo("comedy");
    }
  }

  @Test
  void whatCannotBeDoneSaysWhyAndNamesTheField(Rest rest) {
    TestCatalog films = TestCatalog.ofFilms(rest, "of-agents-wrong", 1, 0);
    String name = films.name();
    assertThat(refused(tool(rest, "recommend", Map.of()))).contains("[catalog]");
    assertThat(refused(tool(rest, "recommend", Map.of("catalog", "nowhere")))).contains("nowhere");
    assertThat(refused(tool(rest, "recommend", Map.of("catalog", name, "size", -1))))
        .contains("[size]");
    assertThat(refused(tool(rest, "search", Map.of("catalog", name)))).contains("[query]");
    assertThat(refused(tool(rest, "search", Map.of("catalog", name, "query", "x", "color", 1))))
        .contains("[color]");
    assertThat(
            refused(
                tool(
                    rest,
                    "search",
                    Map.of("catalog", name, "query", "x", "filter", Map.of("nonsense", 1)))))
        .isNotBlank();
    assertThat(refused(tool(rest, "similar", Map.of("catalog", name, "item_id", "none"))))
        .contains("none");
    assertThat(
            refused(
                tool(rest, "similar", Map.of("catalog", name, "item_id", "s1", "format", "yaml"))))
        .contains("[format]");
    assertThat(refused(tool(rest, "catalogs", Map.of("all", true)))).contains("[all]");
    Map<String, String> nod =
        Map.of("catalog", name, "user_id", "ann", "type", "nod", "item_id", "s1");
    assertThat(refused(tool(rest, "record_event", nod))).contains("[type]");
    assertThat(ask(rest, "tools/call", Map.of("name", "erase")).at("/error/code").asInt())
        .isEqualTo(-32602);
    assertThat(ask(rest, "resources/list", Map.of()).at("/error/code").asInt()).isEqualTo(-32601);
    for (String body : List.of("{", "[]", "{\"jsonrpc\":\"2.0\",\"id\":[]}", "7")) {
      assertThat(rest.post(MCP, body).status()).as(body).isEqualTo(400);
    }
  }
}
