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

/** Runs {@link RecommendActions#SIMILAR}. */
public final class TransportSimilarAction extends CatalogTransportAction<SimilarRequest> {

  private final SimilarService similar;

  @Inject
  public TransportSimilarAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      SimilarService similar) {
    super(
        RecommendActions.SIMILAR,
        transport,
        filters,
        threads.executor(PooledTransportAction.POOL),
        SimilarRequest::new,
        catalogs);
    this.similar = similar;
  }

  @Override
  protected ContentResponse run(Catalog catalog, SimilarRequest request) {
    return new ContentResponse(similar.similar(catalog, request));
  }
}
