package org.chatrec.rest.chat;

import java.util.Optional;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.Polling;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/**
 * Runs {@link ChatActions#SESSION}. Who waits for explanations holds no thread: the session is
 * looked at again after a pause, on whichever node the request has reached.
 */
public final class TransportSessionAction
    extends HandledTransportAction<SessionRequest, ContentResponse> {

  private final SessionService sessions;
  private final ThreadPool threads;

  @Inject
  public TransportSessionAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      SessionService sessions) {
    super(ChatActions.SESSION.name(), transport, filters, SessionRequest::new);
    this.sessions = sessions;
    this.threads = threads;
  }

  @Override
  protected void doExecute(
      Task task, SessionRequest request, ActionListener<ContentResponse> listener) {
    long until = threads.relativeTimeInMillis() + request.waitTime().millis();
    Polling.begin(
        threads, PooledTransportAction.POOL, () -> answer(task, request, until), listener);
  }

  /** Empty where better explanations may still come, and somebody waits for them. */
  private Optional<ContentResponse> answer(Task task, SessionRequest request, long until) {
    if (request.turn() == 0) {
      return Optional.of(new ContentResponse(sessions.session(request)));
    }
    SessionService.TurnView turn = sessions.turn(request);
    boolean late = threads.relativeTimeInMillis() >= until;
    boolean gone = task instanceof ChatTask own && own.isCancelled();
    return turn.waiting() && !late && !gone
        ? Optional.empty()
        : Optional.of(new ContentResponse(turn.content()));
  }
}
