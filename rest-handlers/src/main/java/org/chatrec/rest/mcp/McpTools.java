package org.chatrec.rest.mcp;

import static org.opensearch.rest.RestRequest.Method.GET;
import static org.opensearch.rest.RestRequest.Method.POST;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Ids;
import org.chatrec.rest.api.ApiDescription;
import org.opensearch.ExceptionsHelper;
import org.opensearch.core.action.ActionListener;
import org.opensearch.rest.RestRequest;
import org.opensearch.transport.client.node.NodeClient;

/** What an agent can do: each tool with the schema of its arguments, and what it calls. */
final class McpTools {

  private static final String API = "/_plugins/_chatrec/catalogs";
  private static final String CATALOG = "catalog";
  private static final String ITEM = "item_id";
  private static final List<String> OF_SIMILAR = List.of("size", "variants", "audience");
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  private final LocalRoutes routes;
  private final SearchTool search;
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  McpTools(LocalRoutes routes, SearchTool search, ApiDescription api) {
    this.routes = routes;
    this.search = search;
    add(
        new Tool(
            "search",
            "Finds items by words and meaning, within a filter, for a person where one is named.",
            schema(
                Map.of(
                    "query",
                    Map.of("type", "string", "description", "What is looked for, in plain words."),
                    "user_id",
                    TEXT,
                    "session_id",
                    TEXT,
                    "filter",
                    Map.of("type", "object", "description", "A query of the OpenSearch query DSL."),
                    "size",
                    Map.of("type", "integer", "minimum", 1, "maximum", 100)),
                "query"),
            true));
    add(
        new Tool(
            "recommend",
            "Recommends items to a person, with reasons.",
            withCatalog(api.schema("Recommend")),
            true));
    add(
        new Tool(
            "similar",
            "Finds items that are like another.",
            schema(
                Map.of(
                    ITEM,
                    TEXT,
                    "size",
                    Map.of("type", "integer", "minimum", 1),
                    "variants",
                    Map.of("type", "string", "enum", List.of("one", "all")),
                    "audience",
                    TEXT),
                ITEM),
            true));
    add(
        new Tool(
            "why",
            "Says why an item is, or is not, among what a person is shown: for a query or message"
                + " where one is given, else among their recommendations.",
            withCatalog(api.schema("WhyAsked")),
            true));
    add(
        new Tool(
            "record_event",
            "Records what a person did with an item; the next answer knows of it.",
            withCatalog(api.schema("Event")),
            false));
    add(
        new Tool(
            "catalogs",
            "Lists the catalogues, with their fields.",
            Map.of("type", "object", "properties", Map.of(), "additionalProperties", false),
            true));
  }

  private record Tool(
      String name, String description, Map<String, Object> inputSchema, boolean readOnly) {

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("description", description);
      map.put("inputSchema", inputSchema);
      map.put("annotations", Map.of("readOnlyHint", readOnly, "openWorldHint", false));
      return map;
    }
  }

  private void add(Tool tool) {
    tools.put(tool.name(), tool);
  }

  private static Map<String, Object> schema(Map<String, Object> properties, String... required) {
    return withCatalog(
        Map.of("type", "object", "properties", properties, "additionalProperties", false),
        required);
  }

  /** The schema of a body, which has the catalogue in its path. */
  private static Map<String, Object> withCatalog(Map<String, Object> body, String... required) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        CATALOG, Map.of("type", "string", "description", "As the tool catalogs names it."));
    properties.putAll(RpcMessage.object("properties", body.get("properties")));
    List<Object> needed = new ArrayList<>(List.of(CATALOG));
    needed.addAll(List.of(required));
    if (body.get("required") instanceof List<?> always) {
      always.stream().filter(name -> !needed.contains(name)).forEach(needed::add);
    }
    Map<String, Object> schema = new LinkedHashMap<>(body);
    schema.put("properties", properties);
    schema.put("required", needed);
    return schema;
  }

  /** The answer of {@code tools/list}. */
  List<Map<String, Object>> list() {
    return tools.values().stream().map(Tool::toMap).toList();
  }

  /**
   * Calls a tool. What it cannot do is a result that says why, for the model to read; only a tool
   * that does not exist is an error of the protocol.
   */
  void call(
      RestRequest request,
      NodeClient client,
      String name,
      Map<String, Object> arguments,
      ActionListener<ToolResult> listener) {
    if (!tools.containsKey(name)) {
      throw new RpcException(
          RpcException.INVALID_PARAMS, "unknown tool [" + name + "], there are " + tools.keySet());
    }
    Map<String, Object> rest = new HashMap<>(arguments);
    ActionListener<ToolResult> told =
        ActionListener.delegateResponse(
            listener, (to, e) -> to.onResponse(ToolResult.failure(reason(e))));
    try {
      if (name.equals("search")) {
        search.call(request, client, take(rest, CATALOG), rest, told);
      } else {
        routes.call(
            request, client, call(name, rest), ActionListener.map(told, McpTools::unlessRejected));
      }
    } catch (Exception e) {
      told.onFailure(e);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = ExceptionsHelper.unwrapCause(e);
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Of several events some may be taken; of the one that a tool sends, that is all or nothing. */
  private static ToolResult unlessRejected(ToolResult result) {
    return result.structured().get("rejected") instanceof List<?> rejected
            && !rejected.isEmpty()
            && rejected.getFirst() instanceof Map<?, ?> first
        ? ToolResult.failure(String.valueOf(first.get("reason")))
        : result;
  }

  private static LocalRoutes.Call call(String name, Map<String, Object> rest) {
    if (name.equals("catalogs")) {
      rest.keySet().stream()
          .findFirst()
          .ifPresent(
              field -> {
                throw new IllegalArgumentException("unknown field [" + field + "]");
              });
      return new LocalRoutes.Call(GET, API, Map.of(), Map.of());
    }
    Map<String, String> path = new HashMap<>(Map.of(CATALOG, take(rest, CATALOG)));
    String catalog = API + "/{catalog}";
    return switch (name) {
      case "recommend" -> new LocalRoutes.Call(POST, catalog + "/recommend", path, rest);
      case "record_event" ->
          new LocalRoutes.Call(POST, catalog + "/events", path, Map.of("events", List.of(rest)));
      case "why" -> new LocalRoutes.Call(POST, catalog + "/why", path, rest);
      default -> similar(catalog, path, rest);
    };
  }

  private static LocalRoutes.Call similar(
      String catalog, Map<String, String> path, Map<String, Object> rest) {
    path.put("item", take(rest, ITEM));
    for (Map.Entry<String, Object> parameter : rest.entrySet()) {
      if (!OF_SIMILAR.contains(parameter.getKey())) {
        throw new IllegalArgumentException(
            "unknown field [" + parameter.getKey() + "], accepted are " + OF_SIMILAR);
      }
      path.put(parameter.getKey(), String.valueOf(parameter.getValue()));
    }
    return new LocalRoutes.Call(GET, catalog + "/items/{item}/similar", path, Map.of());
  }

  private static String take(Map<String, Object> rest, String name) {
    if (!(rest.remove(name) instanceof String value)) {
      throw new IllegalArgumentException("[" + name + "] is required: a string");
    }
    return Ids.require(name, value);
  }
}
