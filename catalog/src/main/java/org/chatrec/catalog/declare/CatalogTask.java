package org.chatrec.catalog.declare;

import java.util.Map;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;

/**
 * Running work on all items of a catalogue: it can be cancelled, and its description says how far
 * it is.
 */
public final class CatalogTask extends CancellableTask {

  private volatile String phase = "waiting";

  public CatalogTask(
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
      throw new OpenSearchStatusException(
          "it was cancelled; asked for again, it goes on where it was", RestStatus.CONFLICT);
    }
  }

  @Override
  public String getDescription() {
    return super.getDescription() + ": " + phase;
  }

  /** The update of the items ends too. */
  @Override
  public boolean shouldCancelChildrenOnCancellation() {
    return true;
  }
}
