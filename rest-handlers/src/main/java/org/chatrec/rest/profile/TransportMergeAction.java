package org.chatrec.rest.profile;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.PersonActions;
import org.chatrec.people.rights.UserMerger;
import org.chatrec.rest.catalog.CatalogTransportAction;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link UserActions#MERGE}. */
public final class TransportMergeAction extends CatalogTransportAction<MergeRequest> {

  private final UserMerger merger;
  private final Naming naming;

  @Inject
  public TransportMergeAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      Naming naming,
      UserMerger merger) {
    super(
        UserActions.MERGE,
        transport,
        filters,
        threads.executor(PooledTransportAction.PEOPLE_POOL),
        MergeRequest::new,
        catalogs);
    this.merger = merger;
    this.naming = naming;
  }

  /** Whoever is given a history reads it: nobody takes a stranger's by naming it. */
  @Override
  protected ContentResponse run(Catalog catalog, MergeRequest request) {
    naming.require(
        PersonActions.WRITE_FOR_OTHERS, request, List.of(request.userId(), request.from()));
    Map<String, Object> answer =
        merger.merge(catalog, naming.stored(request.from()), naming.stored(request.userId()));
    answer.put("user_id", request.userId());
    answer.put("from", request.from());
    return new ContentResponse(answer);
  }
}
