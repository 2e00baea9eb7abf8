package org.chatrec.rest.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.explain.HitFacts;
import org.chatrec.conversation.explain.Labels;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.rest.items.ShownItems;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.RankedItem;
import org.chatrec.retrieval.Reason;
import org.chatrec.retrieval.RetrievalRequest;
import org.chatrec.retrieval.SeenMarks;
import org.chatrec.retrieval.Variants;
import org.chatrec.retrieval.variants.Families;

/**
 * What a search brought, and what speaks for each hit.
 *
 * @param shown the hits as the conversation remembers them
 * @param reasons of each hit, in the hits' order
 */
record TurnHits(PlanSearch.Outcome found, List<ShownItem> shown, List<List<Reason>> reasons) {

  static TurnHits of(Catalog catalog, PlanSearch.Outcome found, List<List<Reason>> reasons) {
    List<ShownItem> shown =
        found.result().items().stream().map(hit -> CatalogTitles.shown(catalog, hit)).toList();
    return new TurnHits(found, shown, reasons);
  }

  /**
   * All that may be said of the hits.
   *
   * @param card tells what fields are called
   */
  List<HitFacts> facts(CatalogCard card) {
    Labels labels = Labels.of(card);
    List<HitFacts> facts = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      RankedItem hit = found.result().items().get(i);
      facts.add(
          new HitFacts(
              shown.get(i),
              hit.breakdown(),
              told(hit, reasons.get(i)),
              found.plan().filters(),
              hit.matches(),
              found.plan().query(),
              told(hit),
              labels,
              found.plan().sort().stream().map(Sort::field).toList()));
    }
    return facts;
  }

  /** What the item says of itself, and not what was learned of it. */
  private Map<String, Object> told(RankedItem hit) {
    Map<String, Object> told = new LinkedHashMap<>(hit.source());
    told.keySet().removeAll(found.found().request().catalog().learnedFields());
    return told;
  }

  /** The reasons, and that the person has seen it. */
  private List<org.chatrec.conversation.explain.Reason> told(
      RankedItem hit, List<Reason> reasonsOfHit) {
    List<org.chatrec.conversation.explain.Reason> told = new ArrayList<>();
    reasonsOfHit.forEach(reason -> told.add(told(reason)));
    if (!SeenMarks.of(found.seen(), hit.id()).isEmpty()) {
      told.add(new org.chatrec.conversation.explain.Reason("seen", Map.of()));
    }
    return told;
  }

  private static org.chatrec.conversation.explain.Reason told(Reason reason) {
    return new org.chatrec.conversation.explain.Reason(
        ShownItems.type(reason), ShownItems.toMap(reason));
  }

  /** The families that they are of. */
  Families families() {
    RetrievalRequest asked = found.found().request();
    return Variants.of(asked.catalog(), found.result().items(), asked.words());
  }

  /** Those of the hits that have these ids, in the order of the ids. */
  TurnHits inOrder(List<String> ids) {
    List<String> known = shown.stream().map(ShownItem::id).toList();
    return select(ids.stream().map(known::indexOf).filter(at -> at >= 0).toList(), found.plan());
  }

  /** The hits at these positions, in this order, as what the plan brought. */
  TurnHits select(List<Integer> positions, Plan plan) {
    ItemSearch.Result result = found.result();
    ItemSearch.Result selected =
        new ItemSearch.Result(
            positions.stream().map(result.items()::get).toList(), result.total(), result.source());
    return new TurnHits(
        found.with(plan, selected),
        positions.stream().map(shown::get).toList(),
        positions.stream().map(reasons::get).toList());
  }
}
