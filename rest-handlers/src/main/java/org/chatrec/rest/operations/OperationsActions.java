package org.chatrec.rest.operations;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow looking after the plugin. */
public final class OperationsActions {

  /** Figures of every node. */
  public static final ActionType<StatsResponse> STATS =
      new ActionType<>("cluster:admin/chatrec/stats/get", StatsResponse::new);

  /** What is wrong, and what to do; asks for {@link #STATS} as the caller. */
  public static final ActionType<ContentResponse> HEALTH =
      new ActionType<>("cluster:admin/chatrec/stats/health", ContentResponse::new);

  /** The models of the node that is asked. */
  public static final ActionType<ContentResponse> MODELS =
      new ActionType<>("cluster:admin/chatrec/models/get", ContentResponse::new);

  /** Vectors of texts. */
  public static final ActionType<ContentResponse> EMBED =
      new ActionType<>("cluster:admin/chatrec/models/embed", ContentResponse::new);

  /** From node to node only; a role cannot allow it, and need not. */
  public static final ActionType<EmbedPartResponse> EMBED_PART =
      new ActionType<>("internal:chatrec/models/embed_part", EmbedPartResponse::new);

  private OperationsActions() {}
}
