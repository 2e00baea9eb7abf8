package org.chatrec.rest.experiment;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow experiments. */
public final class ExperimentActions {

  /** Begins an experiment. */
  public static final ActionType<ContentResponse> PUT =
      new ActionType<>("cluster:admin/chatrec/experiment/put", ContentResponse::new);

  /** Shows it, with what is known of its arms. */
  public static final ActionType<ContentResponse> GET =
      new ActionType<>("cluster:admin/chatrec/experiment/get", ContentResponse::new);

  /** Ends it. */
  public static final ActionType<ContentResponse> DELETE =
      new ActionType<>("cluster:admin/chatrec/experiment/delete", ContentResponse::new);

  private ExperimentActions() {}
}
