package org.chatrec.rest.chat;

import static org.opensearch.rest.RestRequest.Method.DELETE;
import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.people.sessions.SessionCatalogs;
import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.Client;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET|DELETE /_plugins/_chatrec/sessions/{s}} and {@code GET …/turns/{n}?wait=10s}. */
public final class RestSessionHandler extends BaseRestHandler {

  private final SessionCatalogs sessions;
  private final CatalogIndices catalogs;

  private static final String SESSION = "/_plugins/_chatrec/sessions/{session}";
  private static final TimeValue MAX_WAIT = TimeValue.timeValueMinutes(1);

  /**
   * @param sessions knows of which catalogue a session is
   * @param catalogs knows for which index a request is
   */
  public RestSessionHandler(SessionCatalogs sessions, CatalogIndices catalogs) {
    this.sessions = sessions;
    this.catalogs = catalogs;
  }

  @Override
  public String getName() {
    return "chatrec_session";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(GET, SESSION),
        new Route(DELETE, SESSION),
        new Route(GET, SESSION + "/turns/{turn}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    Asked asked = asked(request);
    boolean erase = request.method() == DELETE;
    Client own = erase ? client : new RestCancellableNodeClient(client, request.getHttpChannel());
    ActionType<ContentResponse> action = erase ? ChatActions.ERASE_SESSION : ChatActions.SESSION;
    return channel -> send(own, action, asked, new RestStatusToXContentListener<>(channel));
  }

  /** What a request says, before it is known of which catalogue the session is. */
  record Asked(String session, int turn, TimeValue waitTime) {

    SessionRequest in(String catalog, String index) {
      return new SessionRequest(catalog, index, session, turn, waitTime);
    }
  }

  private void send(
      Client client,
      ActionType<ContentResponse> action,
      Asked asked,
      ActionListener<ContentResponse> listener) {
    sessions.find(
        asked.session(),
        ActionListener.wrap(
            catalog ->
                catalogs.send(client, action, catalog, index -> asked.in(catalog, index), listener),
            listener::onFailure));
  }

  static Asked asked(RestRequest request) {
    String id = request.param("session");
    String turn = request.param("turn");
    return turn == null
        ? new Asked(id, 0, TimeValue.ZERO)
        : new Asked(id, number(turn), waitTime(request));
  }

  private static int number(String turn) {
    if (!turn.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(
          "[turn] must be a whole number from 1, was [" + turn + "]");
    }
    return Integer.parseInt(turn);
  }

  private static TimeValue waitTime(RestRequest request) {
    TimeValue wait = request.paramAsTime("wait", TimeValue.ZERO);
    if (wait.compareTo(TimeValue.ZERO) < 0 || wait.compareTo(MAX_WAIT) > 0) {
      throw new IllegalArgumentException(
          "[wait] must be from 0 to " + MAX_WAIT + ", was [" + wait + "]");
    }
    return wait;
  }
}
