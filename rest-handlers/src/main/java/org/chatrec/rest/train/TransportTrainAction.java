package org.chatrec.rest.train;

import java.time.Duration;
import org.chatrec.people.train.TrainService;
import org.chatrec.people.train.TrainTask;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.chatrec.rest.support.QueueAdmission;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.lease.Releasable;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link TrainActions#TRAIN}. */
public final class TransportTrainAction extends PooledTransportAction<TrainRequest> {

  /**
   * The pool that trains: one thread, so that a node gives one core to it and not more, whatever
   * number of catalogues there is.
   */
  public static final String POOL = "chatrec_training";

  private final TrainService train;
  private final QueueAdmission quick;

  @Inject
  public TransportTrainAction(
      TransportService transport,
      ActionFilters filters,
      ThreadPool threadPool,
      TrainService train) {
    super(
        TrainActions.TRAIN.name(),
        transport,
        filters,
        threadPool.executor(POOL),
        TrainRequest::new);
    this.train = train;
    this.quick = new QueueAdmission(threadPool.executor(PooledTransportAction.POOL));
  }

  /** A training is worth waiting for; whether there can be one is asked beside it. */
  @Override
  protected QueueAdmission admission(TrainRequest request) {
    return request.onlyAsks() ? quick : super.admission(request);
  }

  @Override
  protected Duration mayWait() {
    return Duration.ofHours(1);
  }

  @Override
  protected Releasable admit(TrainRequest request) {
    return request.onlyAsks() ? () -> {} : train.claim(request.catalog());
  }

  @Override
  protected ContentResponse run(Task task, TrainRequest request) {
    if (request.onlyAsks()) {
      return new ContentResponse(train.possible(request.catalog()));
    }
    return new ContentResponse(train.train(request.catalog(), (TrainTask) task));
  }
}
