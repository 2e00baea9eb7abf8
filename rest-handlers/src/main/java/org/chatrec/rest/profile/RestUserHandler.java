package org.chatrec.rest.profile;

import static org.opensearch.rest.RestRequest.Method.DELETE;
import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.people.profile.UserIds;
import org.chatrec.rest.support.ContentResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code GET} and {@code DELETE /_plugins/_chatrec/catalogs/{c}/users/{u}}, and {@code DELETE
 * …/users/{u}/events/{event_id}} and {@code …/users/{u}/interests/{i}}.
 */
public final class RestUserHandler extends BaseRestHandler {

  private static final String USER = "/_plugins/_chatrec/catalogs/{catalog}/users/{user}";

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
    return List.of(
        new Route(GET, USER),
        new Route(DELETE, USER),
        new Route(DELETE, USER + "/events/{event}"),
        new Route(DELETE, USER + "/interests/{interest}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    String catalog = request.param("catalog");
    String user = UserIds.require(request.param("user"));
    String event = request.param("event");
    String interest = request.param("interest");
    boolean allowMissing =
        request.method() == GET && request.paramAsBoolean("allow_missing", false);
    return channel -> {
      ActionListener<ContentResponse> answer = new RestStatusToXContentListener<>(channel);
      if (request.method() == GET) {
        catalogs.send(
            client,
            UserActions.GET,
            catalog,
            index -> new UserRequest(catalog, index, user).allowingMissing(allowMissing),
            answer);
      } else {
        catalogs.send(
            client,
            UserActions.ERASE,
            catalog,
            index -> new EraseRequest(catalog, index, user, event, interest),
            answer);
      }
    };
  }
}
