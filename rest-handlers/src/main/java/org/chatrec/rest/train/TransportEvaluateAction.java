package org.chatrec.rest.train;

import java.time.Duration;
import org.chatrec.catalog.CatalogStore;
import org.chatrec.catalog.support.CallerClient;
import org.chatrec.people.train.EvaluateService;
import org.chatrec.people.train.TrainTask;
import org.chatrec.rest.profile.UserActions;
import org.chatrec.rest.profile.UserRequest;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.UUIDs;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;
import org.opensearch.transport.client.node.NodeClient;

/** Runs {@link EvaluateActions#EVALUATE} where trainings run: it learns as they do. */
public class TransportEvaluateAction extends PooledTransportAction<EvaluateRequest> {

  private final CatalogStore catalogs;
  private final EvaluateService evaluate;
  private final CallerClient callers;

  @Inject
  public TransportEvaluateAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      NodeClient client,
      EvaluateService evaluate) {
    this(EvaluateActions.EVALUATE, transport, filters, threads, catalogs, client, evaluate);
  }

  private TransportEvaluateAction(
      ActionType<ContentResponse> action,
      TransportService transport,
      ActionFilters filters,
      ThreadPool threads,
      CatalogStore catalogs,
      NodeClient client,
      EvaluateService evaluate) {
    super(
        action.name(),
        transport,
        filters,
        threads.executor(TransportTrainAction.POOL),
        EvaluateRequest::new);
    this.catalogs = catalogs;
    this.evaluate = evaluate;
    this.callers = new CallerClient(client);
  }

  /** Runs {@link EvaluateActions#APPLY}. */
  public static final class Applying extends TransportEvaluateAction {

    @Inject
    public Applying(
        TransportService transport,
        ActionFilters filters,
        ThreadPool threads,
        CatalogStore catalogs,
        NodeClient client,
        EvaluateService evaluate) {
      super(EvaluateActions.APPLY, transport, filters, threads, catalogs, client, evaluate);
    }
  }

  /** As a training, it is worth waiting for. */
  @Override
  protected Duration mayWait() {
    return Duration.ofHours(1);
  }

  @Override
  protected ContentResponse run(Task task, EvaluateRequest request) {
    CatalogStore.Declared declared = catalogs.declared(request.catalog());
    request.authorised(declared.catalog());
    if (request.wanted().perUser()) {
      requireLookingAtAnybody(request);
    }
    return new ContentResponse(
        evaluate.evaluate(declared, request.wanted(), ((TrainTask) task)::reached));
  }

  /**
   * People are named only to those who may look at people: at any, so that the name is nobody's.
   */
  private void requireLookingAtAnybody(EvaluateRequest request) {
    callers.call(
        UserActions.GET,
        UserRequest.permission(request.catalog(), request.index(), UUIDs.randomBase64UUID()));
  }
}
