package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.TokenCount;

/**
 * Explanations and how they came about.
 *
 * @param explanations one per hit, in the hits' order; empty texts when the explainer is none
 * @param explainer {@code llm}, {@code template} or {@code none}
 * @param debug prompts and raw answers, for {@code debug:true}; never for logs
 */
public record ExplainOutcome(
    List<Explanation> explanations,
    String explainer,
    List<Degraded> degraded,
    TokenCount tokens,
    Map<String, Object> debug) {

  public ExplainOutcome {
    explanations = List.copyOf(explanations);
    degraded = List.copyOf(degraded);
    debug = Map.copyOf(debug);
  }

  /** The same, with other reasons why it is less than it could be. */
  public ExplainOutcome withDegraded(List<Degraded> reasons) {
    return new ExplainOutcome(explanations, explainer, reasons, tokens, debug);
  }
}
