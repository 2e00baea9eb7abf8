package org.chatrec.rest.train;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow evaluations. */
public final class EvaluateActions {

  /** Measures on held-out events and changes nothing. */
  public static final ActionType<ContentResponse> EVALUATE =
      new ActionType<>("indices:data/read/chatrec/evaluate", ContentResponse::new);

  /** The same, and stores weights that are better. */
  public static final ActionType<ContentResponse> APPLY =
      new ActionType<>("cluster:admin/chatrec/catalog/weights", ContentResponse::new);

  private EvaluateActions() {}
}
