package org.chatrec.rest.profile;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Body;
import org.chatrec.people.profile.UserIds;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_chatrec/catalogs/{c}/users/{u}/merge}. */
public final class RestMergeHandler extends BaseRestHandler {

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestMergeHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public String getName() {
    return "chatrec_merge";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/users/{user}/merge"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    String user = UserIds.require(request.param("user"));
    Body body = Body.of(request);
    String from = body.id("from");
    body.done();
    return channel ->
        catalogs.send(
            client,
            UserActions.MERGE,
            catalog,
            index -> new MergeRequest(catalog, index, user, from),
            new RestStatusToXContentListener<>(channel));
  }
}
