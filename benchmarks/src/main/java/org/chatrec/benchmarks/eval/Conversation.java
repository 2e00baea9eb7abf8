package org.chatrec.benchmarks.eval;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.LlmException;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.PlanOutcome;
import org.chatrec.conversation.planner.PlanRequest;
import org.chatrec.conversation.planner.Planner;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;

/** A session with a planner: its turns are remembered as the chat remembers them. */
final class Conversation {
  static final int DEFAULT_SIZE = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Planner planner;
  private final CatalogCard card;
  private final Function<Plan, List<ShownItem>> search;
  private DialogueState state = DialogueState.empty();

  /**
   * @param search what a plan finds, and so what is shown
   */
  Conversation(Planner planner, CatalogCard card, Function<Plan, List<ShownItem>> search) {
    this.planner = planner;
    this.card = card;
    this.search = search;
  }

  /** The plan for the next message; empty where an LLM gave none, which counts as nothing found. */
  Optional<PlanOutcome> say(String message) {
    PlanRequest request = new PlanRequest(message, state, card, DEFAULT_SIZE, List.of());
    try {
      PlanOutcome outcome = planner.plan(request, Deadline.after(PATIENCE));
      List<ShownItem> shown =
          switch (outcome.plan().intent()) {
            case EXPLAIN, COMPARE, OTHER -> List.of();
            default -> search.apply(outcome.plan());
          };
      state = state.with(new Turn(state.nextNumber(), message, outcome.plan(), shown, 0));
      return Optional.of(outcome);
    } catch (LlmException e) {
      return Optional.empty();
    }
  }

  /** The constraints in force: those of the latest plan that searched. */
  Optional<Plan> inForce() {
    return state.lastSearch();
  }

  List<ShownItem> shown() {
    return state.lastShown();
  }
}
