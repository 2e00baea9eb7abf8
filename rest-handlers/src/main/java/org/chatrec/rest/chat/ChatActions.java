package org.chatrec.rest.chat;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow talking. */
public final class ChatActions {

  /** One turn of a conversation. */
  public static final ActionType<ContentResponse> CHAT =
      new ActionType<>("indices:data/read/chatrec/chat", ContentResponse::new);

  private ChatActions() {}
}
