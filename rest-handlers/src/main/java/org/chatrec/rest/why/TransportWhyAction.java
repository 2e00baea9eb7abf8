package org.chatrec.rest.why;

import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.rest.catalog.CatalogTransportAction;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link WhyActions#WHY}. */
public final class TransportWhyAction extends CatalogTransportAction<WhyRequest> {

  private final WhyService why;

  @Inject
  public TransportWhyAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      WhyService why) {
    super(
        WhyActions.WHY,
        transport,
        filters,
        threads.executor(PooledTransportAction.POOL),
        WhyRequest::new,
        catalogs);
    this.why = why;
  }

  @Override
  protected ContentResponse run(Catalog catalog, WhyRequest request) {
    return new ContentResponse(why.answer(catalog, request));
  }
}
