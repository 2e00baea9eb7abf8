package org.chatrec.plugin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.chatrec.catalog.support.DenyingPlugin;
import org.chatrec.people.profile.CallerName;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.indices.breaker.NoneCircuitBreakerService;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.rest.AbstractRestChannel;
import org.opensearch.rest.RestController;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestHeaderDefinition;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestResponse;
import org.opensearch.rest.RestUtils;
import org.opensearch.test.rest.FakeRestRequest;
import org.opensearch.transport.client.node.NodeClient;
import org.opensearch.usage.UsageService;

/** The plugin's routes, as the server dispatches them, without a socket. */
final class Routes {

  private static final long PATIENCE_SECONDS = 120;

  private final RestController controller;
  private final NamedXContentRegistry names;
  private final ThreadContext context;

  Routes(NodeClient client, List<RestHandler> handlers, NamedXContentRegistry names) {
    this.names = names;
    this.context = client.threadPool().getThreadContext();
    controller =
        new RestController(
            Set.of(new RestHeaderDefinition(DenyingPlugin.DENIED, false)),
            null,
            client,
            new NoneCircuitBreakerService(),
            new UsageService());
    handlers.forEach(controller::registerHandler);
  }

  /** What a route answers. */
  record Answer(int status, Map<String, Object> body) {}

  /** Sends a request whose caller, of whom nothing is known, may not do the denied actions. */
  Answer call(String method, String path, String body, String... denied) throws Exception {
    return callAs(null, method, path, body, denied);
  }

  /**
   * The same of a caller who is known by name.
   *
   * @param caller null where nobody is authenticated
   */
  Answer callAs(@Nullable String caller, String method, String path, String body, String... denied)
      throws Exception {
    FakeRestRequest.Builder request =
        new FakeRestRequest.Builder(names)
            .withMethod(RestRequest.Method.valueOf(method))
            .withPath("/_plugins/_chatrec" + path.split("\\?")[0])
            .withParams(parameters(path))
            .withHeaders(headers(denied));
    if (!body.isEmpty()) {
      request.withContent(new BytesArray(body.replace('\'', '"')), MediaTypeRegistry.JSON);
    }
    Channel channel = new Channel(request.build());
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      if (caller != null) {
        context.putTransient(CallerName.USER_INFO, caller + "|roles||");
      }
      controller.dispatchRequest(channel.request(), channel, context);
    }
    return channel.answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static Map<String, String> parameters(String path) {
    Map<String, String> parameters = new HashMap<>();
    RestUtils.decodeQueryString(path, Math.max(0, path.indexOf('?')) + 1, parameters);
    return path.contains("?") ? parameters : new HashMap<>();
  }

  private static Map<String, List<String>> headers(String... denied) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Content-Type", List.of("application/json"));
    headers.put(DenyingPlugin.DENIED, List.of(String.join(",", denied)));
    return headers;
  }

  private static final class Channel extends AbstractRestChannel {
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Channel(RestRequest request) {
      super(request, true);
    }

    @Override
    public void sendResponse(RestResponse response) {
      boolean json = response.contentType().contains("json");
      answer.complete(
          new Answer(
              response.status().getStatus(),
              json
                  ? XContentHelper.convertToMap(response.content(), true, XContentType.JSON).v2()
                  : Map.of()));
    }
  }
}
