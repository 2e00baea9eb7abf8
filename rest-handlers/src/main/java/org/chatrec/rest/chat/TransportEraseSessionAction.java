package org.chatrec.rest.chat;

import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link ChatActions#ERASE_SESSION}. */
public final class TransportEraseSessionAction extends PooledTransportAction<SessionRequest> {

  private final SessionService sessions;

  @Inject
  public TransportEraseSessionAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      SessionService sessions) {
    super(ChatActions.ERASE_SESSION.name(), transport, filters, threadPool, SessionRequest::new);
    this.sessions = sessions;
  }

  @Override
  protected ContentResponse run(Task task, SessionRequest request) {
    return new ContentResponse(sessions.delete(request));
  }
}
