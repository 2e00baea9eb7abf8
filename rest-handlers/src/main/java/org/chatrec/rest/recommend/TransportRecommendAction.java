package org.chatrec.rest.recommend;

import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.rest.catalog.CatalogTransportAction;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link RecommendActions#RECOMMEND}. */
public final class TransportRecommendAction extends CatalogTransportAction<RecommendRequest> {

  private final RecommendService recommend;

  @Inject
  public TransportRecommendAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      RecommendService recommend) {
    super(
        RecommendActions.RECOMMEND,
        transport,
        filters,
        threads.executor(PooledTransportAction.POOL),
        RecommendRequest::new,
        catalogs);
    this.recommend = recommend;
  }

  @Override
  protected ContentResponse run(Catalog catalog, RecommendRequest request) {
    return new ContentResponse(recommend.recommend(catalog, request));
  }
}
