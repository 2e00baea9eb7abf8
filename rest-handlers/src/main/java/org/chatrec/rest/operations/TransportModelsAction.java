package org.chatrec.rest.operations;

import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link OperationsActions#MODELS}. */
public final class TransportModelsAction extends PooledTransportAction<EmbedRequest> {

  private final ModelService models;

  @Inject
  public TransportModelsAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      ModelService models) {
    super(OperationsActions.MODELS.name(), transport, filters, threadPool, EmbedRequest::new);
    this.models = models;
  }

  @Override
  protected ContentResponse run(Task task, EmbedRequest request) {
    return new ContentResponse(models.models());
  }
}
