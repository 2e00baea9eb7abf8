package org.chatrec.rest.preferences;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The name by which roles allow stating preferences. */
public final class PreferenceActions {

  /** Likes, dislikes, and opting out. */
  public static final ActionType<ContentResponse> PUT =
      new ActionType<>("indices:data/write/chatrec/preferences", ContentResponse::new);

  private PreferenceActions() {}
}
