package org.chatrec.rest.profile;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow what names a person. */
public final class PersonActions {

  /** Ranking for a named person, in whichever request. */
  public static final ActionType<PersonResponse> READ =
      new ActionType<>("indices:data/read/chatrec/person", PersonResponse::new);

  /** Where callers are the persons: reading for somebody else. */
  public static final ActionType<ContentResponse> READ_FOR_OTHERS =
      new ActionType<>("indices:data/read/chatrec/person/other", ContentResponse::new);

  /** Where callers are the persons: writing of somebody else. */
  public static final ActionType<ContentResponse> WRITE_FOR_OTHERS =
      new ActionType<>("indices:data/write/chatrec/person/other", ContentResponse::new);

  private PersonActions() {}
}
