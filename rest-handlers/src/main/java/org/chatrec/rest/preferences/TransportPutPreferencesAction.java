package org.chatrec.rest.preferences;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.preferences.PreferenceService;
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

/** Runs {@link PreferenceActions#PUT}. */
public final class TransportPutPreferencesAction
    extends CatalogTransportAction<PutPreferencesRequest> {

  private final PreferenceService preferences;
  private final InterestService interests;
  private final Naming naming;

  @Inject
  public TransportPutPreferencesAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      Naming naming,
      PreferenceService preferences,
      InterestService interests) {
    super(
        PreferenceActions.PUT,
        transport,
        filters,
        threads.executor(PooledTransportAction.PEOPLE_POOL),
        PutPreferencesRequest::new,
        catalogs);
    this.preferences = preferences;
    this.interests = interests;
    this.naming = naming;
  }

  @Override
  protected ContentResponse run(Catalog catalog, PutPreferencesRequest request) {
    naming.require(PersonActions.WRITE_FOR_OTHERS, request, List.of(request.userId()));
    PutPreferencesRequest.OfInterest said = request.ofInterest();
    String stored = naming.stored(request.userId());
    Map<String, Object> answer =
        said == null
            ? preferences.put(catalog, stored, request.change())
            : interests.change(catalog, stored, said.id(), said.change());
    answer.put("user_id", request.userId());
    return new ContentResponse(answer);
  }
}
