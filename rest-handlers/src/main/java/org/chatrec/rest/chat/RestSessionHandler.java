package org.chatrec.rest.chat;

import static org.opensearch.rest.RestRequest.Method.DELETE;
import static org.opensearch.rest.RestRequest.Method.GET;

import java.util.List;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET|DELETE /_plugins/_chatrec/sessions/{s}} and {@code GET …/turns/{n}?wait=10s}. */
public final class RestSessionHandler extends BaseRestHandler {

  private static final String SESSION = "/_plugins/_chatrec/sessions/{session}";
  private static final TimeValue MAX_WAIT = TimeValue.timeValueMinutes(1);

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
    SessionRequest session = session(request);
    if (request.method() == DELETE) {
      return channel ->
          client.execute(
              ChatActions.ERASE_SESSION, session, new RestStatusToXContentListener<>(channel));
    }
    return channel ->
        new RestCancellableNodeClient(client, request.getHttpChannel())
            .execute(ChatActions.SESSION, session, new RestStatusToXContentListener<>(channel));
  }

  static SessionRequest session(RestRequest request) {
    String id = request.param("session");
    String turn = request.param("turn");
    return turn == null
        ? new SessionRequest(id, 0, TimeValue.ZERO)
        : new SessionRequest(id, number(turn), waitTime(request));
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
