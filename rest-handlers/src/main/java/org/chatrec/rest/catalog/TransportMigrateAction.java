package org.chatrec.rest.catalog;

import org.chatrec.catalog.declare.CatalogMigration;
import org.chatrec.catalog.declare.CatalogTask;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.chatrec.rest.train.TransportTrainAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/**
 * Runs {@link CatalogActions#MIGRATE}, on the pool that trains: both go through all items of a
 * catalogue, and one of them at a time is enough for a node.
 */
public final class TransportMigrateAction extends PooledTransportAction<MigrateRequest> {

  private final CatalogMigration migration;

  @Inject
  public TransportMigrateAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      CatalogMigration migration) {
    super(
        CatalogActions.MIGRATE.name(),
        transport,
        filters,
        threadPool.executor(TransportTrainAction.POOL),
        MigrateRequest::new);
    this.migration = migration;
  }

  @Override
  protected ContentResponse run(Task task, MigrateRequest request) throws Exception {
    return new ContentResponse(
        migration.migrate(request.catalog(), request.model(), request.drop(), (CatalogTask) task));
  }
}
