package org.chatrec.rest.events;

import org.chatrec.people.events.EventService;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link EventActions#PUT}. */
public final class TransportEventsAction extends PooledTransportAction<EventsRequest> {

  private final EventService events;

  @Inject
  public TransportEventsAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      EventService events) {
    super(EventActions.PUT.name(), transport, filters, threadPool, EventsRequest::new);
    this.events = events;
  }

  @Override
  protected ContentResponse run(Task task, EventsRequest request) {
    return new ContentResponse(events.accept(request.catalog(), request.events()));
  }
}
