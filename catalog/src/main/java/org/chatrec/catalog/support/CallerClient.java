package org.chatrec.catalog.support;

import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.transport.client.Client;

/**
 * Access to everything that is not the plugin's own, as whoever asks: what the caller may not read
 * or write, the plugin neither reads nor writes for the caller. Waiting calls carry a deadline and
 * belong on the plugin's pools, which keep the caller's thread context.
 */
public final class CallerClient {

  private static final TimeValue TIMEOUT = TimeValue.timeValueSeconds(30);

  private final Client client;

  public CallerClient(Client client) {
    this.client = client;
  }

  /** Runs an action and waits for its answer. */
  public <Q extends ActionRequest, R extends ActionResponse> R call(
      ActionType<R> action, Q request) {
    return client.execute(action, request).actionGet(TIMEOUT);
  }

  /** Runs an action. */
  public <Q extends ActionRequest, R extends ActionResponse> void call(
      ActionType<R> action, Q request, ActionListener<R> listener) {
    client.execute(action, request, listener);
  }
}
