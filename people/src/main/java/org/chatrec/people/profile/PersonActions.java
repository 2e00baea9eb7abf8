package org.chatrec.people.profile;

import org.opensearch.action.ActionType;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;

/** The names by which roles allow what names a person. */
public final class PersonActions {

  /** Ranking for a named person, in whichever request. */
  public static final ActionType<PersonResponse> READ =
      new ActionType<>("indices:data/read/chatrec/person", PersonResponse::new);

  /** Where callers are the persons: reading for somebody else. */
  public static final ActionType<AcknowledgedResponse> READ_FOR_OTHERS =
      new ActionType<>("indices:data/read/chatrec/person/other", AcknowledgedResponse::new);

  /** Where callers are the persons: writing of somebody else. */
  public static final ActionType<AcknowledgedResponse> WRITE_FOR_OTHERS =
      new ActionType<>("indices:data/write/chatrec/person/other", AcknowledgedResponse::new);

  private PersonActions() {}
}
