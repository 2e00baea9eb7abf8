package org.chatrec.rest.preferences;

import org.chatrec.people.preferences.PreferenceService;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link PreferenceActions#PUT}. */
public final class TransportPutPreferencesAction
    extends PooledTransportAction<PutPreferencesRequest> {

  private final PreferenceService preferences;

  @Inject
  public TransportPutPreferencesAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      PreferenceService preferences) {
    super(PreferenceActions.PUT.name(), transport, filters, threadPool, PutPreferencesRequest::new);
    this.preferences = preferences;
  }

  @Override
  protected ContentResponse run(Task task, PutPreferencesRequest request) {
    return new ContentResponse(
        preferences.put(request.catalog(), request.userId(), request.change()));
  }
}
