package org.chatrec.rest.operations;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/health}: one word, what is wrong, and what to do. */
public final class RestHealthHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_health";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/_plugins/_chatrec/health"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel ->
        client.execute(
            OperationsActions.HEALTH,
            new HealthRequest(),
            new RestStatusToXContentListener<>(channel));
  }
}
