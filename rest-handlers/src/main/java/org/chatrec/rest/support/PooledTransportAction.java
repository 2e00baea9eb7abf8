package org.chatrec.rest.support;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.lease.Releasable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/**
 * An action whose work runs on the plugin's own bounded pool, so that it may wait for searches and
 * writes without holding a transport, search or write thread. What would wait too long for its turn
 * is refused with 429, when it comes or when its turn has come too late.
 *
 * @param <Q> the request
 */
public abstract class PooledTransportAction<Q extends ActionRequest>
    extends HandledTransportAction<Q, ContentResponse> {

  /** The pool's name, as in {@code GET _cat/thread_pool/chatrec}. */
  public static final String POOL = "chatrec";

  /** Longer than this a request does not wait for its turn. */
  private static final Duration MAY_WAIT = Duration.ofSeconds(5);

  /** Clients that have waited so many times as long will have gone. */
  private static final int TOO_LATE = 3;

  private static final Logger LOG = LogManager.getLogger(PooledTransportAction.class);

  /**
   * The pool of actions on one person or on many: chats wait for these, and these wait for nothing
   * that runs on a pool where chats wait.
   */
  public static final String PEOPLE_POOL = "chatrec_people";

  private final QueueAdmission admission;

  protected PooledTransportAction(
      String name,
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      Writeable.Reader<Q> reader) {
    this(name, transport, filters, threadPool.executor(POOL), reader);
  }

  /** For work that is kept apart from the rest. */
  protected PooledTransportAction(
      String name,
      TransportService transport,
      ActionFilters filters,
      ExecutorService pool,
      Writeable.Reader<Q> reader) {
    super(name, transport, filters, reader);
    this.admission = new QueueAdmission(pool);
  }

  /** Does the work; may block on client calls that carry a deadline. */
  protected abstract ContentResponse run(Task task, Q request) throws Exception;

  /**
   * What must hold before the work waits for a thread; throws to refuse it. Must not block.
   *
   * @return closed when the work has ended, before it is answered
   */
  protected Releasable admit(Q request) {
    return () -> {};
  }

  @Override
  protected final void doExecute(Task task, Q request, ActionListener<ContentResponse> listener) {
    ActionListener<ContentResponse> named =
        ActionListener.delegateResponse(listener, (to, e) -> to.onFailure(withStatus(e)));
    try {
      Releasable admitted = admit(request);
      enqueue(task, request, ActionListener.runBefore(named, admitted::close));
    } catch (RuntimeException e) { // refused
      listener.onFailure(e);
    }
  }

  private void enqueue(Task task, Q request, ActionListener<ContentResponse> listener) {
    long queued = System.nanoTime();
    Duration limit = mayWait();
    Runnable work =
        () ->
            ActionListener.completeWith(
                listener,
                () -> {
                  requireInTime(Duration.ofNanos(System.nanoTime() - queued), limit);
                  return run(task, request);
                });
    try {
      admission(request).execute(work, limit);
    } catch (RuntimeException e) { // 429
      listener.onFailure(e);
    }
  }

  private static void requireInTime(Duration waited, Duration limit) {
    if (waited.compareTo(limit.multipliedBy(TOO_LATE)) > 0) {
      throw QueueAdmission.busy(waited);
    }
  }

  /** The most that a request of this kind waits for its turn. */
  protected Duration mayWait() {
    return MAY_WAIT;
  }

  /** The door of the pool that the request's work runs on. */
  protected QueueAdmission admission(Q request) {
    return admission;
  }

  /** A search or write of ours that did not end in time would be an internal error otherwise. */
  private static Exception withStatus(Exception e) {
    if (ExceptionsHelper.unwrapCause(e) instanceof OpenSearchTimeoutException late) {
      LOG.debug("a search or write did not end in time", late);
      return new OpenSearchStatusException(
          "the cluster did not answer in time", RestStatus.GATEWAY_TIMEOUT);
    }
    return e;
  }
}
