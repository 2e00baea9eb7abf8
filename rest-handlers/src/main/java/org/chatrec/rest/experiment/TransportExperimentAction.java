package org.chatrec.rest.experiment;

import java.util.Map;
import java.util.function.Function;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.people.experiment.ExperimentService;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs the actions of {@link ExperimentActions}, for catalogues that are declared. */
public abstract class TransportExperimentAction extends PooledTransportAction<ExperimentRequest> {

  private final CatalogStore catalogs;
  private final Function<ExperimentRequest, Map<String, Object>> work;

  private TransportExperimentAction(
      ActionType<ContentResponse> action,
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      Function<ExperimentRequest, Map<String, Object>> work) {
    super(action.name(), transport, filters, threads, ExperimentRequest::new);
    this.catalogs = catalogs;
    this.work = work;
  }

  @Override
  protected final ContentResponse run(Task task, ExperimentRequest request) {
    catalogs.get(request.catalog()); // there is one, or it is missing
    return new ContentResponse(work.apply(request));
  }

  /** Runs {@link ExperimentActions#PUT}. */
  public static final class Put extends TransportExperimentAction {

    @Inject
    public Put(
        TransportService transport,
        ActionFilters filters,
        ThreadPool threads,
        CatalogStore catalogs,
        ExperimentService experiments) {
      super(
          ExperimentActions.PUT,
          transport,
          filters,
          threads,
          catalogs,
          request -> experiments.put(request.catalog(), request.definition()));
    }
  }

  /** Runs {@link ExperimentActions#GET}. */
  public static final class Get extends TransportExperimentAction {

    @Inject
    public Get(
        TransportService transport,
        ActionFilters filters,
        ThreadPool threads,
        CatalogStore catalogs,
        ExperimentService experiments) {
      super(
          ExperimentActions.GET,
          transport,
          filters,
          threads,
          catalogs,
          request -> experiments.get(request.catalog(), request.allowMissing()));
    }
  }

  /** Runs {@link ExperimentActions#DELETE}. */
  public static final class Delete extends TransportExperimentAction {

    @Inject
    public Delete(
        TransportService transport,
        ActionFilters filters,
        ThreadPool threads,
        CatalogStore catalogs,
        ExperimentService experiments) {
      super(
          ExperimentActions.DELETE,
          transport,
          filters,
          threads,
          catalogs,
          request -> experiments.delete(request.catalog()));
    }
  }
}
