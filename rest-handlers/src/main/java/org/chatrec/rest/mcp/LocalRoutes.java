package org.chatrec.rest.mcp;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.rest.AbstractRestChannel;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestResponse;
import org.opensearch.transport.client.node.NodeClient;

/**
 * The plugin's own routes, called from within a request: the same handlers read the same bodies and
 * refuse them for the same reasons, in the thread context of whoever asks.
 */
final class LocalRoutes {

  private final Map<String, RestHandler> handlers = new HashMap<>();

  LocalRoutes(List<RestHandler> all) {
    all.forEach(
        handler ->
            handler
                .routes()
                .forEach(
                    route -> handlers.put(route.getMethod() + " " + route.getPath(), handler)));
  }

  /**
   * One call.
   *
   * @param path as it is registered, with its parts in braces
   * @param params parts of the path, and parameters
   * @param body empty for none
   */
  record Call(
      RestRequest.Method method,
      String path,
      Map<String, String> params,
      Map<String, Object> body) {}

  /** Calls a route within the request that asks for it. */
  void call(RestRequest outer, NodeClient client, Call call, ActionListener<ToolResult> listener)
      throws Exception {
    RestHandler handler = handlers.get(call.method() + " " + call.path());
    if (handler == null) {
      throw new IllegalStateException("no route " + call.method() + " " + call.path());
    }
    RestRequest inner =
        RestRequest.request(
            outer.getXContentRegistry(),
            new LocalHttpRequest(call.method(), call.path(), json(call.body())),
            outer.getHttpChannel());
    inner.params().putAll(call.params());
    Captured channel = new Captured(inner, listener);
    try {
      handler.handleRequest(inner, channel, client);
    } catch (Exception e) {
      channel.sendResponse(new BytesRestResponse(channel, e));
    }
  }

  private static BytesReference json(Map<String, Object> body) throws IOException {
    if (body.isEmpty()) {
      return BytesArray.EMPTY;
    }
    try (XContentBuilder builder = JsonXContent.contentBuilder()) {
      return BytesReference.bytes(builder.map(body));
    }
  }

  /** Keeps what would be sent to a client. */
  private static final class Captured extends AbstractRestChannel {
    private final ActionListener<ToolResult> listener;

    Captured(RestRequest request, ActionListener<ToolResult> listener) {
      super(request, true);
      this.listener = listener;
    }

    @Override
    public void sendResponse(RestResponse response) {
      ActionListener.completeWith(listener, () -> result(response));
    }

    private static ToolResult result(RestResponse response) {
      String text = response.content().utf8ToString();
      Map<String, Object> structured =
          XContentHelper.convertToMap(response.content(), true, XContentType.JSON).v2();
      return response.status().getStatus() >= RestStatus.BAD_REQUEST.getStatus()
          ? ToolResult.failure(reason(structured, text))
          : new ToolResult(text, structured, false);
    }

    private static String reason(Map<String, Object> body, String text) {
      return body.get("error") instanceof Map<?, ?> error && error.get("reason") instanceof String s
          ? s
          : text;
    }
  }
}
