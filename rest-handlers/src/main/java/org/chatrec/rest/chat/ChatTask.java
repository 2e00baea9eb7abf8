package org.chatrec.rest.chat;

import java.util.Map;
import org.chatrec.conversation.llm.Cancellation;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;

/** A chat under way; cancelled when its client hangs up, and by the tasks API. */
final class ChatTask extends CancellableTask {

  private final Cancellation cancellation = new Cancellation();

  ChatTask(long id, String type, String action, TaskId parent, Map<String, String> headers) {
    // the description is shown by the tasks API: no user text
    super(id, type, action, "chat", parent, headers);
  }

  /** Ends calls to the LLM that this chat waits for. */
  Cancellation cancellation() {
    return cancellation;
  }

  @Override
  protected void onCancelled() {
    cancellation.cancel();
  }

  @Override
  public boolean shouldCancelChildrenOnCancellation() {
    return true;
  }
}
