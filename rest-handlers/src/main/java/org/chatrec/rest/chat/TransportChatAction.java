package org.chatrec.rest.chat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.conversation.llm.Cancellation;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.chatrec.rest.support.QueueAdmission;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.Scheduler;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/**
 * Runs {@link ChatActions#CHAT}. The time budget begins with the request's arrival and ends with an
 * answer, whatever happens: a chat that is late by a moment is answered with 504. One that would
 * wait for its turn for more than half of its budget is refused with 429, and one whose turn comes
 * too late is not begun. Chats that may wait for an LLM run on a pool of their own; where that is
 * full, a chat goes on without.
 */
public final class TransportChatAction
    extends HandledTransportAction<ChatRequest, ContentResponse> {

  private static final Logger LOG = LogManager.getLogger(TransportChatAction.class);

  /** The pool of chats that may wait for an LLM. */
  public static final String LLM_POOL = "chatrec_llm";

  /** Chats on that pool at once; its other threads write explanations that are read later. */
  public static final int LLM_CHATS = 48;

  /** A chat that keeps its stages' deadlines has this to write its answer. */
  private static final TimeValue GRACE = TimeValue.timeValueMillis(150);

  /** Of its budget, what a chat may wait, and what it needs at least once its turn has come. */
  private static final double WAITING_SHARE = 0.5;

  private static final double WORKING_SHARE = 0.2;

  private final TransportService transport;
  private final ChatService chat;
  private final ThreadPool threads;
  private final QueueAdmission quick;
  private final QueueAdmission slow;
  private final Semaphore llmChats = new Semaphore(LLM_CHATS);

  @Inject
  public TransportChatAction(
      TransportService transport, ActionFilters filters, ThreadPool threads, ChatService chat) {
    super(ChatActions.CHAT.name(), transport, filters, ChatRequest::new);
    this.transport = transport;
    this.threads = threads;
    this.chat = chat;
    this.quick = new QueueAdmission(threads.executor(PooledTransportAction.POOL));
    this.slow = new QueueAdmission(threads.executor(LLM_POOL));
  }

  @Override
  protected void doExecute(
      Task task, ChatRequest request, ActionListener<ContentResponse> listener) {
    Cancellation cancellation =
        task instanceof ChatTask own ? own.cancellation() : new Cancellation();
    Deadline deadline = Deadline.after(budget(request), cancellation);
    AtomicBoolean begun = new AtomicBoolean();
    ActionListener<ContentResponse> guarded = guarded(task, request, cancellation, begun, listener);
    TaskId turn = new TaskId(transport.getLocalNode().getId(), task.getId());
    try {
      run(request, turn, deadline, begun, guarded);
    } catch (RuntimeException e) { // 429
      guarded.onFailure(e);
    }
  }

  private ActionListener<ContentResponse> guarded(
      Task task,
      ChatRequest request,
      Cancellation cancellation,
      AtomicBoolean begun,
      ActionListener<ContentResponse> listener) {
    ActionListener<ContentResponse> once = ActionListener.notifyOnce(listener);
    OpenSearchStatusException late =
        new OpenSearchStatusException(
            "the chat did not end within [time_budget] of [{}]",
            RestStatus.GATEWAY_TIMEOUT,
            request.params().budget());
    Scheduler.ScheduledCancellable guard =
        threads.schedule(
            () -> {
              cancellation.cancel();
              once.onFailure(begun.get() ? late : QueueAdmission.busy(budget(request)));
              endSearches(task);
            },
            TimeValue.timeValueMillis(request.params().budget().millis() + GRACE.millis()),
            ThreadPool.Names.GENERIC);
    // a search that did not end in time would be a 500 otherwise
    ActionListener<ContentResponse> named =
        ActionListener.delegateResponse(
            once,
            (to, e) ->
                to.onFailure(
                    ExceptionsHelper.unwrapCause(e) instanceof OpenSearchTimeoutException
                        ? late
                        : e));
    return ActionListener.runBefore(named, guard::cancel);
  }

  private static Duration budget(ChatRequest request) {
    return Duration.ofMillis(request.params().budget().millis());
  }

  /** Nobody waits for them any more. */
  private void endSearches(Task task) {
    if (task instanceof ChatTask chatTask) {
      transport
          .getTaskManager()
          .cancelTaskAndDescendants(
              chatTask,
              "[time_budget] is over",
              false,
              ActionListener.wrap(
                  done -> {}, e -> LOG.debug("a late chat's searches were not cancelled", e)));
    }
  }

  private void run(
      ChatRequest request,
      TaskId turn,
      Deadline deadline,
      AtomicBoolean begun,
      ActionListener<ContentResponse> listener) {
    boolean wanted = chat.usesLlm();
    boolean granted = wanted && llmChats.tryAcquire();
    ChatService.LlmUse use =
        granted
            ? ChatService.LlmUse.ALLOWED
            : wanted ? ChatService.LlmUse.BUSY : ChatService.LlmUse.NONE;
    ActionListener<ContentResponse> done =
        granted ? ActionListener.runBefore(listener, llmChats::release) : listener;
    Duration budget = budget(request);
    Runnable work =
        () ->
            ActionListener.completeWith(
                done,
                () -> {
                  begin(deadline, budget, begun);
                  return new ContentResponse(chat.chat(request, use, turn, deadline));
                });
    try {
      (granted ? slow : quick).execute(work, share(budget, WAITING_SHARE));
    } catch (RuntimeException e) {
      done.onFailure(e);
    }
  }

  private static Duration share(Duration budget, double share) {
    return Duration.ofNanos((long) (budget.toNanos() * share));
  }

  /** A chat that has waited for most of its time is better sent again. */
  private static void begin(Deadline deadline, Duration budget, AtomicBoolean begun) {
    if (deadline.remaining().compareTo(share(budget, WORKING_SHARE)) < 0) {
      throw QueueAdmission.busy(budget);
    }
    begun.set(true);
  }
}
