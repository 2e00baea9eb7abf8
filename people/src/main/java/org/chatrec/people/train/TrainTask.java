package org.chatrec.people.train;

import java.util.Map;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;

/** A running training: it can be cancelled, and its description says how far it is. */
public final class TrainTask extends CancellableTask {

  private volatile String phase = "waiting";

  public TrainTask(
      long id,
      String type,
      String action,
      String description,
      TaskId parent,
      Map<String, String> headers) {
    super(id, type, action, description, parent, headers);
  }

  /** Says what is being done; throws if the task was cancelled. */
  public void reached(String now) {
    phase = now;
    if (isCancelled()) {
      throw new OpenSearchStatusException("the training was cancelled", RestStatus.CONFLICT);
    }
  }

  @Override
  public String getDescription() {
    return super.getDescription() + ": " + phase;
  }

  @Override
  public boolean shouldCancelChildrenOnCancellation() {
    return false; // steps are short, and the next one does not begin
  }
}
