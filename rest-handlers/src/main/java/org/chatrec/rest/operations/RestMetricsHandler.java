package org.chatrec.rest.operations;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.opensearch.action.FailedNodeException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestResponse;
import org.opensearch.rest.action.RestResponseListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/metrics}: the figures of all nodes, for Prometheus. */
public final class RestMetricsHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_metrics";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/_plugins/_chatrec/metrics"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel ->
        client.execute(
            OperationsActions.STATS,
            StatsRequest.withinSeconds(),
            new RestResponseListener<StatsResponse>(channel) {
              @Override
              public RestResponse buildResponse(StatsResponse stats) {
                return new BytesRestResponse(
                    RestStatus.OK, PrometheusText.CONTENT_TYPE, text(stats));
              }
            });
  }

  private static String text(StatsResponse stats) {
    return PrometheusText.of(
        stats.getNodes().stream()
            .map(
                node ->
                    new PrometheusText.OfNode(
                        node.getNode().getName(), node.getNode().getId(), node.parts()))
            .toList(),
        stats.failures().stream().map(FailedNodeException::nodeId).toList());
  }
}
