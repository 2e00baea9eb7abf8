package org.chatrec.rest.catalog;

import org.chatrec.catalog.declare.CatalogService;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link CatalogActions#GET}. */
public final class TransportGetCatalogAction extends PooledTransportAction<CatalogNameRequest> {

  private final CatalogService catalogs;

  @Inject
  public TransportGetCatalogAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      CatalogService catalogs) {
    super(CatalogActions.GET.name(), transport, filters, threadPool, CatalogNameRequest::new);
    this.catalogs = catalogs;
  }

  @Override
  protected ContentResponse run(Task task, CatalogNameRequest request) {
    String name = request.name();
    return new ContentResponse(name == null ? catalogs.list() : catalogs.get(name));
  }
}
