package org.chatrec.rest.recommend;

import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link RecommendActions#RECOMMEND}. */
public final class TransportRecommendAction extends PooledTransportAction<RecommendRequest> {

  private final RecommendService recommend;

  @Inject
  public TransportRecommendAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      RecommendService recommend) {
    super(RecommendActions.RECOMMEND.name(), transport, filters, threadPool, RecommendRequest::new);
    this.recommend = recommend;
  }

  @Override
  protected ContentResponse run(Task task, RecommendRequest request) {
    return new ContentResponse(recommend.recommend(request.params()));
  }
}
