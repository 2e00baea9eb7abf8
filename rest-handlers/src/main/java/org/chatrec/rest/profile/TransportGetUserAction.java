package org.chatrec.rest.profile;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.profile.Naming;
import org.chatrec.people.profile.PersonActions;
import org.chatrec.people.profile.UserService;
import org.chatrec.people.rights.ExportPage;
import org.chatrec.people.rights.UserExporter;
import org.chatrec.rest.catalog.CatalogTransportAction;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link UserActions#GET}. */
public final class TransportGetUserAction extends CatalogTransportAction<UserRequest> {

  private final UserService users;
  private final UserExporter exporter;
  private final Naming naming;

  @Inject
  public TransportGetUserAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      Naming naming,
      UserService users,
      UserExporter exporter) {
    super(
        UserActions.GET,
        transport,
        filters,
        threads.executor(PooledTransportAction.PEOPLE_POOL),
        UserRequest::new,
        catalogs);
    this.users = users;
    this.exporter = exporter;
    this.naming = naming;
  }

  @Override
  protected ContentResponse run(Catalog catalog, UserRequest request) {
    naming.require(PersonActions.READ_FOR_OTHERS, request, List.of(request.userId()));
    if (request.permissionOnly()) {
      return new ContentResponse(Map.of("user_id", request.userId()));
    }
    ExportPage part = request.export();
    String stored = naming.stored(request.userId());
    boolean allowMissing = request.allowMissing();
    Map<String, Object> answer =
        part == null
            ? users.get(catalog, stored, allowMissing)
            : exporter.export(catalog, stored, part, allowMissing);
    answer.put("user_id", request.userId());
    return new ContentResponse(answer);
  }
}
