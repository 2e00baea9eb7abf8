package org.chatrec.rest.events;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The name by which roles allow sending events. */
public final class EventActions {

  /** Takes events in. */
  public static final ActionType<ContentResponse> PUT =
      new ActionType<>("indices:data/write/chatrec/events", ContentResponse::new);

  private EventActions() {}
}
