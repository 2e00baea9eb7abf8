package org.chatrec.rest.chat;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow talking. */
public final class ChatActions {

  /** One turn of a conversation. */
  public static final ActionType<ContentResponse> CHAT =
      new ActionType<>("indices:data/read/chatrec/chat", ContentResponse::new);

  /** A conversation, or one turn of it, as it was. */
  public static final ActionType<ContentResponse> SESSION =
      new ActionType<>("indices:data/read/chatrec/chat/session", ContentResponse::new);

  /** Forgetting a conversation. */
  public static final ActionType<ContentResponse> ERASE_SESSION =
      new ActionType<>("indices:data/write/chatrec/erase/session", ContentResponse::new);

  private ChatActions() {}
}
