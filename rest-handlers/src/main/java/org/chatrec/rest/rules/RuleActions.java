package org.chatrec.rest.rules;

import org.chatrec.rest.support.ContentResponse;
import org.opensearch.action.ActionType;

/** The names by which roles allow rules of the business. */
public final class RuleActions {

  /** Adds a rule, or changes it. */
  public static final ActionType<ContentResponse> PUT =
      new ActionType<>("cluster:admin/chatrec/rules/put", ContentResponse::new);

  /** Shows one rule or all of a catalogue. */
  public static final ActionType<ContentResponse> GET =
      new ActionType<>("cluster:admin/chatrec/rules/get", ContentResponse::new);

  /** Removes a rule. */
  public static final ActionType<ContentResponse> DELETE =
      new ActionType<>("cluster:admin/chatrec/rules/delete", ContentResponse::new);

  private RuleActions() {}
}
