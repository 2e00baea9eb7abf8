package org.chatrec.rest.preferences;

import static org.opensearch.rest.RestRequest.Method.PUT;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.support.Body;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code PUT /_plugins/_chatrec/catalogs/{c}/users/{u}/preferences}. */
public final class RestPreferencesHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_preferences";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(PUT, "/_plugins/_chatrec/catalogs/{catalog}/users/{user}/preferences"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    PutPreferencesRequest put =
        PutPreferencesRequest.parse(
            request.param("catalog"), request.param("user"), Body.of(request));
    return channel ->
        client.execute(PreferenceActions.PUT, put, new RestStatusToXContentListener<>(channel));
  }
}
