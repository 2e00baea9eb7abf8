package org.chatrec.rest.recommend;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/catalogs/{c}/items/{id}/similar}. */
public final class RestSimilarHandler extends BaseRestHandler {

  private static final int DEFAULT_SIZE = 10;

  @Override
  public String getName() {
    return "chatrec_similar";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/_plugins/_chatrec/catalogs/{catalog}/items/{item}/similar"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    SimilarRequest similar =
        new SimilarRequest(
            request.param("catalog"),
            request.param("item"),
            request.paramAsInt("size", DEFAULT_SIZE));
    return channel ->
        client.execute(
            RecommendActions.SIMILAR, similar, new RestStatusToXContentListener<>(channel));
  }
}
