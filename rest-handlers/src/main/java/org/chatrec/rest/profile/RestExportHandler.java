package org.chatrec.rest.profile;

import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.people.profile.UserIds;
import org.chatrec.people.rights.ExportPage;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_chatrec/catalogs/{c}/users/{u}/export}. */
public final class RestExportHandler extends BaseRestHandler {

  private final CatalogIndices catalogs;

  /**
   * @param catalogs knows for which index a request is
   */
  public RestExportHandler(CatalogIndices catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public String getName() {
    return "chatrec_export";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/_plugins/_chatrec/catalogs/{catalog}/users/{user}/export"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    String catalog = request.param("catalog");
    String user = UserIds.require(request.param("user"));
    ExportPage page = page(request);
    boolean allowMissing = request.paramAsBoolean("allow_missing", false);
    return channel ->
        catalogs.send(
            client,
            UserActions.GET,
            catalog,
            index -> new UserRequest(catalog, index, user, page).allowingMissing(allowMissing),
            new RestStatusToXContentListener<>(channel));
  }

  private static ExportPage page(RestRequest request) {
    int size = request.paramAsInt("size", ExportPage.USUAL);
    if (size < 1 || size > ExportPage.MOST) {
      throw new IllegalArgumentException(
          "[size] must be from 1 to " + ExportPage.MOST + ", was [" + size + "]");
    }
    String after = request.param("after");
    return new ExportPage(size, after == null ? null : ExportPage.Place.parse(after));
  }
}
