package org.chatrec.rest.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.events.EventService;
import org.chatrec.people.profile.Naming;
import org.chatrec.rest.catalog.CatalogTransportAction;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.chatrec.rest.support.QueueAdmission;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.lease.Releasable;
import org.opensearch.common.lease.Releasables;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link EventActions#PUT}. */
public final class TransportEventsAction extends CatalogTransportAction<EventsRequest> {

  /** A share of the heap, for events that wait or are being written. */
  private static final int SHARE_OF_HEAP = 10;

  private final long mostBytes = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
  private final AtomicLong bytes = new AtomicLong();
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

  /** One request is always taken, however large. */
  @Override
  protected Releasable admit(EventsRequest request) {
    long wanted = request.heapBytes();
    long before = bytes.getAndAdd(wanted);
    Releasable given = Releasables.releaseOnce(() -> bytes.addAndGet(-wanted));
    if (before > 0 && before + wanted > mostBytes) {
      given.close();
      throw QueueAdmission.busy(Duration.ofSeconds(1));
    }
    return given;
  }

  @Override
  protected ContentResponse run(Catalog catalog, EventsRequest request) {
    List<Map<String, Object>> named = EventNames.of(naming, request);
    return new ContentResponse(events.accept(catalog, named, request.form(), naming::stored));
  }
}
