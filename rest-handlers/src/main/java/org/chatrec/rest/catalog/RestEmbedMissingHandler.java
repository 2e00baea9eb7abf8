package org.chatrec.rest.catalog;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.support.Body;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.tasks.LoggingTaskListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_chatrec/catalogs/{c}/_embed_missing}. */
public final class RestEmbedMissingHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_embed_missing";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/_embed_missing"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    boolean dry = request.paramAsBoolean("dry_run", false);
    // a task keeps no answer, and counts are all that a dry run is for
    boolean wait = request.paramAsBoolean("wait_for_completion", dry);
    String catalog = request.param("catalog");
    Body.of(request).done();
    EmbedMissingRequest embed = new EmbedMissingRequest(catalog, dry, !wait);
    if (wait) {
      return channel ->
          client.execute(
              CatalogActions.EMBED_MISSING, embed, new RestStatusToXContentListener<>(channel));
    }
    Task task =
        client.executeLocally(CatalogActions.EMBED_MISSING, embed, LoggingTaskListener.instance());
    return sendTask(client.getLocalNodeId(), task);
  }
}
