package org.chatrec.conversation.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Scope;

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

  /** What the person said, oldest first. */
  public List<String> messages() {
    return turns.stream().map(Turn::message).toList();
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

  /** The latest turn. */
  public Optional<Turn> last() {
    return turns.isEmpty() ? Optional.empty() : Optional.of(turns.getLast());
  }

  /** An item's title as far as it was named or shown; else its id, under which it is known too. */
  public String titleOf(String id) {
    return named(id).map(ShownItem::title).orElse(id);
  }

  /** An item as it was named or shown last. */
  public Optional<ShownItem> named(String id) {
    return turns.reversed().stream()
        .flatMap(turn -> Stream.concat(turn.liked().stream(), turn.shown().stream()))
        .filter(item -> item.id().equals(id))
        .findFirst();
  }

  /** Ids of all that was shown and is remembered. */
  public Set<String> everShown() {
    return turns.stream()
        .flatMap(turn -> turn.shown().stream())
        .map(ShownItem::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Ids of items that the person does not want, as far as they did not change their mind. */
  public Set<String> rejected() {
    Set<String> rejected = new LinkedHashSet<>();
    for (Turn turn : turns) {
      turn.plan().preferences().stream()
          .filter(p -> p.itemId() != null)
          .forEach(p -> note(rejected, p));
    }
    return rejected;
  }

  /** Ids of items that the person has said they know. */
  public Set<String> known() {
    Set<String> known = new LinkedHashSet<>();
    for (int i = 0; i < turns.size(); i++) {
      known.addAll(new DialogueState(turns.subList(0, i)).knownBy(turns.get(i).plan()));
    }
    return known;
  }

  /** Ids of the shown items that a plan for the next turn says are known. */
  public List<String> knownBy(Plan next) {
    List<ShownItem> shown = lastShown();
    return next.scope() == Scope.OTHERS
        ? next.references().stream()
            .filter(position -> position >= 1 && position <= shown.size())
            .map(position -> shown.get(position - 1).id())
            .toList()
        : List.of();
  }

  private static void note(Set<String> rejected, Preference opinion) {
    if (opinion.like()) {
      rejected.remove(opinion.itemId());
    } else {
      rejected.add(opinion.itemId());
    }
  }

  /**
   * Whether what is sought should be new to the person: it began with "recommend something" or
   * "like X", and was only refined since.
   */
  public boolean seeksNew() {
    return turns.reversed().stream()
        .map(turn -> turn.plan().intent())
        .filter(intent -> searches(intent) && intent != Intent.REFINE && intent != Intent.FEEDBACK)
        .findFirst()
        .filter(intent -> intent == Intent.RECOMMEND || intent == Intent.SIMILAR)
        .isPresent();
  }

  /** The plan that a refinement starts from: the latest that searched for something. */
  public Optional<Plan> lastSearch() {
    return turns.reversed().stream()
        .map(Turn::plan)
        .filter(plan -> searches(plan.intent()))
        .findFirst();
  }

  /** The latest search that wanted a value of a field. */
  public Optional<Plan> searchFor(String field, Object value) {
    return turns.reversed().stream()
        .map(Turn::plan)
        .filter(plan -> searches(plan.intent()))
        .filter(
            plan ->
                plan.filters().stream()
                    .anyMatch(
                        f ->
                            f.field().equals(field)
                                && f.op() != Op.NOT
                                && f.values().contains(value)))
        .findFirst();
  }

  private static boolean searches(Intent intent) {
    return switch (intent) {
      case SEARCH, REFINE, RECOMMEND, SIMILAR, FEEDBACK -> true;
      case EXPLAIN, COMPARE, OTHER -> false;
    };
  }
}
