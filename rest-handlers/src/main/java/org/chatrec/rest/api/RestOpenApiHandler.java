package org.chatrec.rest.api;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestRequest;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code GET /_plugins/_chatrec/openapi.json}: all routes in the form of OpenAPI 3.1, with the
 * action that a role has to allow for each.
 */
public final class RestOpenApiHandler extends BaseRestHandler {

  private static final String TYPE = "application/json; charset=UTF-8";
  private static final String FILE = "openapi.json";

  private final BytesReference description = read();

  @Override
  public String getName() {
    return "chatrec_openapi";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/_plugins/_chatrec/openapi.json"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel ->
        channel.sendResponse(new BytesRestResponse(RestStatus.OK, TYPE, description));
  }

  private static BytesReference read() {
    try (InputStream in = RestOpenApiHandler.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("no " + FILE + " beside this class");
      }
      return new BytesArray(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
