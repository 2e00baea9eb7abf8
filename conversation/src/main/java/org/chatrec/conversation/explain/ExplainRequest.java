package org.chatrec.conversation.explain;

import java.util.List;
import org.chatrec.conversation.llm.TokenCount;

/**
 * Hits to be explained.
 *
 * @param message what the person asked; it decides the language
 * @param used tokens that the turn has taken so far
 */
public record ExplainRequest(
    String message, List<HitFacts> hits, ExplainMode mode, TokenCount used) {

  public ExplainRequest {
    hits = List.copyOf(hits);
  }
}
