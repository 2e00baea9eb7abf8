package org.chatrec.rest.operations;

import java.util.Objects;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link OperationsActions#EMBED}. */
public final class TransportEmbedAction extends PooledTransportAction<EmbedRequest> {

  private final ModelService models;

  @Inject
  public TransportEmbedAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      ModelService models) {
    super(OperationsActions.EMBED.name(), transport, filters, threadPool, EmbedRequest::new);
    this.models = models;
  }

  @Override
  protected ContentResponse run(Task task, EmbedRequest request) {
    return new ContentResponse(
        models.embed(
            Objects.requireNonNull(request.model(), "model"), request.texts(), request.purpose()));
  }
}
