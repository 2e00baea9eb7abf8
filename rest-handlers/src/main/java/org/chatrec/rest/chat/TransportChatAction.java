package org.chatrec.rest.chat;

import org.chatrec.rest.support.ContentResponse;
import org.chatrec.rest.support.PooledTransportAction;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.common.inject.Inject;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link ChatActions#CHAT}. */
public final class TransportChatAction extends PooledTransportAction<ChatRequest> {

  private final ChatService chat;

  @Inject
  public TransportChatAction(
      TransportService transport, ActionFilters filters, ThreadPool threadPool, ChatService chat) {
    super(ChatActions.CHAT.name(), transport, filters, threadPool, ChatRequest::new);
    this.chat = chat;
  }

  @Override
  protected ContentResponse run(Task task, ChatRequest request) {
    return new ContentResponse(chat.chat(request.params()));
  }
}
