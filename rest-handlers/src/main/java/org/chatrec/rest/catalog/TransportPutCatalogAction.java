package org.chatrec.rest.catalog;

import org.chatrec.catalog.PutCatalogRequest;
import org.chatrec.catalog.declare.CatalogService;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link CatalogActions#PUT}. */
public final class TransportPutCatalogAction extends PooledTransportAction<PutCatalogRequest> {

  private final CatalogService catalogs;

  @Inject
  public TransportPutCatalogAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      CatalogService catalogs) {
    super(CatalogActions.PUT.name(), transport, filters, threadPool, PutCatalogRequest::new);
    this.catalogs = catalogs;
  }

  @Override
  protected ContentResponse run(Task task, PutCatalogRequest request) throws Exception {
    return new ContentResponse(catalogs.put(request));
  }
}
