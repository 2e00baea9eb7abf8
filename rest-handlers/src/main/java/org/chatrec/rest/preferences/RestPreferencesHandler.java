package org.chatrec.rest.preferences;

import static org.opensearch.rest.RestRequest.Method.PUT;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.Body;
import org.chatrec.people.preferences.PreferenceChange;
import org.chatrec.people.profile.UserIds;
import org.jspecify.annotations.Nullable;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code PUT /_plugins/_chatrec/catalogs/{c}/users/{u}/preferences} and {@code
 * …/users/{u}/interests/{i}}.
 */
public final class RestPreferencesHandler extends BaseRestHandler {

  private static final String USER = "/_plugins/_chatrec/catalogs/{catalog}/users/{user}";

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
        new Route(PUT, USER + "/preferences"), new Route(PUT, USER + "/interests/{interest}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    String catalog = request.param("catalog");
    String user = UserIds.require(request.param("user"));
    Function<String, PutPreferencesRequest> said =
        said(catalog, user, request.param("interest"), Body.of(request));
    return channel ->
        catalogs.send(
            client,
            PreferenceActions.PUT,
            catalog,
            said,
            new RestStatusToXContentListener<>(channel));
  }

  private static Function<String, PutPreferencesRequest> said(
      String catalog, String user, @Nullable String interest, Body body) {
    if (interest == null) {
      PreferenceChange change = PutPreferencesRequest.parse(body);
      return index -> new PutPreferencesRequest(catalog, index, user, change);
    }
    PutPreferencesRequest.OfInterest said = PutPreferencesRequest.OfInterest.parse(interest, body);
    return index -> new PutPreferencesRequest(catalog, index, user, said);
  }
}
