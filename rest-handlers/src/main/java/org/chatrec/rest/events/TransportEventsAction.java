package org.chatrec.rest.events;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.events.EventService;
import org.chatrec.people.profile.Naming;
import org.chatrec.rest.catalog.CatalogTransportAction;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link EventActions#PUT}. */
public final class TransportEventsAction extends CatalogTransportAction<EventsRequest> {

  private final EventService events;
  private final Naming naming;

  @Inject
  public TransportEventsAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      Naming naming,
      EventService events) {
    super(
        EventActions.PUT,
        transport,
        filters,
        threads.executor(PooledTransportAction.PEOPLE_POOL),
        EventsRequest::new,
        catalogs);
    this.events = events;
    this.naming = naming;
  }

  @Override
  protected ContentResponse run(Catalog catalog, EventsRequest request) {
    List<Map<String, Object>> named = EventNames.of(naming, request);
    return new ContentResponse(events.accept(catalog, named));
  }
}
