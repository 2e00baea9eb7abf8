package org.chatrec.rest.operations;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.chatrec.catalog.Catalog;
import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.action.support.ListenerTimeouts;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;
import org.opensearch.transport.client.node.NodeClient;

/**
 * Runs {@link OperationsActions#HEALTH}. Not on the plugin's own pools: that these are full is
 * among what it has to tell.
 */
public final class TransportHealthAction
    extends HandledTransportAction<HealthRequest, ContentResponse> {

  /**
   * What hangs beside what has a deadline of its own, a folder of models on a lost disk for one.
   */
  private static final TimeValue SOON = TimeValue.timeValueMillis(2_500);

  private final ThreadPool pool;
  private final NodeClient client;
  private final ExecutorService threads;
  private final HealthService health;

  @Inject
  public TransportHealthAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      NodeClient client,
      HealthService health) {
    super(OperationsActions.HEALTH.name(), transport, filters, HealthRequest::new);
    this.pool = threads;
    this.client = client;
    this.threads = threads.executor(ThreadPool.Names.GENERIC);
    this.health = health;
  }

  @Override
  protected void doExecute(
      Task task, HealthRequest request, ActionListener<ContentResponse> listener) {
    long began = System.nanoTime();
    ActionListener<ContentResponse> inTime = within(listener);
    Future<List<Catalog>> declared = threads.submit(health::declared);
    client.execute(
        OperationsActions.STATS,
        StatsRequest.withinSeconds(),
        ActionListener.wrap(
            stats -> threads.execute(() -> answer(stats, declared, began, inTime)),
            inTime::onFailure));
  }

  private ActionListener<ContentResponse> within(ActionListener<ContentResponse> listener) {
    return ListenerTimeouts.wrapWithTimeout(
        pool,
        SOON,
        ThreadPool.Names.GENERIC,
        listener,
        late -> listener.onResponse(new ContentResponse(HealthReport.LATE.toMap())));
  }

  private void answer(
      StatsResponse stats,
      Future<List<Catalog>> declared,
      long began,
      ActionListener<ContentResponse> listener) {
    ActionListener.completeWith(
        listener, () -> new ContentResponse(health.report(stats, declared, began).toMap()));
  }
}
