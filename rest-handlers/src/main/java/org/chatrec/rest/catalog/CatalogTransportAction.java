package org.chatrec.rest.catalog;

import java.util.concurrent.ExecutorService;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/**
 * An action on a catalogue. It runs where the request's index, for which the caller was authorised,
 * is the catalogue's, and nowhere else.
 *
 * @param <Q> the request
 */
public abstract class CatalogTransportAction<Q extends CatalogRequest>
    extends PooledTransportAction<Q> {

  private final CatalogStore catalogs;

  protected CatalogTransportAction(
      ActionType<ContentResponse> action,
      TransportService transport,
      ActionFilters filters,
      ExecutorService pool,
      Writeable.Reader<Q> reader,
      CatalogStore catalogs) {
    super(action.name(), transport, filters, pool, reader);
    this.catalogs = catalogs;
  }

  /** Does the work; may block on client calls that carry a deadline. */
  protected abstract ContentResponse run(Catalog catalog, Q request) throws Exception;

  @Override
  protected final ContentResponse run(Task task, Q request) throws Exception {
    return run(request.authorised(catalogs.get(request.catalog())), request);
  }
}
