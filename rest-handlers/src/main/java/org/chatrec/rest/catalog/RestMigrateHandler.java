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

/** {@code POST /_plugins/_chatrec/catalogs/{c}/_migrate}. */
public final class RestMigrateHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_migrate";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/_migrate"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    boolean wait = request.paramAsBoolean("wait_for_completion", false);
    String catalog = request.param("catalog");
    Body body = Body.of(request);
    MigrateRequest migrate =
        new MigrateRequest(catalog, body.string("model"), body.bool("drop", false), !wait);
    body.done();
    if (wait) {
      return channel ->
          client.execute(
              CatalogActions.MIGRATE, migrate, new RestStatusToXContentListener<>(channel));
    }
    Task task =
        client.executeLocally(CatalogActions.MIGRATE, migrate, LoggingTaskListener.instance());
    return sendTask(client.getLocalNodeId(), task);
  }
}
