package org.chatrec.conversation.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chatrec.conversation.plan.Plan;

/**
 * One conversation: its last {@value #MAX_TURNS} turns, oldest first. Immutable; a turn is added by
 * {@link #with}.
 */
public record DialogueState(List<Turn> turns) {

  public static final int MAX_TURNS = 20;

  public DialogueState {
    turns = List.copyOf(turns.subList(Math.max(0, turns.size() - MAX_TURNS), turns.size()));
  }

  public static DialogueState empty() {
    return new DialogueState(List.of());
  }

  public DialogueState with(Turn turn) {
    List<Turn> all = new ArrayList<>(turns);
    all.add(turn);
    return new DialogueState(all);
  }

  @JsonIgnore
  public boolean isEmpty() {
    return turns.isEmpty();
  }

  /** The number that the next turn gets. */
  public int nextNumber() {
    return turns.isEmpty() ? 1 : turns.getLast().number() + 1;
  }

  /** The items that were shown last, to which "the second one" refers. */
  public List<ShownItem> lastShown() {
    return turns.reversed().stream()
        .map(Turn::shown)
        .filter(shown -> !shown.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The plan that a refinement starts from: the latest that searched for something. */
  public Optional<Plan> lastSearch() {
    return turns.reversed().stream().map(Turn::plan).filter(DialogueState::searches).findFirst();
  }

  private static boolean searches(Plan plan) {
    return switch (plan.intent()) {
      case SEARCH, REFINE, RECOMMEND, SIMILAR, FEEDBACK -> true;
      case EXPLAIN, COMPARE, OTHER -> false;
    };
  }
}
