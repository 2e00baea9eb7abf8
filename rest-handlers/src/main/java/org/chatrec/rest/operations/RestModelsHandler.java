package org.chatrec.rest.operations;

import static org.opensearch.rest.RestRequest.Method.GET;
import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.support.Body;
import org.chatrec.embedding.Purpose;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/models} and {@code POST /_plugins/_chatrec/models/{m}/_embed}. */
public final class RestModelsHandler extends BaseRestHandler {

  private static final String QUERY = "query";
  private static final String DOCUMENT = "document";

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
      EmbedRequest all = EmbedRequest.all();
      return channel ->
          client.execute(
              OperationsActions.MODELS, all, new RestStatusToXContentListener<>(channel));
    }
    Body body = Body.of(request);
    String purpose = body.oneOf("purpose", DOCUMENT, List.of(QUERY, DOCUMENT));
    EmbedRequest embed =
        new EmbedRequest(
            request.param("model"),
            body.strings("texts"),
            purpose.equals(QUERY) ? Purpose.QUERY : Purpose.DOCUMENT);
    body.done();
    return channel ->
        client.execute(OperationsActions.EMBED, embed, new RestStatusToXContentListener<>(channel));
  }
}
