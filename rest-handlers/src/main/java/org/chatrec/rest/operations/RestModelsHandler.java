package org.chatrec.rest.operations;

import static org.opensearch.rest.RestRequest.Method.GET;
import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import org.chatrec.rest.support.Body;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/models} and {@code POST /_plugins/_chatrec/models/{m}/_embed}. */
public final class RestModelsHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_models";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(GET, "/_plugins/_chatrec/models"),
        new Route(POST, "/_plugins/_chatrec/models/{model}/_embed"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    if (request.method() == GET) {
      EmbedRequest all = new EmbedRequest(null, List.of());
      return channel ->
          client.execute(
              OperationsActions.MODELS, all, new RestStatusToXContentListener<>(channel));
    }
    Body body = Body.of(request);
    EmbedRequest embed = new EmbedRequest(request.param("model"), body.strings("texts"));
    body.done();
    return channel ->
        client.execute(OperationsActions.EMBED, embed, new RestStatusToXContentListener<>(channel));
  }
}
