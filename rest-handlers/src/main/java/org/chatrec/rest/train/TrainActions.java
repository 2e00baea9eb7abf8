package org.chatrec.rest.train;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The name by which roles allow training. */
public final class TrainActions {

  /** Learns from all events of a catalogue. */
  public static final ActionType<ContentResponse> TRAIN =
      new ActionType<>("cluster:admin/chatrec/train/run", ContentResponse::new);

  private TrainActions() {}
}
