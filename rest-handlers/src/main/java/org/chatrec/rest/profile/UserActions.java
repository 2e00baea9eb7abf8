package org.chatrec.rest.profile;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The name by which roles allow looking at users. */
public final class UserActions {

  /** What is known of a user. */
  public static final ActionType<ContentResponse> GET =
      new ActionType<>("indices:data/read/chatrec/profile", ContentResponse::new);

  private UserActions() {}
}
