package org.chatrec.rest.why;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The name by which roles allow asking why. */
public final class WhyActions {

  /** Why an item is shown, or not. */
  public static final ActionType<ContentResponse> WHY =
      new ActionType<>("indices:data/read/chatrec/why", ContentResponse::new);

  private WhyActions() {}
}
