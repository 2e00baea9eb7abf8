package org.chatrec.rest.recommend;

import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link RecommendActions#SIMILAR}. */
public final class TransportSimilarAction extends PooledTransportAction<SimilarRequest> {

  private final SimilarService similar;

  @Inject
  public TransportSimilarAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      SimilarService similar) {
    super(RecommendActions.SIMILAR.name(), transport, filters, threadPool, SimilarRequest::new);
    this.similar = similar;
  }

  @Override
  protected ContentResponse run(Task task, SimilarRequest request) {
    return new ContentResponse(
        similar.similar(request.catalog(), request.itemId(), request.size()));
  }
}
