package org.chatrec.rest.mcp;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.rest.api.ApiDescription;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestActionListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code POST /_plugins/_chatrec/mcp}: the Model Context Protocol over streamable HTTP, without
 * sessions and with JSON answers (specification of 2025-06-18, "Transports"). Nothing is remembered
 * between two messages.
 */
public final class RestMcpHandler extends BaseRestHandler {

  private static final String VERSION_HEADER = "MCP-Protocol-Version";
  private static final List<String> VERSIONS = List.of("2025-06-18", "2025-03-26");

  private static final String INSTRUCTIONS =
      "Ask catalogs first for what there is. Name user_id where the person is known, and record"
          + " what they do with record_event: the next answer knows of it.";

  private final McpTools tools;
  private final String version;

  /**
   * @param routes the plugin's other routes, as clients call them
   * @param api what bodies look like
   */
  public RestMcpHandler(List<RestHandler> routes, CatalogIndices catalogs, ApiDescription api) {
    this.tools = new McpTools(new LocalRoutes(routes), new SearchTool(catalogs), api);
    this.version = api.version();
  }

  @Override
  public String getName() {
    return "chatrec_mcp";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/mcp"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    String spoken = request.header(VERSION_HEADER);
    if (spoken != null && !VERSIONS.contains(spoken)) {
      throw new IllegalArgumentException(
          "[" + VERSION_HEADER + "] must be one of " + VERSIONS + " but was [" + spoken + "]");
    }
    RpcMessage message;
    try {
      message = RpcMessage.of(request.content());
    } catch (RpcException e) {
      return channel -> send(channel, RestStatus.BAD_REQUEST, error(e.id(), e));
    }
    return channel -> {
      try {
        answer(request, client, message, channel);
      } catch (RpcException e) {
        send(channel, RestStatus.OK, error(message.id(), e));
      }
    };
  }

  private void answer(
      RestRequest request, NodeClient client, RpcMessage message, RestChannel channel)
      throws IOException {
    if (!message.wantsAnswer()) {
      channel.sendResponse(new BytesRestResponse(RestStatus.ACCEPTED, ""));
      return;
    }
    Map<String, Object> params = message.params();
    switch (message.method()) {
      case "initialize" -> send(channel, RestStatus.OK, result(message, initialized(params)));
      case "ping" -> send(channel, RestStatus.OK, result(message, Map.of()));
      case "tools/list" ->
          send(channel, RestStatus.OK, result(message, Map.of("tools", tools.list())));
      case "tools/call" -> call(request, client, message, channel);
      default ->
          throw new RpcException(
              RpcException.METHOD_NOT_FOUND, "unknown method [" + message.method() + "]");
    }
  }

  private void call(
      RestRequest request, NodeClient client, RpcMessage message, RestChannel channel) {
    if (!(message.params().get("name") instanceof String name)) {
      throw new RpcException(RpcException.INVALID_PARAMS, "[name] must be the name of a tool");
    }
    Map<String, Object> arguments =
        RpcMessage.object("arguments", message.params().get("arguments"));
    ActionListener<ToolResult> answered =
        new RestActionListener<>(channel) {
          @Override
          protected void processResponse(ToolResult result) throws Exception {
            send(channel, RestStatus.OK, result(message, result.toMap()));
          }
        };
    tools.call(request, client, name, arguments, answered);
  }

  private Map<String, Object> initialized(Map<String, Object> params) {
    Object wanted = params.get("protocolVersion");
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("protocolVersion", VERSIONS.contains(wanted) ? wanted : VERSIONS.getFirst());
    result.put("capabilities", Map.of("tools", Map.of("listChanged", false)));
    result.put("serverInfo", Map.of("name", "chatrec", "version", version));
    result.put("instructions", INSTRUCTIONS);
    return result;
  }

  private static Map<String, Object> result(RpcMessage message, Map<String, Object> result) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", message.id());
    answer.put("result", result);
    return answer;
  }

  private static Map<String, Object> error(@Nullable Object id, RpcException e) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", id);
    answer.put("error", Map.of("code", e.code(), "message", String.valueOf(e.getMessage())));
    return answer;
  }

  private static void send(RestChannel channel, RestStatus status, Map<String, Object> answer)
      throws IOException {
    try (XContentBuilder builder = channel.newBuilder()) {
      channel.sendResponse(new BytesRestResponse(status, builder.map(answer)));
    }
  }
}
