package org.chatrec.rest.support;

import java.util.concurrent.ExecutorService;
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
 * writes without holding a transport, search or write thread. A full pool rejects, which clients
 * see as 429.
 *
 * @param <Q> the request
 */
public abstract class PooledTransportAction<Q extends ActionRequest>
    extends HandledTransportAction<Q, ContentResponse> {

  /** The pool's name, as in {@code GET _cat/thread_pool/chatrec}. */
  public static final String POOL = "chatrec";

  /**
   * The pool of actions on one person or on many: chats wait for these, and these wait for nothing
   * that runs on a pool where chats wait.
   */
  public static final String PEOPLE_POOL = "chatrec_people";

  private final ExecutorService pool;

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
    this.pool = pool;
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
    try {
      pool.execute(() -> ActionListener.completeWith(listener, () -> run(task, request)));
    } catch (RuntimeException e) { // the pool's rejection: 429
      listener.onFailure(e);
    }
  }

  /** A search or write of ours that did not end in time would be an internal error otherwise. */
  private static Exception withStatus(Exception e) {
    return ExceptionsHelper.unwrapCause(e) instanceof OpenSearchTimeoutException late
        ? new OpenSearchStatusException(
            "the cluster did not answer in time: {}",
            RestStatus.GATEWAY_TIMEOUT,
            late,
            late.getMessage())
        : e;
  }
}
