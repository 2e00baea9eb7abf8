package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.TokenCount;

/**
 * Explanations and how they came about.
 *
 * @param explanations one per hit, in the hits' order; empty texts when the explainer is none
 * @param choice what a model chose of the hits
 * @param explainer {@code llm}, {@code template} or {@code none}
 * @param debug prompts and raw answers, for {@code debug:true}; never for logs
 */
public record ExplainOutcome(
    List<Explanation> explanations,
    Choice choice,
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
    return new ExplainOutcome(explanations, choice, explainer, reasons, tokens, debug);
  }

  /** The same of these hits, in this order. */
  public ExplainOutcome select(List<Integer> positions) {
    return new ExplainOutcome(
        positions.stream().map(explanations::get).toList(),
        choice,
        explainer,
        degraded,
        tokens,
        debug);
  }

  /**
   * A model's choice.
   *
   * @param order positions of the chosen hits, from 0, the best first; empty where none was made
   * @param intro a sentence above the list; may be empty
   * @param nothingFits whether the model says that no hit answers the message
   * @param nearest positions of the hits that come nearest where none answers
   * @param untold wishes of the person of which no evidence tells
   */
  public record Choice(
      List<Integer> order,
      String intro,
      boolean nothingFits,
      List<Integer> nearest,
      List<String> untold) {

    /** Nobody chose. */
    public static final Choice NONE = new Choice(List.of(), "", false, List.of(), List.of());

    /** Copies the lists. */
    public Choice {
      order = List.copyOf(order);
      nearest = List.copyOf(nearest);
      untold = List.copyOf(untold);
    }
  }

  /** Whether a model has read the hits. */
  public boolean isByModel() {
    return explainer.equals("llm");
  }

  /** The same without a word on any hit. */
  public ExplainOutcome unexplained() {
    List<Explanation> none = explanations.stream().map(hit -> Explanation.NONE).toList();
    return new ExplainOutcome(none, choice, "none", degraded, tokens, debug);
  }
}
