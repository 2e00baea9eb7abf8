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

/** Runs {@link CatalogActions#DETACH}. */
public final class TransportDetachAction extends PooledTransportAction<CatalogNameRequest> {

  private final CatalogService catalogs;

  @Inject
  public TransportDetachAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      CatalogService catalogs) {
    super(CatalogActions.DETACH.name(), transport, filters, threadPool, CatalogNameRequest::new);
    this.catalogs = catalogs;
  }

  @Override
  protected ContentResponse run(Task task, CatalogNameRequest request) throws Exception {
    return new ContentResponse(catalogs.detach(Objects.requireNonNull(request.name())));
  }
}
