package org.chatrec.people.sessions;

import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/**
 * Knows of which catalogue a session is, before anybody is authorised for it: a request for a
 * session names no catalogue. That there is a session of an id is all that this tells, to whoever
 * knows the id.
 */
public final class SessionCatalogs {

  private static final FetchSourceContext CATALOG =
      new FetchSourceContext(true, new String[] {SessionStore.CATALOG}, null);

  private final StateClient state;

  public SessionCatalogs(StateClient state) {
    this.state = state;
  }

  /** Answers with the name of a session's catalogue, or fails with a 404. */
  public void find(String session, ActionListener<String> listener) {
    if (!state.exists(StateIndex.SESSIONS)) {
      listener.onFailure(SessionStore.unknown());
      return;
    }
    state.call(
        GetAction.INSTANCE,
        new GetRequest(StateIndex.SESSIONS.name(), session).fetchSourceContext(CATALOG),
        ActionListener.wrap(
            found -> {
              if (!found.isExists()) {
                throw SessionStore.unknown();
              }
              listener.onResponse((String) found.getSourceAsMap().get(SessionStore.CATALOG));
            },
            listener::onFailure));
  }
}
