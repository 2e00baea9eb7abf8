package org.chatrec.rest.profile;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/catalogs/{c}/users/{u}}. */
public final class RestUserHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_users";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/_plugins/_chatrec/catalogs/{catalog}/users/{user}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    UserRequest user = new UserRequest(request.param("catalog"), request.param("user"));
    return channel ->
        client.execute(UserActions.GET, user, new RestStatusToXContentListener<>(channel));
  }
}
