package org.chatrec.rest.catalog;

import java.util.Objects;
import org.chatrec.catalog.declare.CatalogService;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link CatalogActions#DELETE}. */
public final class TransportDeleteCatalogAction extends PooledTransportAction<CatalogNameRequest> {

  private final CatalogService catalogs;

  @Inject
  public TransportDeleteCatalogAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      CatalogService catalogs) {
    super(CatalogActions.DELETE.name(), transport, filters, threadPool, CatalogNameRequest::new);
    this.catalogs = catalogs;
  }

  @Override
  protected ContentResponse run(Task task, CatalogNameRequest request) throws Exception {
    return new ContentResponse(catalogs.delete(Objects.requireNonNull(request.name(), "name")));
  }
}
