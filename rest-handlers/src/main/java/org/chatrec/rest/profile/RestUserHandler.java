package org.chatrec.rest.profile;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.people.profile.UserIds;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/catalogs/{c}/users/{u}}. */
public final class RestUserHandler extends BaseRestHandler {

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestUserHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

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
    String catalog = request.param("catalog");
    String user = UserIds.require(request.param("user"));
    return channel ->
        catalogs.send(
            client,
            UserActions.GET,
            catalog,
            index -> new UserRequest(catalog, index, user),
            new RestStatusToXContentListener<>(channel));
  }
}
