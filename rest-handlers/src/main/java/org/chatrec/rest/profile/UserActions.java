package org.chatrec.rest.profile;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow looking at users, forgetting and joining them. */
public final class UserActions {

  /** What is known of a user. */
  public static final ActionType<ContentResponse> GET =
      new ActionType<>("indices:data/read/chatrec/profile", ContentResponse::new);

  /** Forgetting a user, or one thing that a user did. */
  public static final ActionType<ContentResponse> ERASE =
      new ActionType<>("indices:data/write/chatrec/erase", ContentResponse::new);

  /** Giving one user's history to another. */
  public static final ActionType<ContentResponse> MERGE =
      new ActionType<>("indices:data/write/chatrec/merge", ContentResponse::new);

  private UserActions() {}
}
