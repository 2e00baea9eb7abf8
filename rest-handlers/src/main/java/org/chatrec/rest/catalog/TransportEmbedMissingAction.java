package org.chatrec.rest.catalog;

import org.chatrec.catalog.declare.CatalogTask;
import org.chatrec.catalog.declare.MissingVectors;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.chatrec.rest.train.TransportTrainAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link CatalogActions#EMBED_MISSING}, on the pool of those that go through all items. */
public final class TransportEmbedMissingAction extends PooledTransportAction<EmbedMissingRequest> {

  private final MissingVectors missing;

  @Inject
  public TransportEmbedMissingAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      MissingVectors missing) {
    super(
        CatalogActions.EMBED_MISSING.name(),
        transport,
        filters,
        threadPool.executor(TransportTrainAction.POOL),
        EmbedMissingRequest::new);
    this.missing = missing;
  }

  @Override
  protected ContentResponse run(Task task, EmbedMissingRequest request) throws Exception {
    return new ContentResponse(
        missing.embed(request.catalog(), request.countOnly(), (CatalogTask) task));
  }
}
