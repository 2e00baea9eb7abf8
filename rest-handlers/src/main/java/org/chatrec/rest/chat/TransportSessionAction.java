package org.chatrec.rest.chat;

import java.util.concurrent.ExecutorService;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.AbstractRunnable;
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

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 400;

  private final SessionService sessions;
  private final ThreadPool threads;
  private final ExecutorService pool;

  @Inject
  public TransportSessionAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      SessionService sessions) {
    super(ChatActions.SESSION.name(), transport, filters, SessionRequest::new);
    this.sessions = sessions;
    this.threads = threads;
    this.pool = threads.executor(PooledTransportAction.POOL);
  }

  @Override
  protected void doExecute(
      Task task, SessionRequest request, ActionListener<ContentResponse> listener) {
    long until = threads.relativeTimeInMillis() + request.waitTime().millis();
    new Look(task, request, until, listener).soon(0, FIRST_PAUSE_MILLIS);
  }

  /** One look at the session after another, until there is nothing to wait for. */
  private final class Look {
    private final Task task;
    private final SessionRequest request;
    private final long until;
    private final ActionListener<ContentResponse> listener;

    Look(Task task, SessionRequest request, long until, ActionListener<ContentResponse> listener) {
      this.task = task;
      this.request = request;
      this.until = until;
      this.listener = ActionListener.notifyOnce(listener);
    }

    /** A pool without room answers 429, now or when the pause is over: nobody waits for ever. */
    void soon(long pause, long next) {
      AbstractRunnable look = ActionRunnable.wrap(listener, to -> look(next));
      try {
        if (pause == 0) {
          pool.execute(look);
        } else {
          threads.schedule(
              look, TimeValue.timeValueMillis(pause), PooledTransportAction.POOL);
        }
      } catch (RuntimeException e) { // the node is closing
        listener.onFailure(e);
      }
    }

    private void look(long pause) {
      if (request.turn() == 0) {
        listener.onResponse(new ContentResponse(sessions.session(request)));
        return;
      }
      SessionService.TurnView turn = sessions.turn(request);
      long left = until - threads.relativeTimeInMillis();
      boolean gone = task instanceof ChatTask own && own.isCancelled();
      if (turn.waiting() && left > 0 && !gone) {
        soon(Math.min(pause, left), Math.min(2 * pause, LONGEST_PAUSE_MILLIS));
      } else {
        listener.onResponse(new ContentResponse(turn.content()));
      }
    }
  }
}
