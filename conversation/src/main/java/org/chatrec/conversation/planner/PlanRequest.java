package org.chatrec.conversation.planner;

import java.util.List;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.state.DialogueState;

/**
 * A message to be understood.
 *
 * @param defaultSize hits to plan for when the message names no number
 * @param interestTerms a few words on the person's interests, for the LLM's prompt; may be empty
 */
public record PlanRequest(
    String message,
    DialogueState state,
    CatalogCard card,
    int defaultSize,
    List<String> interestTerms) {

  public PlanRequest {
    interestTerms = List.copyOf(interestTerms);
  }
}
