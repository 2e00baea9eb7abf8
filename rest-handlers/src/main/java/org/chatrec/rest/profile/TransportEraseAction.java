package org.chatrec.rest.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.events.EventForgetter;
import org.chatrec.people.privacy.UserEraser;
import org.chatrec.people.profile.InterestChange;
import org.chatrec.people.profile.InterestService;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.PersonActions;
import org.chatrec.rest.catalog.CatalogTransportAction;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link UserActions#ERASE}. */
public final class TransportEraseAction extends CatalogTransportAction<EraseRequest> {

  private final UserEraser eraser;
  private final EventForgetter events;
  private final InterestService interests;
  private final Naming naming;

  @Inject
  public TransportEraseAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      Naming naming,
      UserEraser eraser,
      EventForgetter events,
      InterestService interests) {
    super(
        UserActions.ERASE,
        transport,
        filters,
        threads.executor(PooledTransportAction.PEOPLE_POOL),
        EraseRequest::new,
        catalogs);
    this.eraser = eraser;
    this.events = events;
    this.interests = interests;
    this.naming = naming;
  }

  @Override
  protected ContentResponse run(Catalog catalog, EraseRequest request) {
    naming.require(PersonActions.WRITE_FOR_OTHERS, request, List.of(request.userId()));
    Map<String, Object> answer = erase(catalog, request, naming.stored(request.userId()));
    answer.put("user_id", request.userId());
    return new ContentResponse(answer);
  }

  private Map<String, Object> erase(Catalog catalog, EraseRequest request, String user) {
    String eventId = request.eventId();
    String interest = request.interest();
    if (eventId != null) {
      return events.forget(catalog, user, eventId);
    }
    return interest == null
        ? all(catalog, user)
        : interests.change(catalog, user, interest, InterestChange.REMOVAL);
  }

  private Map<String, Object> all(Catalog catalog, String userId) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("user_id", userId);
    answer.put("erased", eraser.eraseAll(catalog.name(), userId).toMap());
    return answer;
  }
}
