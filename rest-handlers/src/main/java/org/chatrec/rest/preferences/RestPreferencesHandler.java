package org.chatrec.rest.preferences;

import static org.opensearch.rest.RestRequest.Method.PUT;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Body;
import org.chatrec.people.preferences.PreferenceChange;
import org.chatrec.people.profile.UserIds;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code PUT /_plugins/_chatrec/catalogs/{c}/users/{u}/preferences}. */
public final class RestPreferencesHandler extends BaseRestHandler {

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestPreferencesHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public String getName() {
    return "chatrec_preferences";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(PUT, "/_plugins/_chatrec/catalogs/{catalog}/users/{user}/preferences"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    String user = UserIds.require(request.param("user"));
    PreferenceChange change = PutPreferencesRequest.parse(Body.of(request));
    return channel ->
        catalogs.send(
            client,
            PreferenceActions.PUT,
            catalog,
            index -> new PutPreferencesRequest(catalog, index, user, change),
            new RestStatusToXContentListener<>(channel));
  }
}
