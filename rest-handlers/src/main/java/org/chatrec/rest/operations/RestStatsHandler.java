package org.chatrec.rest.operations;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestActions;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/stats}. */
public final class RestStatsHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_stats";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/_plugins/_chatrec/stats"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel ->
        client.execute(
            OperationsActions.STATS,
            new StatsRequest(),
            new RestActions.NodesResponseRestListener<>(channel));
  }
}
