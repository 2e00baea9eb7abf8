package org.chatrec.rest.catalog;

import static org.opensearch.rest.RestRequest.Method.DELETE;
import static org.opensearch.rest.RestRequest.Method.GET;
import static org.opensearch.rest.RestRequest.Method.POST;
import static org.opensearch.rest.RestRequest.Method.PUT;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.PutCatalogRequest;
import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code /_plugins/_chatrec/catalogs}. */
public final class RestCatalogHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_catalogs";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(GET, "/_plugins/_chatrec/catalogs"),
        new Route(GET, "/_plugins/_chatrec/catalogs/{catalog}"),
        new Route(PUT, "/_plugins/_chatrec/catalogs/{catalog}"),
        new Route(DELETE, "/_plugins/_chatrec/catalogs/{catalog}"),
        new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/_detach"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String name = request.param("catalog");
    if (request.method() == PUT) {
      PutCatalogRequest put =
          new PutCatalogRequest(name, body(request), request.paramAsBoolean("dry_run", false));
      return channel ->
          client.execute(CatalogActions.PUT, put, new RestStatusToXContentListener<>(channel));
    }
    CatalogNameRequest named = new CatalogNameRequest(name);
    return channel ->
        client.execute(
            action(request.method()), named, new RestStatusToXContentListener<>(channel));
  }

  private static ActionType<ContentResponse> action(RestRequest.Method method) {
    return switch (method) {
      case GET -> CatalogActions.GET;
      case POST -> CatalogActions.DETACH;
      default -> CatalogActions.DELETE;
    };
  }

  private static Map<String, Object> body(RestRequest request) throws IOException {
    try (XContentParser parser = request.contentParser()) {
      return parser.map();
    }
  }
}
