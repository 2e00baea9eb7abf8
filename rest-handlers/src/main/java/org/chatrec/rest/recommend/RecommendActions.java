package org.chatrec.rest.recommend;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow recommendations. */
public final class RecommendActions {

  /** Items for a user. */
  public static final ActionType<ContentResponse> RECOMMEND =
      new ActionType<>("indices:data/read/chatrec/recommend", ContentResponse::new);

  /** Items like an item. */
  public static final ActionType<ContentResponse> SIMILAR =
      new ActionType<>("indices:data/read/chatrec/similar", ContentResponse::new);

  private RecommendActions() {}
}
