package org.chatrec.rest.chat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.explain.KeptOut;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.retrieval.Among;
import org.chatrec.retrieval.Obstacle;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Standing;

/**
 * Finds out why an item is not among those that a conversation shows. It is true because it is
 * computed: the search that the list came from is run once more, and the item's place in it looked
 * up.
 */
final class MissingItem {
  private final TurnReader.Basis basis;
  private final PlanSearch plans;
  private final Deadline deadline;

  MissingItem(TurnReader.Basis basis, PlanSearch plans, Deadline deadline) {
    this.basis = basis;
    this.plans = plans;
    this.deadline = deadline;
  }

  /** What kept it out, the first obstacle first. */
  List<KeptOut> why(ShownItem item) {
    List<Turn> turns = basis.session().state().turns();
    for (int i = turns.size() - 1; i >= 0; i--) {
      if (isSearch(turns.get(i))) {
        DialogueState before = new DialogueState(turns.subList(0, i));
        return why(item.id(), before, turns.get(i));
      }
    }
    return List.of(new KeptOut.NothingAsked());
  }

  private static boolean isSearch(Turn turn) {
    Intent intent = turn.plan().intent();
    return switch (intent) {
      case SEARCH, REFINE, RECOMMEND, SIMILAR -> true;
      case FEEDBACK -> turn.plan().scope() != Scope.REFERENCED;
      case EXPLAIN, COMPARE, OTHER -> false;
    };
  }

  private List<KeptOut> why(String id, DialogueState before, Turn asked) {
    Among among = PlanSearch.after(before, asked.plan());
    if (among.rejected().contains(id)) {
      return List.of(new KeptOut.Rejected());
    }
    if (among.shown().contains(id)) {
      return List.of(new KeptOut.ShownBefore());
    }
    List<String> said = before.with(asked).messages();
    PlanSearch.Job job = new PlanSearch.Job(basis, asked.plan(), among, said);
    PlanSearch.Place place = plans.place(job, id, basis.said(), deadline);
    if (place.standing().shown()) {
      return List.of(new KeptOut.NotPicked(place.standing().rank()));
    }
    return place.standing().obstacles().stream()
        .map(obstacle -> keptOut(obstacle, place, asked))
        .sorted(Comparator.comparing(MissingItem::isRule))
        .toList();
  }

  /** What the person has asked for says more than a rule. */
  private static boolean isRule(KeptOut reason) {
    return reason instanceof KeptOut.Ruled;
  }

  private KeptOut keptOut(Obstacle obstacle, PlanSearch.Place place, Turn asked) {
    return switch (obstacle) {
      case Obstacle.Known(var had) -> new KeptOut.Known(had);
      case Obstacle.Unfulfilled(var constraint) -> {
        List<Filter> wanted = place.wanted().getOrDefault(constraint, List.of());
        Filter unwanted = place.unwanted().get(constraint);
        yield !wanted.isEmpty()
            ? new KeptOut.Condition(wanted)
            : unwanted != null ? new KeptOut.Disliked(unwanted) : new KeptOut.Ruled();
      }
      case Obstacle.NoCandidate() -> new KeptOut.Far(asked.plan().query());
      case Obstacle.Variant(var shown) -> new KeptOut.Variant(shown(shown));
      case Obstacle.Alike() -> new KeptOut.NotPicked(place.standing().rank());
      case Obstacle.Below(var last) -> below(last, place.standing(), asked);
    };
  }

  /** The last one of the search is compared with where the person has seen it. */
  private KeptOut below(RankedItem last, Standing standing, Turn asked) {
    List<String> ids = asked.shown().stream().map(ShownItem::id).toList();
    ShownItem seen = ids.contains(last.id()) ? shown(last) : null;
    if (!asked.plan().sort().isEmpty()) {
      return new KeptOut.Ordered(standing.rank(), asked.plan().sort().getFirst(), seen);
    }
    String part = Optional.ofNullable(standing.item()).map(item -> most(last, item)).orElse("");
    return new KeptOut.Below(standing.rank(), seen, part);
  }

  /** The part of the score in which an item is most behind another; empty where in none. */
  private static String most(RankedItem ahead, RankedItem item) {
    Map<String, Double> own = item.breakdown();
    return ahead.breakdown().entrySet().stream()
        .map(
            part ->
                Map.entry(part.getKey(), part.getValue() - own.getOrDefault(part.getKey(), 0.0)))
        .filter(part -> part.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private ShownItem shown(RankedItem item) {
    Catalog catalog = basis.catalog();
    return CatalogTitles.shown(catalog, item);
  }
}
